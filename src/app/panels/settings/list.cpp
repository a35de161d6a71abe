#include "app/panels/settings/list.h"

#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "app/panels/settings/field.h"
#include "app/panels/settings/state.h"
#include "app/widgets/widgets.h"
#include "autoencoder/families.h"
#include "session/essential_settings.h"

namespace hourglass {
namespace {

bool matches(const Setting& setting, std::string_view filter) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const std::string wanted = lower(std::string(filter));
  return lower(label_of(setting)).find(wanted) != std::string::npos ||
         lower(std::string(setting.help)).find(wanted) != std::string::npos;
}

/// A heading that opens and closes what is under it, with the number of changed settings there while it is closed; true
/// when pressed.
bool draw_heading(const View& view, std::string_view title, bool is_open, int changed, float width) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = {width, theme.px(28)};
  const bool pressed = press_area("heading", size);
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  const ImU32 colour = hot ? theme.colour.text : theme.colour.quiet;
  const float middle = at.y + size.y / 2, x = at.x + theme.px(4);
  const ImVec2 down[] = {
      {x - theme.px(4), middle - theme.px(2)}, {x, middle + theme.px(2)}, {x + theme.px(4), middle - theme.px(2)}};
  const ImVec2 right[] = {
      {x - theme.px(2), middle - theme.px(4)}, {x + theme.px(2), middle}, {x - theme.px(2), middle + theme.px(4)}};
  ImGui::GetWindowDrawList()->AddPolyline(is_open ? down : right, 3, colour, 0, theme.px(1.6f));
  draw_text(theme.font.heading, colour, {at.x + theme.px(18), at.y + theme.px(5)}, title);
  if (!is_open && changed > 0) {
    const std::string words = std::to_string(changed) + " changed";
    draw_text(theme.font.small, theme.colour.accent, {at.x + width, at.y + theme.px(7)}, words, 1);
  }
  return pressed;
}

/// Whether the family or its network makes the setting one of those to look at next.
bool belongs_to_kind(const Setting& setting, const Settings& draft, const Family* family) {
  if (concerns_network(setting.traits.need)) return is_met(setting.traits.need, draft);
  return family && std::any_of(family->settings.begin(), family->settings.end(),
                               [&](const auto& given) { return given.first == setting.key; });
}

bool is_essential(const Setting& setting) { return !essential_words(setting.key).empty(); }

/// Columns that the list fills one after the other; none where the list is in one piece.
struct Columns {
  int count = 0;
  float gap = 0, lines = 0;  ///< between columns, and in each of them
  ImVec2 start{};
  int current = 0;
  float filled = 0;  ///< lines of the current column
};

/// The list of settings in columns as wide as the panel's.
struct SettingsList {
  static constexpr float kHigh = 1000;  ///< CSS pixels

  const View& view;
  AppState& state;
  CommandQueue& queue;
  float width;
  const Family* family = find_family(state.draft.family);
  bool captions = false;  ///< under every setting, not only under the essential ones
  int id = 0;
  Columns columns = {};

  SettingsPanelState& panel() const { return state.memory.of<SettingsPanelState>(); }

  /// Makes room for so many lines, and for those that must follow in the same column.
  void take_lines(float lines, float following = 0) {
    Columns& c = columns;
    if (c.filled > 0 && c.filled + lines + following > c.lines && c.current + 1 < c.count) {
      ImGui::EndGroup();
      ImGui::SetCursorPos({c.start.x + static_cast<float>(++c.current) * (width + c.gap), c.start.y});
      ImGui::BeginGroup();
      c.filled = 0;
    }
    c.filled += lines;
  }

  void row(const Setting& setting) {
    take_lines(lines_of(setting));
    ImGui::PushID(id++);
    draw_setting(view, setting, state, queue, width);
    ImGui::PopID();
    const std::string_view plain = essential_words(setting.key);
    if (!plain.empty() || captions) caption(plain.empty() ? setting.help : plain);
  }

  void caption(std::string_view words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // The tooltip has what follows.
    words = words.substr(0, words.find_first_of(";("));
    std::string shown(words);
    while (text_width(view.theme.font.small, shown) > width && words.find(' ') != std::string_view::npos) {
      words = words.substr(0, words.rfind(' '));
      shown = std::string(words) + "\u2026";
    }
    draw_text(view.theme.font.small, view.theme.colour.quiet, {at.x + view.theme.px(3), at.y - view.theme.px(5)},
              shown);
    ImGui::Dummy(view.theme.px(1, 9));
  }

  void essential() {
    for (const Setting& setting : settings_table()) {
      if (is_essential(setting)) row(setting);
    }
  }

  void of_kind() {
    take_lines(1, 2);
    ImGui::Dummy(view.theme.px(1, 4));
    text_in(view.theme.font.heading, view.theme.colour.quiet, family ? family->title : "");
    for (const Setting& setting : settings_table()) {
      if (is_next(setting)) row(setting);
    }
  }

