#include "app/shell/link.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "app/panels/panel_table.h"
#include "app/shell/layout_text.h"
#include "core/excerpt.h"
#include "core/find_by.h"
#include "data/open.h"
#include "session/presets.h"

namespace hourglass {
namespace {

/// The application writes no longer ones.
constexpr std::size_t kLongest = 8192;

constexpr std::array<std::string_view, 3> kThemes = {"system", "dark", "light"};

/// The parts that an embedded application may leave out.
struct Hideable {
  std::string_view name;
  bool Layout::*hidden;
};
constexpr Hideable kHideables[] = {{"bar", &Layout::bar_hidden}, {"numbers", &Layout::numbers_hidden}};

/// Only what a family, a number or a name needs: nothing else has to be escaped, and nothing else is let through.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == ',' || c == ':' || c == '+';
}

std::string escaped(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c)) result += c;
    else result += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return result;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Text without its percent escapes; anything else stays.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

void append(std::string& text, std::string_view key, std::string_view value) {
  text += (text.empty() ? "" : "&") + std::string(key) + "=" + escaped(value);
}

std::string read_panels(const std::string& value, Link& link) {
  const std::string complaint = read_layout(value, link.layout);
  return complaint.substr(0, complaint.empty() ? 0 : complaint.size() - 1);
}

std::string panels_text(const Link& link) {
  const std::string text = layout_text(link.layout);
  return text == layout_text(initial_layout()) ? "" : text;
}

std::string read_focus(const std::string& value, Link& link) {
  link.layout.alone = find_panel(value);
  return link.layout.alone < 0 ? "the panel " + excerpt(value) : "";
}

std::string focus_text(const Link& link) {
  return link.layout.alone < 0 ? "" : std::string(panels()[static_cast<std::size_t>(link.layout.alone)].id);
}

std::string read_hide(const std::string& list, Link& link) {
  std::string_view value = list;
  for (const Hideable& part : kHideables) link.layout.*part.hidden = false;
  std::string complaint;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view name = value.substr(0, comma);
    value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    const auto* part = find_by(kHideables, &Hideable::name, name);
    if (part) link.layout.*part->hidden = true;
    else complaint = "nothing to hide that is called " + excerpt(name);
  }
  return complaint;
}

std::string hide_text(const Link& link) {
  std::string text;
  for (const Hideable& part : kHideables) {
    if (link.layout.*part.hidden) text += (text.empty() ? "" : ",") + std::string(part.name);
  }
  return text;
}

std::string read_embedded(const std::string& value, Link& link) {
  link.layout.embedded = value == "1";
  return "";
}

std::string embedded_text(const Link& link) { return link.layout.embedded ? "1" : ""; }

std::string read_theme(const std::string& value, Link& link) {
  const auto theme = std::find(kThemes.begin(), kThemes.end(), value);
  if (theme == kThemes.end()) return "the theme " + excerpt(value);
  link.theme = static_cast<AppState::ThemeChoice>(theme - kThemes.begin());
  return "";
}

std::string theme_text(const Link& link) {
  return link.theme == AppState::ThemeChoice::kAsSystem ? ""
                                                        : std::string(kThemes[static_cast<std::size_t>(link.theme)]);
}

std::string read_autoplay(const std::string& value, Link& link) {
  static constexpr std::array<std::string_view, 4> kOff = {"0", "false", "no", "off"};
  link.autoplay = std::ranges::find(kOff, value) == kOff.end();
  return "";
}

/// Only the web page reads it: it fetches the file and opens it.
std::string read_model(const std::string&, Link&) { return ""; }

std::string no_text(const Link&) { return ""; }

/// A key that concerns the interface and not the run.
struct PageKey {
  std::string_view name;
  std::string (*read)(const std::string& value, Link& link);  ///< returns what it does not know, or an empty text
  std::string (*text)(const Link& link);                      ///< empty where it has the usual value
};
constexpr PageKey kPageKeys[] = {
    {"panels", read_panels, panels_text}, {"focus", read_focus, focus_text},
    {"hide", read_hide, hide_text},       {"embedded", read_embedded, embedded_text},
    {"theme", read_theme, theme_text},    {"autoplay", read_autoplay, no_text},
    {"model", read_model, no_text},
};

/// The settings that reading a link starts from.
Settings start_of(const Link& link) {
  if (const Preset* preset = find_preset(link.preset)) return preset_settings(*preset);
  Settings start;
  if (const Result<Settings> made = make_settings({{"family", link.settings.family}})) start = *made;
  return start;
}

