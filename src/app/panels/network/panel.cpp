#include "app/panels/network/panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "app/panels/network/columns.h"
#include "app/widgets/focus.h"
#include "app/widgets/number_format.h"
#include "app/widgets/tiles.h"
#include "app/widgets/widgets.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

constexpr float kNarrow = 560;  // CSS pixels of room below which the code's bars are drawn under the network
constexpr int kMostSliders = 96, kMostMaps = 12;

struct NetworkPanelState {
  bool gradients = false;
  bool in_decoder = false;  ///< of the column whose menu is open
  std::size_t column = 0;
  bool opens_menu = false;
};

/// The diagram's context and place in this frame.
struct Picture {
  const View& view;
  AppState& state;
  CommandQueue& queue;
  NetworkPanelState& memory;
  float top = 0, height = 0;  ///< of the drawing, screen coordinates
  double largest_gradient = 0;

  float middle() const { return top + height / 2; }
  float px(float css) const { return view.theme.px(css); }
};

/// The height of a layer of `values` units: by the square root, so that the bottleneck stays visible.
float height_of(const Picture& picture, int values) {
  const int widest = std::max(picture.view.pass.shape().features(), 1);
  const float share = std::sqrt(static_cast<float>(values) / static_cast<float>(widest));
  return std::clamp(share, 0.06f, 1.0f) * (picture.height - picture.px(18));
}

double gradient_of(const View& view, const NetworkColumn& column) {
  double largest = 0;
  for (const LayerHealth& layer : view.snapshot.health.layers) {
    for (const std::string& name : column.names) {
      if (layer.name == name) largest = std::max(largest, layer.gradient_rms);
    }
  }
  return largest;
}

/// The hourglass shape behind the layers, between two neighbours.
void draw_glass(const Picture& picture, float x0, float height0, float x1, float height1) {
  const Palette& colour = picture.view.theme.colour;
  const ImVec2 corners[] = {{x0, picture.middle() - height0 / 2},
                            {x1, picture.middle() - height1 / 2},
                            {x1, picture.middle() + height1 / 2},
                            {x0, picture.middle() + height0 / 2}};
  ImGui::GetWindowDrawList()->AddConvexPolyFilled(corners, 4, faded(colour.field, 0.55f));
}

/// Values as a picture of `columns` x `rows` signed colours.
TextureAtlas::Tile heat_tile(const View& view, std::span<const float> values, int columns, int rows) {
  float largest = 1e-6f;
  for (float value : values) largest = std::max(largest, std::fabs(value));
  std::vector<float> shares(static_cast<std::size_t>(columns * rows));
  for (std::size_t i = 0; i < std::min(shares.size(), values.size()); ++i) {
    if (std::isfinite(values[i])) shares[i] = values[i] / largest;
  }
  return view.images.put_signed(shares, rows, columns, signed_colours(view.theme));
}

void draw_dense(const Picture& picture, const LayerOutput& output, ImVec2 minimum, ImVec2 maximum) {
  const int count = output.shape.features();
  const float tall = maximum.y - minimum.y;
  const int rows = std::clamp(static_cast<int>(tall / picture.px(3)), 1, std::max(count, 1));
  const int columns = std::min((count + rows - 1) / rows, 64);
  draw_tile(picture.view.images, heat_tile(picture.view, output.values, columns, rows), minimum, maximum);
}

bool has_maps(const NetworkColumn& column) {
  const Shape shape = column.output->shape;
  return shape.height * shape.width > 1 && shape.channels > 1;
}

