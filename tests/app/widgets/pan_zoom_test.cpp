#include "app/widgets/pan_zoom.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

namespace hourglass {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("a view fits its content in small steps, until the user moves it", "[app]") {
  PanZoom view;
  view.hold({-1, -1}, {1, 1});
  view.begin_frame({0, 0}, {240, 120}, 1.0f / 60);
  const float scale = view.scale();
  CHECK_THAT(scale, WithinAbs(50, 0.01));  // 120 for 2.4 units
  // Content that still fits does not change the view.
  view.hold({-0.9f, -1.1f}, {1.1f, 1});
  view.begin_frame({0, 0}, {240, 120}, 1);
  CHECK(view.scale() == scale);
  // The view moves in small steps towards content that does not fit.
  view.hold({-4, -4}, {4, 4});
  view.begin_frame({0, 0}, {240, 120}, 1.0f / 60);
  CHECK(view.scale() < scale);
  CHECK(view.scale() > 0.7f * scale);
  for (int i = 0; i < 120; ++i) view.begin_frame({0, 0}, {240, 120}, 1.0f / 60);
  CHECK_THAT(view.scale(), WithinAbs(12.5, 0.01));

  const ImVec2 place = view.to_plane({30, 40});
  view.zoom(2, {30, 40});
  view.hold({-40, -40}, {40, 40});
  view.begin_frame({0, 0}, {240, 120}, 1);
  CHECK_THAT(view.scale(), WithinAbs(25, 0.01));
  CHECK_THAT(view.to_screen(place).x, WithinAbs(30, 0.01));
  CHECK_THAT(view.to_screen(place).y, WithinAbs(40, 0.01));
}

}  // namespace
}  // namespace hourglass
