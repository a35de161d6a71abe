#include "app/widgets/choices.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/widgets/widgets.h"
#include "data/dataset.h"

namespace hourglass {
namespace {

constexpr float kHeight = 26;  // CSS pixels, as choice_row

std::string words_of(int label, std::string_view none) {
  return label == kNoLabel ? std::string(none) : std::to_string(label);
}

std::string region_of(std::string_view name, int label) { return std::string(name) + "." + words_of(label, "none"); }

}  // namespace

bool named_choice_row(const Theme& theme, Regions& regions, std::string_view name, std::span<const NamedChoice> choices,
                      int& chosen) {
  const int before = chosen;
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::BeginGroup();
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const NamedChoice& choice = choices[i];
    if (i > 0) ImGui::SameLine(0, theme.px(4));
    int on = before == static_cast<int>(i) ? 0 : -1;
    if (choice_row(theme, static_cast<int>(i), std::span(&choice.label, 1), on)) chosen = static_cast<int>(i);
    regions.mark_item(std::string(name) + "." + std::string(choice.region));
    tooltip(theme, choice.help);
  }
  ImGui::EndGroup();
  ImGui::PopID();
  regions.mark_item(std::string(name));
  return chosen != before;
}

bool label_row(const Theme& theme, Regions& regions, std::string_view name, std::string_view none, int classes,
               int& label) {
  const float gap = theme.px(3), first = text_width(theme.font.small, none) + theme.px(14);
  const float left = ImGui::GetContentRegionAvail().x - first - gap * static_cast<float>(classes);
  const float each = std::min(std::floor(left / static_cast<float>(std::max(classes, 1))), theme.px(34));
  if (each < theme.px(classes > 10 ? 22 : 16)) return label_menu(theme, regions, name, none, classes, label);
  bool changed = false;
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::BeginGroup();
  for (int i = kNoLabel; i < classes; ++i) {
    if (i != kNoLabel) ImGui::SameLine(0, gap);
    const ImVec2 size = {i == kNoLabel ? first : each, theme.px(kHeight)};
    if (choice_button(theme, i, words_of(i, none), size, label == i) && label != i) {
      label = i;
      changed = true;
    }
    regions.mark_item(region_of(name, i));
  }
  ImGui::EndGroup();
  ImGui::PopID();
  regions.mark_item(std::string(name));
  return changed;
}

bool label_menu(const Theme& theme, Regions& regions, std::string_view name, std::string_view none, int classes,
                int& label) {
  const std::string words = words_of(label, none);
  bool changed = false;
  ImGui::PushID(name.data(), name.data() + name.size());
  const float width = std::max(theme.px(32), text_width(theme.font.small, words) + theme.px(16));
  if (choice_button(theme, 0, words, {width, theme.px(kHeight)}, true)) ImGui::OpenPopup("labels");
  regions.mark_item(std::string(name));
  if (begin_menu(theme, "labels")) {
    for (int i = none.empty() ? 0 : kNoLabel; i < classes; ++i) {
      if (menu_item(theme, i + 1, words_of(i, none)) && label != i) {
        label = i;
        changed = true;
      }
      regions.mark_item(region_of(name, i));
    }
    end_menu();
  }
  ImGui::PopID();
  return changed;
}

}  // namespace hourglass
