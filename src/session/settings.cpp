#include "session/settings.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "autoencoder/families.h"
#include "core/excerpt.h"
#include "core/nearest.h"
#include "core/number_digits.h"
#include "core/number_text.h"
#include "core/whole_number.h"

namespace hourglass {
namespace {

std::string range_text(const Setting& s) {
  return "a number from " + number_text(s.range.minimum) + " to " + number_text(s.range.maximum);
}

std::string choices_text(const std::vector<std::string_view>& choices) {
  std::string text = "one of ";
  for (std::size_t i = 0; i < choices.size(); ++i) text += (i > 0 ? ", " : "") + std::string(choices[i]);
  return text;
}

Error refuse(ErrorCode code, const Setting& s, std::string expected, std::string_view found) {
  return {code, std::string(s.key), "", std::move(expected), excerpt(found)};
}

/// Checks the characters first, to refuse hexadecimal numbers, "nan" and blanks.
bool read_number(std::string_view text, double& value) {
  if (text.empty() || text.size() > 40 || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) {
    return false;
  }
  const std::optional<double> number = parse_digits(std::string(text));
  if (number) value = *number;
  return number.has_value();
}

bool within_range(const Setting& s, double value) { return value >= s.range.minimum && value <= s.range.maximum; }

Status read(const Setting& s, std::string_view text, int& value) {
  const std::optional<std::int64_t> number = parse_whole(text);
  if (!number) return refuse("setting-not-a-number", s, "a whole number", text);
  if (!within_range(s, static_cast<double>(*number))) return refuse("setting-out-of-range", s, range_text(s), text);
  value = static_cast<int>(*number);
  return Done{};
}

Status read(const Setting& s, std::string_view text, double& value) {
  double number = 0;
  if (!read_number(text, number) || !std::isfinite(number)) {
    return refuse("setting-not-a-number", s, "a number", text);
  }
  if (!within_range(s, number)) return refuse("setting-out-of-range", s, range_text(s), text);
  value = number;
  return Done{};
}

/// The row of the choice whose id is `text`.
Result<std::size_t> read_choice(const Setting& s, std::string_view text) {
  const std::vector<std::string_view> choices = s.choices();
  const auto found = std::find(choices.begin(), choices.end(), text);
  if (found == choices.end()) return refuse("setting-not-a-choice", s, choices_text(choices), text);
  return static_cast<std::size_t>(found - choices.begin());
}

Status read(const Setting& s, std::string_view text, bool& value) {
  const std::optional<bool> flag = parse_flag(text);
  if (!flag) return refuse("setting-not-a-choice", s, "on or off", text);
  value = *flag;
  return Done{};
}

/// Largest number of items in a list; more layers are surely a mistake.
constexpr std::size_t kMostItems = 16;

Status read(const Setting& s, std::string_view text, std::vector<int>& value) {
  std::vector<int> items;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::optional<std::int64_t> item = parse_whole(rest.substr(0, comma));
    if (!item || items.size() == kMostItems) {
      return refuse("setting-bad-list", s, "up to 16 whole numbers separated by commas", text);
    }
    if (!within_range(s, static_cast<double>(*item))) return refuse("setting-out-of-range", s, range_text(s), text);
    items.push_back(static_cast<int>(*item));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  value = std::move(items);
  return Done{};
}

template <class Value>
Status read(const Setting& s, std::string_view text, const SettingField<Value>& field, Settings& settings) {
  return read(s, text, field.edit(settings));
}

Status read(const Setting& s, std::string_view text, const SettingText& field, Settings& settings) {
  if (field.choices) {
    if (const auto row = read_choice(s, text); !row) return row.error();
  }
  field.edit(settings) = text;
  return Done{};
}

Status read(const Setting& s, std::string_view text, const SettingEnum& field, Settings& settings) {
  const Result<std::size_t> row = read_choice(s, text);
  if (!row) return row.error();
  field.set_row(settings, *row);
  return Done{};
}

std::string text_of(int value) { return std::to_string(value); }
std::string text_of(double value) { return number_text(value); }
std::string text_of(bool value) { return value ? "on" : "off"; }
std::string text_of(const std::string& value) { return value; }
std::string text_of(const std::vector<int>& value) {
  std::string text;
  for (const int item : value) {
    if (!text.empty()) text += ',';
    text += std::to_string(item);
  }
  return text;
}

template <class Value>
std::string text_of(const SettingField<Value>& field, const Settings& settings) {
  return text_of(field.get(settings));
}
std::string text_of(const SettingEnum& field, const Settings& settings) {
  return std::string(field.choices()[field.row(settings)]);
}

template <class Value>
void copy(const SettingField<Value>& field, const Settings& from, Settings& to) {
  field.edit(to) = field.get(from);
}
void copy(const SettingEnum& field, const Settings& from, Settings& to) { field.set_row(to, field.row(from)); }

Error unknown_setting(std::string_view key) {
  std::vector<std::string_view> keys;
  for (const Setting& s : settings_table()) keys.push_back(s.key);
  const std::string meant(nearest(setting_key(key), keys));
  return {"setting-unknown", "settings", "",
          "the name of a setting" + (meant.empty() ? "" : " (did you mean " + meant + "?)"), excerpt(key)};
}

}  // namespace

std::string setting_label(std::string_view key) {
  std::string label(key);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

bool is_family(const Setting& setting) { return setting.group == SettingGroup::kFamily; }

std::optional<bool> parse_flag(std::string_view text) {
  if (text == "on" || text == "true") return true;
  if (text == "off" || text == "false") return false;
  return std::nullopt;
}

std::string setting_key(std::string_view spelling) {
  std::string key;
  for (const char c : spelling) {
    if (c >= 'A' && c <= 'Z') key += {'_', static_cast<char>(c - 'A' + 'a')};
    else key += c == '-' ? '_' : c;
  }
  return key;
}

const Setting* find_setting(std::string_view spelling) {
  const std::string key = setting_key(spelling);
  for (const Setting& s : settings_table()) {
    if (s.key == key) return &s;
  }
  return nullptr;
}

std::string setting_text(const Settings& settings, const Setting& setting) {
  return std::visit([&](const auto& field) { return text_of(field, settings); }, setting.member);
}

Status set_setting(Settings& settings, std::string_view key, std::string_view text) {
  const Setting* setting = find_setting(key);
  if (!setting) return unknown_setting(key);
  return std::visit([&](const auto& field) { return read(*setting, text, field, settings); }, setting->member);
}

Result<Settings> make_settings(const SettingList& given, const Settings& base) {
  Settings settings = base;
  for (const auto& [key, text] : given) {
    const Setting* const setting = find_setting(key);
    if (!setting || !is_family(*setting)) continue;
    if (Status status = set_setting(settings, key, text); !status) return status.error();
    for (const auto& [family_key, family_text] : find_family(text)->settings) {
      if (Status status = set_setting(settings, family_key, family_text); !status) return status.error();
    }
  }
  for (const auto& [key, text] : given) {
    if (Status status = set_setting(settings, key, text); !status) return status.error();
  }
  return settings;
}

void copy_setting(const Setting& setting, const Settings& from, Settings& to) {
  std::visit([&](const auto& field) { copy(field, from, to); }, setting.member);
}

void copy_live_settings(const Settings& from, Settings& to) {
  for (const Setting& s : settings_table()) {
    if (s.change == SettingChange::kLive) copy_setting(s, from, to);
  }
}

std::vector<int> known_labels(const ConditionSettings& condition) {
  if (condition.kind != Condition::kLabel) return {};
  if (!condition.labels.empty()) return condition.labels;
  std::vector<int> all(static_cast<std::size_t>(condition.classes));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

void copy_machine_settings(const Settings& from, Settings& to) {
  for (const Setting& s : settings_table()) {
    if (s.traits.source == SettingSource::kMachine) copy_setting(s, from, to);
  }
}

SettingList settings_list(const Settings& settings) {
  SettingList list;
  for (const Setting& s : settings_table()) list.emplace_back(std::string(s.key), setting_text(settings, s));
  return list;
}

SettingList kept_settings_list(const Settings& settings) {
  SettingList list;
  for (const Setting& s : settings_table()) {
    if (s.traits.source != SettingSource::kMachine) list.emplace_back(std::string(s.key), setting_text(settings, s));
  }
  return list;
}

}  // namespace hourglass
