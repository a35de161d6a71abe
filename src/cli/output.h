// What the program prints, for people and for other programs, and its exit code.
#pragma once

#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/error.h"

namespace hourglass {

/// Keeps its fields in the order in which they were written.
using Json = nlohmann::ordered_json;

/// kAboveThreshold: a sample's score lies above the number of `score --fail-above`.
enum ExitCode { kSuccess = 0, kFailedRun = 1, kBadUsage = 2, kAboveThreshold = 3 };

/// The reader of stdout. For programs the last line of stdout is one JSON object, and all other text goes to stderr.
/// kNobody: of the processes of one run only that of rank 0 prints.
enum class Audience { kPeople, kPrograms, kNobody };

class Output {
 public:
  explicit Output(Audience audience) : audience_(audience) {}

  /// The stream for text that people read: stdout, or stderr if a program reads stdout. Not for kNobody.
  std::FILE* people() const { return audience_ == Audience::kPeople ? stdout : stderr; }
  /// Prints one line for people.
  void line(const std::string& text) const;
  /// Ends a command that succeeded: prints the object if a program reads stdout. Returns the exit code.
  int succeed(const Json& result) const;
  /// Ends a command that failed: prints "hourglass: sentence" to stderr and, for programs, {"error", "message"} to
  /// stdout. Returns the exit code.
  int fail(const Error& error) const;
  int fail(std::string_view code, const std::string& sentence, ExitCode exit_code) const;

 private:
  Audience audience_;
};

/// Text that may not be UTF-8, which JSON must be: other bytes are replaced.
std::string json_text(std::string_view text);

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);
/// A number with `digits` digits after the decimal point.
std::string fixed(double number, int digits);
/// Seconds as "0.42 s", "12.3 s", "4 min 05 s" or "2 h 04 min".
std::string duration(double seconds);
/// The text padded with blanks to `width`: on the right, or on the left.
std::string left_aligned(std::string_view text, std::size_t width);
std::string right_aligned(std::string_view text, std::size_t width);

}  // namespace hourglass
