#include "cli/output.h"

#include <cmath>

#include "cli/settings_options.h"
#include "session/settings.h"

namespace hourglass {
void Output::line(const std::string& text) const {
  if (audience_ != Audience::kNobody) std::fprintf(people(), "%s\n", text.c_str());
}

int Output::succeed(const Json& result) const {
  std::fflush(people());
  if (audience_ == Audience::kPrograms) {
    std::printf("%s\n", result.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  }
  return std::fflush(stdout) == 0 ? kSuccess : kFailedRun;
}

int Output::fail(const Error& error) const {
  Error shown = error;
  // On the command line a setting is known by the name of its option.
  if (find_setting(error.source)) shown.source = option_name(error.source);
  return fail(error.code.name(), shown.sentence(), error.code.kind() == ErrorKind::kUsage ? kBadUsage : kFailedRun);
}

int Output::fail(std::string_view code, const std::string& sentence, ExitCode exit_code) const {
  if (audience_ == Audience::kNobody) return exit_code;
  std::fflush(stdout);
  std::fprintf(stderr, "hourglass: %s\n", sentence.c_str());
  if (audience_ == Audience::kPrograms) {
    const Json object = {{"error", code}, {"message", sentence}};
    std::printf("%s\n", object.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  }
  return exit_code;
}

std::string json_text(std::string_view text) {
  const std::string whole = Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(whole).get<std::string>();
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, ",");
  return digits;
}

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string duration(double seconds) {
  if (!(seconds >= 0) || seconds > 1e9) return "-";
  if (seconds < 9.995) return fixed(seconds, 2) + " s";
  if (seconds < 59.95) return fixed(seconds, 1) + " s";
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  const auto two_digits = [](std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  if (whole < 3600) return std::to_string(whole / 60) + " min " + two_digits(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + two_digits(whole % 3600 / 60) + " min";
}

std::string left_aligned(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(text.size() < width ? width - text.size() : 0, ' ');
}

std::string right_aligned(std::string_view text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + std::string(text);
}

}  // namespace hourglass