  /// Neither essential nor taken from the data.
  static bool is_further(const Setting& setting) {
    return !is_essential(setting) && setting.traits.source != SettingSource::kData;
  }

  bool is_next(const Setting& setting) const {
    return is_further(setting) && belongs_to_kind(setting, state.draft, family);
  }
  bool is_rest(const Setting& setting) const {
    return is_further(setting) && !belongs_to_kind(setting, state.draft, family);
  }

  void group(SettingGroup group, bool closes) {
    bool first = true;
    for (const Setting& setting : settings_table()) {
      if (setting.group != group || !is_rest(setting)) continue;
      if (first) closes ? group_heading(group) : plain_heading(group);
      first = false;
      if (!closes || panel().open.count(group) > 0) row(setting);
    }
  }

  void plain_heading(SettingGroup group) {
    take_lines(1, 2);
    ImGui::Dummy(view.theme.px(1, 2));
    text_in(view.theme.font.heading, view.theme.colour.quiet, setting_group_title(group));
  }

  void group_heading(SettingGroup group) {
    std::set<SettingGroup>& open = panel().open;
    const bool is_open = open.count(group) > 0;
    ImGui::PushID(id++);
    if (draw_heading(view, setting_group_title(group), is_open, panel().changed[group], width)) {
      is_open ? (void)open.erase(group) : (void)open.insert(group);
    }
    ImGui::PopID();
    view.regions.mark_item("settings.group." + std::string(setting_group_title(group)));
  }

  template <class Use>
  void for_each_group(Use use) {
    for (int i = 0; i <= static_cast<int>(SettingGroup::kRun); ++i) use(static_cast<SettingGroup>(i));
  }

  void found() {
    int shown = 0;
    for (const Setting& setting : settings_table()) {
      if (!matches(setting, panel().filter)) continue;
      row(setting);
      ++shown;
    }
    if (shown == 0) text_in(view.theme.font.body, view.theme.colour.quiet, "No setting has that in its name.");
  }

  /// One below the other. All but the first few are closed, unless the panel is so high that it would end empty.
  void narrow() {
    const bool high = ImGui::GetContentRegionAvail().y > view.theme.px(kHigh);
    essential();
    of_kind();
    if (high) return for_each_group([&](SettingGroup each) { group(each, false); });
    int changed = 0;
    for (const auto& [group, count] : panel().changed) changed += count;
    if (draw_heading(view, "All settings", panel().all, changed, width)) panel().all = !panel().all;
    view.regions.mark_item("settings.all");
    if (panel().all) for_each_group([&](SettingGroup each) { group(each, true); });
  }

  /// Everything at once, in columns of about the same height.
  void wide(int count, float gap) {
    columns = {count, gap, all_lines() / static_cast<float>(count) + 1, ImGui::GetCursorPos()};
    ImGui::BeginGroup();
    essential();
    of_kind();
    for_each_group([&](SettingGroup each) { group(each, false); });
    ImGui::EndGroup();
  }

  /// In settings without a caption. Where every setting has one, they count as one again.
  float lines_of(const Setting& setting) const { return is_essential(setting) && !captions ? 1.5f : 1; }

  /// A heading is a line too.
  float all_lines() {
    float lines = 1;
    std::set<SettingGroup> groups;
    for (const Setting& setting : settings_table()) {
      if (is_essential(setting) || is_further(setting)) lines += lines_of(setting);
      if (is_rest(setting) && groups.insert(setting.group).second) ++lines;
    }
    return lines;
  }
};

/// The fewest columns in which all settings fit the height, with captions where there is room for them; `most` where
/// nothing fits.
int choose_columns(SettingsList& list, float height, int most) {
  const float line = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y, caption = list.view.theme.px(17);
  for (const bool captions : {true, false}) {
    list.captions = captions;
    const float all = list.all_lines();
    for (int columns = 2; columns <= most; ++columns) {
      const float lines = all / static_cast<float>(columns) + 1.5f;
      if (lines * (line + (captions ? caption : 0)) < height) return columns;
    }
  }
  return most;
}

}  // namespace

void draw_settings_list(const View& view, AppState& state, CommandQueue& queue, float width) {
  const Theme& theme = view.theme;
  const float gap = theme.px(28), narrowest = theme.px(270);
  SettingsList list{view, state, queue, width};
  if (!state.memory.of<SettingsPanelState>().filter.empty()) return list.found();
  const int most = static_cast<int>((width + gap) / (narrowest + gap));
  if (most < 2) return list.narrow();
  const int columns = choose_columns(list, ImGui::GetContentRegionAvail().y, most);
  list.width = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  list.wide(columns, gap);
}

}  // namespace hourglass