/// A convolution's channels as a grid of maps.
void draw_maps(const Picture& picture, const LayerOutput& output, ImVec2 minimum, ImVec2 maximum) {
  const Shape shape = output.shape;
  const int shown = std::min(shape.channels, kMostMaps);
  const float wide = maximum.x - minimum.x, tall = maximum.y - minimum.y;
  int columns = 1;
  while (columns < shown &&
         wide / static_cast<float>(columns) > tall / std::ceil(static_cast<float>(shown) / static_cast<float>(columns)))
    ++columns;
  const int rows = (shown + columns - 1) / columns;
  const float side = std::min(wide / static_cast<float>(columns), tall / static_cast<float>(rows));
  const float left = minimum.x + (wide - side * static_cast<float>(columns)) / 2;
  const float top = minimum.y + (tall - side * static_cast<float>(rows)) / 2;
  std::vector<float> map(static_cast<std::size_t>(shape.height * shape.width));
  for (int c = 0; c < shown; ++c) {
    for (std::size_t i = 0; i < map.size(); ++i) {
      map[i] = output.values[i * static_cast<std::size_t>(shape.channels) + static_cast<std::size_t>(c)];
    }
    const ImVec2 at = {left + static_cast<float>(c % columns) * side, top + static_cast<float>(c / columns) * side};
    draw_tile(picture.view.images, heat_tile(picture.view, map, shape.width, shape.height), at,
              {at.x + side - picture.px(1), at.y + side - picture.px(1)});
  }
}

void draw_column_tooltip(const Picture& picture, const NetworkColumn& column) {
  const Theme& theme = picture.view.theme;
  char words[160];
  begin_tooltip(theme);
  text_in(theme.font.small, theme.colour.text, describe(column.spec));
  const auto [least, most] = std::minmax_element(column.output->values.begin(), column.output->values.end());
  std::snprintf(words, sizeof words, "values from %.3g to %.3g", static_cast<double>(*least),
                static_cast<double>(*most));
  text_in(theme.font.small, theme.colour.quiet, words);
  std::snprintf(words, sizeof words, "gradient %.2g (root mean square)", gradient_of(picture.view, column));
  if (picture.view.snapshot.health.step > 0) text_in(theme.font.small, theme.colour.quiet, words);
  for (const LayerHealth& layer : picture.view.snapshot.health.layers) {
    if (layer.name != column.names.back() || layer.kind == StuckUnits::kNeither) continue;
    std::snprintf(words, sizeof words, "%.0f %% of its units are %s", 100 * layer.stuck_units,
                  layer.kind == StuckUnits::kDead ? "dead" : "saturated");
    text_in(theme.font.small, theme.colour.quiet, words);
  }
  if (!column.setting.empty()) text_in(theme.font.small, theme.colour.quiet, "Click to change, add or remove it");
  end_tooltip();
}

/// Draws one layer; the caller draws the connection to the next.
void draw_column(Picture& picture, const NetworkColumn& column, bool in_decoder, std::size_t index, float centre,
                 float width) {
  const Theme& theme = picture.view.theme;
  const float tall = std::max(height_of(picture, column.output->shape.features()), picture.px(10));
  const ImVec2 minimum = {std::floor(centre - width / 2), std::floor(picture.middle() - tall / 2)};
  const ImVec2 maximum = {minimum.x + std::floor(width), minimum.y + std::floor(tall)};
  ImGui::SetCursorScreenPos(minimum);
  ImGui::PushID(static_cast<int>(index) + (in_decoder ? 500 : 100));
  const FocusScope scope(index == 0 && !in_decoder ? Reach::kTab : Reach::kArrows);
  if (press_area("layer", {maximum.x - minimum.x, maximum.y - minimum.y}) && !column.setting.empty()) {
    picture.memory.in_decoder = in_decoder;
    picture.memory.column = index;
    picture.memory.opens_menu = true;
  }
  const bool over = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  picture.view.regions.mark_item((in_decoder ? "network.decoder." : "network.encoder.") + std::to_string(index));
  const Shape shape = column.output->shape;
  if (has_maps(column)) {
    draw_maps(picture, *column.output, minimum, maximum);
  } else {
    draw_dense(picture, *column.output, minimum, maximum);
  }
  if (over) draw_column_tooltip(picture, column);
  const double gradient = gradient_of(picture.view, column);
  ImU32 frame = over ? theme.colour.text : theme.colour.line;
  if (picture.memory.gradients && picture.largest_gradient > 0) {
    // Three decades from the largest to invisible.
    const double level = 1 + std::log10(std::max(gradient, 1e-30) / picture.largest_gradient) / 3;
    frame = mixed(theme.colour.line, theme.colour.danger, static_cast<float>(std::clamp(level, 0.0, 1.0)));
  }
  ImGui::GetWindowDrawList()->AddRect(minimum, maximum, frame, 3, 0, picture.px(picture.memory.gradients ? 3 : 1));
  char words[32];
  std::snprintf(words, sizeof words, "%d", has_maps(column) ? shape.channels : shape.features());
  const std::string label = picture.memory.gradients ? std::string(short_number(gradient, words)) : words;
  draw_text(theme.font.small, theme.colour.quiet, {centre, maximum.y + picture.px(1)}, label, 0.5f);
  ImGui::PopID();
}

