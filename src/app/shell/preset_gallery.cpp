#include "app/shell/preset_gallery.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/widgets/focus.h"
#include "app/widgets/widgets.h"
#include "session/presets.h"

namespace hourglass {
namespace {

// CSS pixels.
constexpr float kCardWidth = 172, kPictureHeight = 40, kGap = 8, kPadding = 9, kLine = 15.5f;
constexpr int kFewestColumns = 2, kMostColumns = 6;

/// The layers of a preset's network as shares of the widest; the code is in the middle.
std::vector<float> layer_shares(const Preset& preset) {
  const Settings settings = preset_settings(preset);
  const Architecture& a = settings.architecture;
  constexpr float kValues = 784;
  std::vector<float> shares = {1};
  const auto add = [&](float values) { shares.push_back(std::clamp(std::sqrt(values / kValues), 0.09f, 1.0f)); };
  float side = 28;
  for (const int channels : a.channels) {
    side = std::ceil(side / 2);
    add(side * side * static_cast<float>(channels));
  }
  for (const int units : a.hidden) add(static_cast<float>(units));
  const std::size_t encoder = shares.size();
  add(static_cast<float>(a.latent));
  for (std::size_t i = encoder; i-- > 0;) shares.push_back(shares[i]);
  return shares;
}

struct GalleryMemory {
  std::vector<std::vector<float>> networks;  ///< by preset
};

/// The glass that the layers form, the layers, and the code in the accent.
void draw_network(const Theme& theme, const std::vector<float>& shares, bool hollow, ImVec2 from, ImVec2 size) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float pitch = size.x / static_cast<float>(shares.size() - 1), middle = from.y + size.y / 2;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    const float x0 = from.x + pitch * static_cast<float>(i), x1 = x0 + pitch;
    const float h0 = shares[i] * size.y / 2, h1 = shares[i + 1] * size.y / 2;
    const ImVec2 corners[] = {{x0, middle - h0}, {x1, middle - h1}, {x1, middle + h1}, {x0, middle + h0}};
    list.AddConvexPolyFilled(corners, 4, faded(theme.colour.quiet, 0.22f));
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const float x = from.x + pitch * static_cast<float>(i), half = shares[i] * size.y / 2;
    const bool code = 2 * i + 1 == shares.size();
    const ImVec2 low = {x - theme.px(code ? 3.0f : 1.5f), middle - half}, high = {2 * x - low.x, middle + half};
    if (code && hollow) list.AddRect(low, high, theme.colour.accent, 0, 0, theme.px(1.5f));
    else list.AddRectFilled(low, high, code ? theme.colour.accent : theme.colour.quiet, theme.px(1));
  }
}

/// Curves as shares of the picture, from left to right; 0 is the lower edge.
void draw_curve(const Theme& theme, std::span<const float> heights, ImU32 colour, ImVec2 from, ImVec2 size) {
  std::vector<ImVec2> points;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(heights.size() - 1);
    points.push_back({from.x + share * size.x, from.y + (1 - heights[i]) * size.y});
  }
  ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, theme.px(2));
}

void draw_picture(const Theme& theme, const Preset& preset, const std::vector<float>& network, ImVec2 from,
                  ImVec2 size) {
  constexpr float kFalls[] = {1, 0.55f, 0.34f, 0.22f, 0.14f, 0.08f, 0.04f, 0.01f};
  constexpr float kRises[] = {1, 0.6f, 0.44f, 0.4f, 0.44f, 0.52f, 0.61f, 0.7f};
  constexpr float kLeaves[] = {0.5f, 0.42f, 0.5f, 0.38f, 0.58f, 0.32f, 0.75f, 1};
  switch (preset.picture) {
    case PresetPicture::kNetwork: return draw_network(theme, network, false, from, size);
    case PresetPicture::kEmptyCode: return draw_network(theme, network, true, from, size);
    case PresetPicture::kPartingLosses:
      draw_curve(theme, kFalls, theme.colour.accent, from, size);
      return draw_curve(theme, kRises, theme.colour.held_out, from, size);
    case PresetPicture::kDivergingLoss: return draw_curve(theme, kLeaves, theme.colour.danger, from, size);
  }
}

