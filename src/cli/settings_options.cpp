#include "cli/settings_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <thread>

#include "cli/output.h"

namespace hourglass {
namespace {

/// Width of the help's right-hand column, in characters.
constexpr std::size_t kHelpWidth = 76;

/// Breaks text at blanks into lines of at most kHelpWidth.
std::string wrapped(const std::string& text) {
  std::string lines;
  std::size_t column = 0, begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::size_t length = end - begin;
    const bool breaks = column > 0 && column + 1 + length > kHelpWidth;
    if (column > 0) lines += breaks ? '\n' : ' ';
    column = (column == 0 || breaks ? 0 : column + 1) + length;
    lines.append(text, begin, length);
    begin = end + 1;
  }
  return lines;
}

/// A limit of a setting's range: a whole number with grouped digits, or a fraction with three digits.
std::string short_number(double value) {
  if (value != std::floor(value)) return fixed(value, 3);
  return (value < 0 ? "-" : "") + grouped(static_cast<std::uint64_t>(std::abs(value)));
}

/// The help's placeholder for the value.
std::string placeholder(const Setting& s) {
  if (!s.choices().empty()) return "NAME";
  if (s.is_list()) return "N,N,...";
  return s.is_number() ? "NUMBER" : "DATA";
}

std::string help_text(const Setting& s, SettingsOptions::Defaults defaults) {
  std::string text = SettingsOptions::accepted_values(s);
  if (defaults == SettingsOptions::Defaults::kNative) {
    const std::string value = setting_text(native_defaults(), s);
    text += (text.empty() ? "default " : "; default ") + (value.empty() ? "none" : value);
  }
  return wrapped(std::string(s.help) + (text.empty() ? "" : " (" + text + ")"));
}

int cores() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 64u)); }

}  // namespace

std::string option_name(std::string_view key) {
  std::string name = "--" + std::string(key);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

Settings native_defaults() {
  Settings settings;
  settings.compute.math = MathMode::kFast;
  settings.compute.threads = cores();
  return settings;
}

std::string SettingsOptions::accepted_values(const Setting& setting) {
  std::string text;
  const std::vector<std::string_view> choices = setting.choices();
  for (std::size_t i = 0; i < choices.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + std::string(choices[i]);
  }
  if (setting.is_number() || setting.is_list()) {
    text = short_number(setting.range.minimum) + " to " + short_number(setting.range.maximum);
    if (!setting.unit.empty()) text += " " + std::string(setting.unit);
  }
  return text;
}

void SettingsOptions::add_option(CLI::App& command, const Setting& setting) {
  Row& row = rows_.emplace_back(Row{std::string(setting.key), "", nullptr});
  const std::string name = option_name(setting.key), help = help_text(setting, defaults_);
  row.option = setting.is_flag() ? command.add_flag(name, row.text, help)
                                 : command.add_option(name, row.text, help)->type_name(placeholder(setting));
  row.option->group(std::string(setting_group_title(setting.group)));
}

void SettingsOptions::add_all(CLI::App& command) {
  for (const Setting& s : settings_table()) add_option(command, s);
}

void SettingsOptions::add(CLI::App& command, std::initializer_list<SettingGroup> groups,
                          std::initializer_list<std::string_view> keys) {
  for (const Setting& s : settings_table()) {
    const bool wanted = std::find(groups.begin(), groups.end(), s.group) != groups.end() ||
                        std::find(keys.begin(), keys.end(), s.key) != keys.end();
    if (wanted) add_option(command, s);
  }
}

SettingList SettingsOptions::given() const {
  SettingList list;
  for (const Row& row : rows_) {
    if (row.option->count() > 0) list.emplace_back(row.key, row.text);
  }
  return list;
}

}  // namespace hourglass
