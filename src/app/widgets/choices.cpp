#include "app/widgets/choices.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/widgets/focus.h"
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
    const FocusScope scope(before == static_cast<int>(i) ? Reach::kTab : Reach::kArrows);
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

bool label_row(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
               std::span<const int> labels, int& label) {
  const int count = static_cast<int>(labels.size());
  const float gap = theme.px(3), first = text_width(theme.font.small, none) + theme.px(14);
  const float left = ImGui::GetContentRegionAvail().x - first - gap * static_cast<float>(count);
  const float each = std::min(std::floor(left / static_cast<float>(std::max(count, 1))), theme.px(34));
  if (each < theme.px(count > 10 ? 22 : 16)) return label_menu(theme, regions, name, none, labels, label);
  const int before = label;
  const auto button = [&](int choice, float width) {
    const FocusScope scope(before == choice ? Reach::kTab : Reach::kArrows);
    if (choice_button(theme, choice, words_of(choice, none), {width, theme.px(kHeight)}, before == choice)) {
      label = choice;
    }
    regions.mark_item(region_of(name, choice));
  };
  ImGui::PushID(name.data(), name.data() + name.size());
  ImGui::BeginGroup();
  button(kNoLabel, first);
  for (int choice : labels) {
    ImGui::SameLine(0, gap);
    button(choice, each);
  }
  ImGui::EndGroup();
  ImGui::PopID();
  regions.mark_item(std::string(name));
  return label != before;
}

bool label_menu(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
                std::span<const int> labels, int& label) {
  const std::string words = words_of(label, none);
  const int before = label;
  ImGui::PushID(name.data(), name.data() + name.size());
  const float width = std::max(theme.px(32), text_width(theme.font.small, words) + theme.px(16));
  if (choice_button(theme, 0, words, {width, theme.px(kHeight)}, true)) ImGui::OpenPopup("labels");
  regions.mark_item(std::string(name));
  if (begin_menu(theme, "labels")) {
    const auto item = [&](int choice) {
      if (menu_item(theme, choice + 1, words_of(choice, none))) label = choice;
      regions.mark_item(region_of(name, choice));
    };
    if (!none.empty()) item(kNoLabel);
    for (int choice : labels) item(choice);
    end_menu();
  }
  ImGui::PopID();
  return label != before;
}

int choice_field(const Theme& theme, const std::string& now, std::span<const std::string> choices) {
  int chosen = -1;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, theme.px(8, 8));
  if (ImGui::BeginCombo("##value", now.c_str(), ImGuiComboFlags_HeightLarge | ImGuiComboFlags_NoArrowButton)) {
    for (int i = 0; i < static_cast<int>(choices.size()); ++i) {
      const std::string& choice = choices[static_cast<std::size_t>(i)];
      ImGui::PushID(i);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      if (ImGui::Selectable("##choice", choice == now, 0, {0, theme.px(24)})) chosen = i;
      draw_text(theme.font.body, theme.colour.text, {at.x + theme.px(4), at.y + theme.px(3)}, choice);
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar();
  const ImVec2 end = ImGui::GetItemRectMax();
  const float x = end.x - theme.px(16), y = end.y - ImGui::GetFrameHeight() / 2;
  const ImVec2 chevron[] = {
      {x - theme.px(4), y - theme.px(2)}, {x, y + theme.px(2)}, {x + theme.px(4), y - theme.px(2)}};
  ImGui::GetWindowDrawList()->AddPolyline(chevron, 3, theme.colour.quiet, 0, theme.px(1.6f));
  return chosen;
}

}  // namespace hourglass
