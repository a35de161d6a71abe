#include "app/shell/tour.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "app/shell/overlay.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// One bubble: the region that it stands beside, and what to do there.
struct TourStep {
  std::string_view region;
  std::string_view words;
};

constexpr TourStep kSteps[] = {
    {"draw.pad", "Draw a digit here. The network squeezes it through its neck and draws it again."},
    {"panel.latent", "Each point is the code of one digit. Move over the map: the network draws what lies there."},
    {"code.slider.0", "This is a number of the code. Pull it, and see what it stands for."},
    {"button.presets", "Choose \"Too small a neck\" under \"What goes wrong\", and watch a network fail."},
    {"panel.notes", "The lab notes say what goes wrong in a run, and what to try."},
};

// CSS pixels.
constexpr float kWidth = 290, kGap = 12, kHeight = 130;

struct Rectangle {
  ImVec2 minimum, maximum;
};

/// Where the step's region is on the screen; false where it is not in sight, as with a panel further down a phone's
/// page.
bool find_region(const View& view, const TourStep& step, Rectangle& found) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (!view.regions.find(step.region, found.minimum, found.maximum)) return false;
  const ImVec2 middle{(found.minimum.x + found.maximum.x) / 2, (found.minimum.y + found.maximum.y) / 2};
  return middle.x > 0 && middle.x < screen.x && middle.y > 0 && middle.y < screen.y;
}

/// The bubble's place: beside the region where there is room, else below or above it.
ImVec2 place_beside(const View& view, const Rectangle& region) {
  const auto px = [&](float css) { return view.theme.px(css); };
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = px(kWidth), gap = px(kGap), height = px(kHeight);
  const float y = std::clamp(region.minimum.y, gap, std::max(gap, screen.y - height - gap));
  if (region.maximum.x + gap + width < screen.x) return {region.maximum.x + gap, y};
  if (region.minimum.x - gap - width > 0) return {region.minimum.x - gap - width, y};
  const float x = std::clamp(region.minimum.x, gap, std::max(gap, screen.x - width - gap));
  const bool below = region.maximum.y + gap + height < screen.y;
  return {x, below ? region.maximum.y + gap : std::max(gap, region.minimum.y - gap - height)};
}

/// A frame around the region, in an ImGui window of its own that takes no clicks.
void draw_frame(const View& view, const Rectangle& region) {
  const float edge = view.theme.px(3);
  ImGui::SetNextWindowPos({region.minimum.x - edge, region.minimum.y - edge});
  ImGui::SetNextWindowSize(
      {region.maximum.x - region.minimum.x + 2 * edge, region.maximum.y - region.minimum.y + 2 * edge});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  ImGui::Begin("tour frame", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::GetWindowDrawList()->AddRect({region.minimum.x - edge / 2, region.minimum.y - edge / 2},
                                      {region.maximum.x + edge / 2, region.maximum.y + edge / 2},
                                      view.theme.colour.accent, view.theme.px(8), 0, view.theme.px(2));
  ImGui::End();
  ImGui::PopStyleVar();
}

}  // namespace

void end_tour(const View& view, AppState& state) {
  state.tour_step = -1;
  if (view.platform.tour_ended) view.platform.tour_ended();
}

void draw_tour(const View& view, AppState& state) {
  const int count = static_cast<int>(std::size(kSteps));
  if (state.tour_step < 0 || state.tour_step >= count || state.layout.embedded) return;
  const TourStep& step = kSteps[state.tour_step];
  Rectangle region;
  const bool seen = find_region(view, step, region);
  if (seen) draw_frame(view, region);
  const Theme& theme = view.theme;
  if (begin_overlay(view, "tour", kWidth, seen ? place_beside(view, region) : lower_middle(view),
                    seen ? ImVec2{0, 0} : ImVec2{0.5f, 1})) {
    text_in(theme.font.small, theme.colour.quiet, std::to_string(state.tour_step + 1) + " of " + std::to_string(count));
    overlay_text(view, step.words);
    ImGui::Dummy(theme.px(1, 2));
    const bool last = state.tour_step + 1 == count;
    take_focus_by_tab();
    if (button(theme, 1, last ? "Done" : "Next", {Icon::kNone, Emphasis::kPrimary, 80})) {
      if (last) end_tour(view, state);
      else ++state.tour_step;
    }
    view.regions.mark_item("tour.next");
    if (!last) {
      ImGui::SameLine(0, theme.px(8));
      if (button(theme, 2, "Skip", {Icon::kNone, Emphasis::kQuiet, 70})) end_tour(view, state);
      view.regions.mark_item("tour.skip");
    }
  }
  end_overlay();
}

}  // namespace hourglass
