// Errors as values: a Result holds either what was asked for or an Error that says what to do next.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "core/assert.h"
#include "core/error_codes.h"

namespace hourglass {

/// What went wrong with something a user gave us. `sentence()` is what every face shows.
struct Error {
  ErrorCode code;
  std::string source;    ///< the file, setting or argument it is about
  std::string where;     ///< place inside the source, such as "byte 16"; empty where there is none
  std::string expected;  ///< what would have been right
  std::string found;     ///< what was there instead

  /// One sentence: source, place, expected, found, advice. Plain text; never a format string, never HTML.
  std::string sentence() const;
};

/// Either a value or an Error. Reading the one that is not there is a programmer's error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(content_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& value() {
    HG_ASSERT(*this, "a result was read that holds an error");
    return *std::get_if<T>(&content_);
  }
  const T& value() const { return const_cast<Result*>(this)->value(); }
  const Error& error() const {
    HG_ASSERT(!*this, "an error was read from a result that holds a value");
    return *std::get_if<Error>(&content_);
  }

 private:
  std::variant<T, Error> content_;
};

/// Success without a value.
struct Done {};
using Status = Result<Done>;

}  // namespace hourglass
