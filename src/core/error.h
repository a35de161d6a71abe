// Errors as values: a Result holds either what was asked for or an Error that says what to do next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/error_codes.h"

namespace hourglass {

/// What is wrong with a user's file, setting or argument. Every face shows `sentence()`.
struct Error {
  ErrorCode code;
  std::string source;    ///< the file, setting or argument it is about
  std::string where;     ///< place inside the source, such as "byte 16"; empty where there is none
  std::string expected;  ///< what would have been right
  std::string found;     ///< what was there instead

  // Out of line, like the copies: hundreds of places make an error, and none of them needs to be fast.
  Error(ErrorCode code, std::string_view source, std::string_view where, std::string_view expected,
        std::string_view found);
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();

  /// One sentence: source, place, expected, found, advice. Plain text; never a format string, never HTML.
  std::string sentence() const;
};

/// Ends the process, in every build. For Result: the caller read the side that the result does not hold.
[[noreturn]] void abort_misread_result(const char* message);

/// Either a value or an Error. Reading the side that it does not hold ends the process.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return !error_; }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& value() {
    if (!value_) abort_misread_result("the value of a result that holds an error was read");
    return *value_;
  }
  const T& value() const { return const_cast<Result*>(this)->value(); }
  const Error& error() const {
    if (!error_) abort_misread_result("the error of a result that holds a value was read");
    return *error_;
  }

 private:
  // Exactly one of them. A variant would say so, and brings code of its own for every T.
  std::optional<T> value_;
  std::optional<Error> error_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace hourglass