void draw_end(const Picture& picture, std::span<const float> image, ColourMap colours, float left, float side,
              const char* region, std::string_view name) {
  const View& view = picture.view;
  const ImVec2 at = {left, std::floor(picture.middle() - side / 2)};
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + side, at.y + side}, view.theme.colour.well, 4);
  view.samples.draw_within(view.images, image, colours, at, side);
  view.regions.mark(region, at, {at.x + side, at.y + side});
  // A name that is wider than its image stays within the card.
  const float half = text_width(view.theme.font.small, name) / 2, wall = ImGui::GetWindowPos().x + picture.px(9);
  const float centre = std::clamp(at.x + side / 2, wall + half, wall + ImGui::GetWindowWidth() - picture.px(18) - half);
  draw_text(view.theme.font.small, view.theme.colour.quiet, {centre, at.y + side + picture.px(1)}, name, 0.5f);
}

/// The bars of the code in a rectangle, in as few rows as a touchable width allows.
void draw_code_bars(const Picture& picture, ImVec2 start, ImVec2 room) {
  const View& view = picture.view;
  EditedCode& code = picture.state.code;
  const std::vector<float>& encoded = view.pass.encoded();
  const int shown = std::min({static_cast<int>(code.values.size()), static_cast<int>(encoded.size()), kMostSliders});
  if (shown == 0) return;
  const float gap = picture.px(shown > 24 ? 2 : 4), narrowest = picture.px(shown > 24 ? 8 : 12);
  const int per_row = std::max(1, static_cast<int>((room.x + gap) / (narrowest + gap)));
  const int rows = (shown + per_row - 1) / per_row, columns = (shown + rows - 1) / rows;
  const float width = std::min((room.x + gap) / static_cast<float>(columns) - gap, picture.px(34));
  const float height = std::max((room.y + gap) / static_cast<float>(rows) - gap, picture.px(14));
  const float left = start.x + (room.x + gap - static_cast<float>(columns) * (width + gap)) / 2;
  for (int i = 0; i < shown; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ImGui::SetCursorScreenPos({std::floor(left + static_cast<float>(i % columns) * (width + gap)),
                               std::floor(start.y + static_cast<float>(i / columns) * (height + gap))});
    if (code_slider(view.theme, i, {std::floor(width), std::floor(height)}, view.pass.code_range(), encoded[at],
                    code.values[at])) {
      code.hold(code.values);
    }
    view.regions.mark_item("code.slider." + std::to_string(i));
  }
}

float code_width(const Picture& picture, float room) {
  const float units =
      static_cast<float>(std::min(picture.state.code.values.size(), static_cast<std::size_t>(kMostSliders)));
  return std::clamp(units * picture.px(units > 24 ? 10 : 22), picture.px(90), room * 0.34f);
}

void draw_code_caption(const Picture& picture, float centre, float y) {
  const View& view = picture.view;
  char words[64];
  const std::size_t all = picture.state.code.values.size();
  if (all > static_cast<std::size_t>(kMostSliders)) {
    std::snprintf(words, sizeof words, "%d of %zu numbers", kMostSliders, all);
  } else {
    std::snprintf(words, sizeof words, all == 1 ? "one number" : "%zu numbers", all);
  }
  if (!picture.state.code.held) {
    draw_text(view.theme.font.small, view.theme.colour.quiet, {centre, y}, words, 0.5f);
    return;
  }
  ImGui::SetCursorScreenPos({centre - picture.px(62), y - picture.px(4)});
  if (button(view.theme, 900, "Give it back", {Icon::kNone, Emphasis::kPlain, 124})) picture.state.code.release();
  view.regions.mark_item("code.follow");
  tooltip(view.theme, "The code is yours once you move it; this gives it back to the sample");
}