/// True when chosen.
bool draw_card(const View& view, const Preset& preset, const std::vector<float>& network, bool chosen, ImVec2 size) {
  const Theme& theme = view.theme;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = press_area("preset", size);
  view.regions.mark_item("preset." + std::string(preset.id));
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemFocused();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end = {at.x + size.x, at.y + size.y};
  list.AddRectFilled(at, end, hot ? theme.colour.field_over : theme.colour.field, theme.px(8));
  if (chosen) list.AddRect(at, end, theme.colour.accent, theme.px(8), 0, theme.px(1.5f));
  const float pad = theme.px(kPadding), picture = theme.px(kPictureHeight);
  draw_picture(theme, preset, network, {at.x + pad + theme.px(4), at.y + pad},
               {size.x - 2 * pad - theme.px(8), picture});
  draw_text(theme.font.body, theme.colour.text, {at.x + pad, at.y + pad + picture + theme.px(5)}, preset.title);
  list.AddText(theme.font.small, theme.px(kLine), {at.x + pad, at.y + pad + picture + theme.px(25)}, theme.colour.quiet,
               preset.blurb.data(), preset.blurb.data() + preset.blurb.size(), size.x - 2 * pad);
  return pressed;
}

/// As high as the longest sentence needs.
float card_height(const Theme& theme, float width) {
  float longest = 0;
  for (const Preset& preset : presets()) {
    const char* begin = preset.blurb.data();
    const float wrap = width - 2 * theme.px(kPadding);
    const ImVec2 size =
        theme.font.small->CalcTextSizeA(theme.px(kLine), 1e9f, wrap, begin, begin + preset.blurb.size());
    longest = std::max(longest, size.y);
  }
  return theme.px(2 * kPadding + kPictureHeight + 25) + longest;
}

/// The cards of one group after another, in rows.
void draw_cards(const View& view, const AppState& state, const GalleryMemory& memory, int columns, float width,
                CommandQueue& queue) {
  const Theme& theme = view.theme;
  const ImVec2 size = {width, card_height(theme, width)};
  const Preset* last = nullptr;
  int column = 0;
  for (std::size_t i = 0; i < presets().size(); ++i) {
    const Preset& preset = presets()[i];
    if (!last || last->group != preset.group) {
      menu_heading(theme, preset_group_title(preset.group));
      column = 0;
    }
    last = &preset;
    if (column > 0) ImGui::SameLine(0, theme.px(kGap));
    column = (column + 1) % columns;
    ImGui::PushID(static_cast<int>(i));
    if (draw_card(view, preset, memory.networks[i], preset.id == state.preset, size)) {
      queue.push_back(command::UsePreset{std::string(preset.id)});
      ImGui::CloseCurrentPopup();
    }
    ImGui::PopID();
  }
}

}  // namespace

void draw_preset_gallery(const View& view, AppState& state, CommandQueue& queue, float width) {
  const Theme& theme = view.theme;
  const Preset* now = find_preset(state.preset);
  if (button(theme, 10, now ? now->title : "Own settings", {Icon::kNone, Emphasis::kPlain, width}))
    ImGui::OpenPopup("presets");
  view.regions.mark_item("button.presets");
  tooltip(theme, now ? now->blurb : "Starting points, each with something to see");
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float card = theme.px(kCardWidth + kGap);
  const int columns = std::clamp(static_cast<int>((screen.x - theme.px(40)) / card), kFewestColumns, kMostColumns);
  const float fits = (screen.x - theme.px(40)) / static_cast<float>(columns) - theme.px(kGap);
  ImGui::SetNextWindowSizeConstraints({0, 0}, {screen.x, screen.y - theme.px(72)});
  if (!begin_menu(theme, "presets")) return;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, theme.px(kGap, kGap));
  GalleryMemory& memory = state.memory.of<GalleryMemory>();
  if (memory.networks.empty()) {
    for (const Preset& preset : presets()) memory.networks.push_back(layer_shares(preset));
  }
  draw_cards(view, state, memory, columns, std::min(theme.px(kCardWidth), fits), queue);
  ImGui::PopStyleVar();
  end_menu();
}

}  // namespace hourglass
