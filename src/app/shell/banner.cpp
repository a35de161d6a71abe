#include "app/shell/banner.h"

#include "app/shell/overlay.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

bool dismissed(const View& view) {
  const bool pressed = button(view.theme, 1, "Dismiss", {Icon::kNone, Emphasis::kPlain, 90});
  view.regions.mark_item("banner.dismiss");
  return pressed;
}

void draw_error(const View& view, AppState& state) {
  if (begin_overlay(view, "banner", 640, lower_middle(view), {0.5f, 1})) {
    overlay_text(view, state.error);
    ImGui::Dummy(view.theme.px(1, 2));
    take_focus_by_tab();
    if (dismissed(view)) state.error.clear();
  }
  end_overlay();
}

void draw_divergence(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  if (begin_overlay(view, "banner", 640, lower_middle(view), {0.5f, 1})) {
    overlay_text(view, view.live.message);
    ImGui::Dummy(theme.px(1, 2));
    take_focus_by_tab();
    if (button(theme, 2, "Go on from the last good weights, ten times slower", {Icon::kNone, Emphasis::kPrimary})) {
      queue.push_back(command::Recover{});
    }
    view.regions.mark_item("banner.recover");
    tooltip(theme, "The weights before the divergence are kept; the learning rate becomes a tenth of what it is");
    ImGui::SameLine(0, theme.px(8));
    if (ImGui::GetContentRegionAvail().x < theme.px(90)) ImGui::NewLine();
    if (dismissed(view)) state.dismissed = view.live.generation;
  }
  end_overlay();
}

/// Disappears by itself.
void draw_notice(const View& view, AppState& state) {
  if (view.seconds > state.notice_until) {
    state.notice.clear();
    return;
  }
  draw_sentence(view, "notice", state.notice);
}

}  // namespace

void draw_banner(const View& view, AppState& state, CommandQueue& queue) {
  const Snapshot& run = view.live;
  if (!state.error.empty()) {
    draw_error(view, state);
  } else if (run.state == RunState::kDiverged && state.dismissed != run.generation) {
    draw_divergence(view, state, queue);
  } else if (!state.notice.empty()) {
    draw_notice(view, state);
  }
}

}  // namespace hourglass