/// Whether a setting that takes any text names something outside of the program.
bool is_path(const Setting& setting, std::string_view value) {
  const auto* text = std::get_if<SettingText>(&setting.member);
  const auto sets = built_in_sets();
  return text && !text->choices &&
         std::none_of(sets.begin(), sets.end(), [&](const BuiltInSet& set) { return set.name == value; });
}

/// Collects the pairs of a link, then decides.
struct Reader {
  LinkReading reading;
  SettingList given;

  static constexpr int kMostNamed = 5;
  int complaints = 0;

  /// The note names what is not understood, in the order of the link.
  void complain(const std::string& about) {
    std::string& note = reading.note;
    ++complaints;
    if (complaints > kMostNamed + 1) return;
    if (note.empty()) {
      note = "The link holds something this version does not know: " + about + ".";
    } else {
      note.replace(note.size() - 1, 1, (complaints > kMostNamed ? ", and more" : ", " + about) + ".");
    }
  }

  void read_pair(std::string_view key, const std::string& value) {
    Link& link = reading.link;
    if (key == "preset") {
      if (find_preset(value)) link.preset = value;
      else complain("the preset " + excerpt(value));
    } else if (const PageKey* page_key = find_by(kPageKeys, &PageKey::name, key)) {
      if (std::string complaint = page_key->read(value, link); !complaint.empty()) complain(complaint);
    } else if (const Setting* setting = find_setting(key);
               setting && setting->traits.source != SettingSource::kMachine) {
      if (setting->traits.source != SettingSource::kData) given.emplace_back(key, value);
    } else {
      complain(excerpt(key));
    }
  }

  /// Applies one setting after the other, so that one that does not fit affects no other.
  void resolve(const Settings& base) {
    Link& link = reading.link;
    link.settings = base;
    if (given.empty() && link.preset.empty()) return;
    bool names_a_run = !link.preset.empty();
    if (const Preset* preset = find_preset(link.preset)) {
      link.settings = preset_settings(*preset);
    } else {
      link.settings = Settings{};
    }
    for (const auto& [key, value] : given) {
      if (!is_family(*find_setting(key))) continue;
      if (const Result<Settings> made = make_settings({{key, value}}, link.settings)) {
        link.settings = *made;
        names_a_run = true;
      } else {
        complain(excerpt(key + "=" + value));
      }
    }
    for (const auto& [key, value] : given) {
      const Setting& setting = *find_setting(key);
      if (is_family(setting)) continue;
      // A path on another machine names no data here, and files of one's own cannot be in a link; those in use stay.
      if (is_path(setting, value) && value != setting_text(base, setting)) {
        complain("the data " + excerpt(value) + ", which is not on this machine");
      } else if (!set_setting(link.settings, key, value)) {
        complain(excerpt(key + "=" + value));
      } else {
        names_a_run = true;
      }
    }
    if (const Preset* preset = find_preset(link.preset); preset && !is_run_of(*preset, link.settings)) {
      link.preset.clear();
    }
    if (!names_a_run) {
      link.settings = base;
      return;
    }
    copy_machine_settings(base, link.settings);
  }
};

}  // namespace

std::string link_text(const Link& link) {
  std::string text;
  if (!link.preset.empty()) append(text, "preset", link.preset);
  const Settings start = start_of(link);
  for (const Setting& setting : settings_table()) {
    if (setting.traits.source != SettingSource::kDefault) continue;
    const std::string value = setting_text(link.settings, setting);
    const bool names_family = is_family(setting) && link.preset.empty();
    if (names_family || value != setting_text(start, setting)) append(text, setting.key, value);
  }
  for (const PageKey& key : kPageKeys) {
    if (const std::string value = key.text(link); !value.empty()) append(text, key.name, value);
  }
  return text;
}

std::vector<std::string_view> page_keys() {
  std::vector<std::string_view> names;
  for (const PageKey& key : kPageKeys) names.push_back(key.name);
  return names;
}

LinkReading read_link(std::string_view text, const Settings& base) {
  Reader reader;
  if (!text.empty() && text.front() == '#') text.remove_prefix(1);
  if (text.size() > kLongest) {
    reader.complain("more text than a link has");
    text = {};
  }
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const std::size_t equals = pair.find('=');
    if (pair.empty()) continue;
    if (equals == std::string_view::npos) reader.complain(excerpt(pair));
    else reader.read_pair(pair.substr(0, equals), unescaped(pair.substr(equals + 1)));
  }
  reader.resolve(base);
  return reader.reading;
}

}  // namespace hourglass
