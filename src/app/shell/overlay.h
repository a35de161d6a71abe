// ImGui windows above the page: banners, help, the tour.
#pragma once

#include <string_view>

#include "app/state/view.h"

namespace hourglass {

/// Begins one, so that nothing moves when it appears. `at` is the place of its point `pivot`, from {0, 0}, its upper
/// left corner, to {1, 1}. Call end_overlay in any case.
bool begin_overlay(const View& view, const char* name, float css_width, ImVec2 at, ImVec2 pivot);
void end_overlay();
/// Tab moves the focus into the overlay first. Call it in the overlay, before its first control.
void take_focus_by_tab();

/// Just above the lower edge of the screen, in its middle.
ImVec2 lower_middle(const View& view);

/// An overlay above the lower edge with one sentence, no wider than it; its region is `name`.
void draw_sentence(const View& view, const char* name, std::string_view sentence);

/// Wrapped text in the overlay's width.
void overlay_text(const View& view, std::string_view words);

}  // namespace hourglass