/// Encoder, code and decoder from left to right; `code_room` is the width for the code's bars between them.
void draw_layers(Picture& picture, float left, float right, float code_room) {
  const Settings& settings = picture.view.snapshot.model.settings;
  const auto encoder = encoder_columns(picture.view.pass.encoder(), settings);
  const auto decoder = decoder_columns(picture.view.pass.decoder(), settings);
  for (const NetworkColumn& column : encoder)
    picture.largest_gradient = std::max(picture.largest_gradient, gradient_of(picture.view, column));
  for (const NetworkColumn& column : decoder)
    picture.largest_gradient = std::max(picture.largest_gradient, gradient_of(picture.view, column));
  const float full = height_of(picture, picture.view.pass.shape().features());
  const float bars = std::max(picture.px(108), 0.4f * picture.height);
  const float code_height = code_room > 0 ? 0.6f * bars : picture.px(10);
  const float middle = (left + right) / 2, half = (right - left - code_room) / 2;
  const auto side = [&](const std::vector<NetworkColumn>& columns, bool in_decoder, float from, float to) {
    const float pitch = (to - from) / static_cast<float>(columns.size() + 1);
    const float pitch_share = std::any_of(columns.begin(), columns.end(), has_maps) ? 0.8f : 0.45f;
    const float width =
        std::clamp(pitch * pitch_share, picture.px(10), std::max(picture.px(90), 0.2f * picture.height));
    float x = from, height = in_decoder ? code_height : full;
    for (std::size_t i = 0; i <= columns.size(); ++i) {
      const float next_x = i < columns.size() ? from + pitch * static_cast<float>(i + 1) : to;
      const float next = i < columns.size() ? height_of(picture, columns[i].output->shape.features())
                         : in_decoder       ? full
                                            : code_height;
      draw_glass(picture, x, height, next_x, next);
      x = next_x, height = next;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      draw_column(picture, columns[i], in_decoder, i, from + pitch * static_cast<float>(i + 1), width);
    }
  };
  side(encoder, false, left, left + half);
  side(decoder, true, right - half, right);
  draw_glass(picture, left + half, code_height, right - half, code_height);
  if (code_room > 0) {
    draw_code_bars(picture, {middle - code_room / 2 + picture.px(6), picture.middle() - bars / 2},
                   {code_room - picture.px(12), bars});
    draw_code_caption(picture, middle, picture.middle() + bars / 2 + picture.px(4));
  }
}

/// The actions for the clicked layer.
void draw_layer_menu(Picture& picture) {
  const View& view = picture.view;
  const Theme& theme = view.theme;
  const Settings& settings = view.live.model.settings;
  const auto columns = picture.memory.in_decoder ? decoder_columns(view.pass.decoder(), settings)
                                                 : encoder_columns(view.pass.encoder(), settings);
  if (std::exchange(picture.memory.opens_menu, false)) ImGui::OpenPopup("layer menu");
  if (!begin_menu(theme, "layer menu", MenuPlace::kAtMouse)) return;
  if (picture.memory.column < columns.size() && !columns[picture.memory.column].setting.empty()) {
    const NetworkColumn& column = columns[picture.memory.column];
    const Setting& setting = *find_setting(column.setting);
    const auto& list = list_of(setting, settings);
    const int units = list[static_cast<std::size_t>(column.item)];
    const auto item = [&](int id, std::string label, const char* region, std::string value) {
      if (menu_item(theme, id, label))
        picture.queue.push_back(command::Apply{std::string(column.setting), std::move(value)});
      view.regions.mark_item(region);
    };
    const std::string what = " " + std::string(setting.unit);
    item(1, "Twice as wide: " + std::to_string(2 * units) + what, "layer.wider",
         with_item(list, column.item, 2 * units));
    if (units > 1) {
      item(2, "Half as wide: " + std::to_string(units / 2) + what, "layer.narrower",
           with_item(list, column.item, units / 2));
    }
    item(3, "Add a layer like it", "layer.add", with_item_after(list, column.item, units));
    item(4, "Remove it", "layer.remove", without_item(list, column.item));
  }
  end_menu();
}

