#include "app/state/pass_pictures.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

constexpr std::string_view kNames[] = {"input", "output", "error"};

TextureAtlas::Tile tile_of(const View& view, int picture, float width) {
  const Palette& colour = view.theme.colour;
  const std::vector<float>&input = view.pass.input(), &output = view.pass.output();
  if (picture == 0) return view.samples.put(view.images, input, {colour.well, colour.text}, width);
  if (picture == 1) return view.samples.put(view.images, output, {colour.well, colour.accent}, width);
  return view.samples.put_error(view.images, view.theme, input, output, width);
}

}  // namespace

void draw_pass_pictures(const View& view, ImVec2 room) {
  const Theme& theme = view.theme;
  const auto features = static_cast<std::size_t>(view.pass.shape().features());
  if (view.pass.input().size() != features || view.pass.output().size() != features) return;
  const float caption = theme.px(20), gap = theme.px(12);
  const float aspect = view.samples.aspect();
  int columns = 1, count = 2;
  float wide = 0;
  for (const int shown : {3, 2}) {
    for (int across = 1; across <= shown; ++across) {
      const auto a = static_cast<float>(across), down = static_cast<float>((shown + across - 1) / across);
      const float fits = std::min((room.x - (a - 1) * gap) / a, (room.y / down - caption) / aspect);
      if (fits <= 0 || static_cast<float>(shown) * fits * fits <= static_cast<float>(count) * wide * wide) continue;
      columns = across;
      count = shown;
      wide = std::floor(fits);
    }
  }
  if (wide < 1) return;
  const float tall = std::floor(wide * aspect);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  for (int i = 0; i < count; ++i) {
    const ImVec2 at = {start.x + static_cast<float>(i % columns) * (wide + gap),
                       start.y + static_cast<float>(i / columns) * (tall + caption)};
    draw_text(theme.font.small, theme.colour.quiet, at, kNames[i]);
    draw_tile(view.images, tile_of(view, i, wide), {at.x, at.y + caption}, {at.x + wide, at.y + caption + tall});
  }
}

}  // namespace hourglass
