#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/panels/panels.h"
#include "app/widgets.h"

namespace hourglass {
namespace {

/// More sliders than this would be neither seen nor touched.
constexpr int kMostSliders = 128;

void draw_caption(const View& view, const AppState& state, int shown) {
  char words[96];
  const int all = static_cast<int>(state.code.values.size());
  if (shown < all) {
    std::snprintf(words, sizeof words, "Code, first %d of %d units", shown, all);
  } else {
    std::snprintf(words, sizeof words, "Code, %d units", all);
  }
  text_in(view.theme.font.small, view.theme.colour.quiet, words);
  std::snprintf(words, sizeof words, "±%.3g", static_cast<double>(view.predictions.code_range()));
  ImGui::SameLine();
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth();
  draw_text(view.theme.font.small, view.theme.colour.quiet, {right, ImGui::GetCursorScreenPos().y}, words, 1);
  ImGui::NewLine();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - view.theme.px(4));
}

}  // namespace

void draw_code(const View& view, AppState& state, CommandQueue&) {
  const Theme& theme = view.theme;
  Code& code = state.code;
  const std::vector<float>& encoded = view.predictions.encoded();
  const int shown =
      std::min({static_cast<int>(code.values.size()), static_cast<int>(encoded.size()), kMostSliders});
  if (shown == 0) return;
  draw_caption(view, state, shown);

  // As few rows as sliders of a touchable width allow, all of one width.
  const ImVec2 room = {ImGui::GetContentRegionAvail().x, ImGui::GetContentRegionAvail().y - theme.px(42)};
  const float gap = theme.px(4), narrowest = theme.px(14);
  const int per_row = std::max(1, static_cast<int>((room.x + gap) / (narrowest + gap)));
  const int rows = (shown + per_row - 1) / per_row, columns = (shown + rows - 1) / rows;
  const float width = std::min((room.x + gap) / static_cast<float>(columns) - gap, theme.px(40));
  const float height = std::max((room.y + gap) / static_cast<float>(rows) - gap, theme.px(24));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  for (int i = 0; i < shown; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ImGui::SetCursorScreenPos({std::floor(start.x + static_cast<float>(i % columns) * (width + gap)),
                               std::floor(start.y + static_cast<float>(i / columns) * (height + gap))});
    if (code_slider(theme, i, {std::floor(width), std::floor(height)}, view.predictions.code_range(),
                    encoded[at], code.values[at])) {
      code.held = true;
      ++code.version;
    }
    view.regions.mark_item("code.slider." + std::to_string(i));
  }
  ImGui::SetCursorScreenPos({start.x, start.y + room.y + theme.px(8)});
  if (button(theme, 1000, "Follow drawing", {Icon::kNone, Emphasis::kPlain, 130, code.held})) {
    code.held = false;
    ++code.version;
  }
  view.regions.mark_item("code.follow");
  tooltip(theme, "The code is yours once you move it; this gives it back to the drawing");
}

}  // namespace hourglass