void draw_tools(Picture& picture) {
  const View& view = picture.view;
  const Theme& theme = view.theme;
  const Settings& settings = view.live.model.settings;
  const float y = ImGui::GetWindowPos().y + picture.px(11), x = ImGui::GetWindowPos().x;
  const float wide = ImGui::GetWindowWidth();
  if (wide < picture.px(kNarrow)) return;
  ImGui::SetCursorScreenPos({x + wide - picture.px(420), y - picture.px(3)});
  const auto latent = [&](int id, std::string_view sign, int value, const char* region, std::string_view help) {
    const bool possible =
        value >= 1 && value <= 1024 && settings.architecture.bottleneck != BottleneckKind::kVectorQuantised;
    if (button(theme, id, sign, {Icon::kNone, Emphasis::kPlain, 30, possible})) {
      picture.queue.push_back(command::Apply{"latent", std::to_string(value)});
    }
    view.regions.mark_item(region);
    tooltip(theme, help);
  };
  draw_text(theme.font.small, theme.colour.quiet, {ImGui::GetCursorScreenPos().x, y + picture.px(5)}, "Neck");
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x + picture.px(36), y - picture.px(3)});
  latent(910, "\u2212", settings.architecture.latent / 2, "network.neck.narrower",
         "Half as many numbers in the code; begins anew");
  ImGui::SameLine(0, picture.px(4));
  latent(911, "+", settings.architecture.latent * 2, "network.neck.wider",
         "Twice as many numbers in the code; begins anew");
  ImGui::SameLine(0, picture.px(14));
  if (button(theme, 912, "Add a layer", {Icon::kNone, Emphasis::kPlain, 100})) {
    const int last = static_cast<int>(settings.architecture.hidden.size()) - 1;
    picture.queue.push_back(command::Apply{"hidden", with_item_after(settings.architecture.hidden, last, 128)});
  }
  view.regions.mark_item("network.add");
  tooltip(theme, "One more hidden layer on both sides of the neck; begins anew");
  ImGui::SameLine(0, picture.px(14));
  // In the middle of the buttons' height.
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + picture.px(3));
  tick_box(theme, 913, "Gradients", picture.memory.gradients);
  view.regions.mark_item("network.gradients");
  tooltip(theme,
          "Frames and numbers show how large each layer's gradients are: red is the largest, grey a thousandth of it");
}

}  // namespace

void draw_network(const View& view, AppState& state, CommandQueue& queue) {
  const Theme& theme = view.theme;
  Picture picture{view, state, queue, state.memory.of<NetworkPanelState>()};
  card_heading(theme, "The hourglass", state.code.held ? "the code is yours" : "");
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const bool narrow = room.x < theme.px(kNarrow);
  picture.top = at.y;
  picture.height = narrow ? room.y - theme.px(118) : room.y;
  const float side = std::min(std::floor(picture.height - theme.px(20)), room.x * 0.24f);
  const ColourMap plain = {theme.colour.well, theme.colour.text}, made = {theme.colour.well, theme.colour.accent};
  draw_end(picture, view.pass.input(), plain, at.x, side, "network.input", "input");
  draw_end(picture, view.pass.output(), made, at.x + room.x - side, side, "network.output", "output");
  view.regions.mark("network.picture", at, {at.x + room.x, at.y + picture.height});
  const float left = at.x + side + theme.px(8), right = at.x + room.x - side - theme.px(8);
  draw_layers(picture, left, right, narrow ? 0 : code_width(picture, right - left));
  if (narrow) {
    draw_code_bars(picture, {at.x, at.y + picture.height + theme.px(14)}, {room.x, theme.px(72)});
    draw_code_caption(picture, at.x + room.x / 2, at.y + room.y - theme.px(22));
  }
  draw_layer_menu(picture);
  draw_tools(picture);
}

}  // namespace hourglass
