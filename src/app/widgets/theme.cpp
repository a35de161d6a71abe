#include "app/widgets/theme.h"

#include <algorithm>
#include <cmath>

#include "embedded/kInterRegular.h"
#include "embedded/kInterSemiBold.h"

namespace hourglass {
namespace {

constexpr ImU32 rgb(unsigned hex) { return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, 255); }

constexpr Palette kDark = {
    .ground = rgb(0x12161d),
    .raised = rgb(0x1a202a),
    .field = rgb(0x262e3a),
    .field_over = rgb(0x303a49),
    .well = rgb(0x0d1016),
    .line = rgb(0x2a3340),
    .text = rgb(0xe8ecf2),
    .quiet = rgb(0x9aa7b8),
    .faint = rgb(0x8a97a9),
    .accent = rgb(0xffb454),
    .on_accent = rgb(0x20170a),
    .held_out = rgb(0xb9c6d8),
    .danger = rgb(0xff7a70),
};

constexpr Palette kLight = {
    .ground = rgb(0xf3f1ed),
    .raised = rgb(0xffffff),
    .field = rgb(0xebe8e2),
    .field_over = rgb(0xe0dcd4),
    .well = rgb(0xf7f6f3),
    .line = rgb(0xdcd8d0),
    .text = rgb(0x1d2129),
    .quiet = rgb(0x59626f),
    .faint = rgb(0x606874),
    .accent = rgb(0x9c5a00),
    .on_accent = rgb(0xffffff),
    .held_out = rgb(0x4d5866),
    .danger = rgb(0xb3261e),
};

struct FontBytes {
  const unsigned char* bytes;
  std::size_t size;
};

ImFont* add_font(FontBytes source, float css_size, ScreenScale scale) {
  // As in hourglass_embed_font's call.
  static const ImWchar kCharacters[] = {0x20,   0x7e,   0xa0,   0xa0,   0xb1,   0xb1,   0xb7,
                                        0xb7,   0xd7,   0xd7,   0x2013, 0x2013, 0x2019, 0x2019,
                                        0x2026, 0x2026, 0x2192, 0x2192, 0x2212, 0x2212, 0};
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;  // the bytes are compiled in
  config.OversampleH = 3;
  config.OversampleV = 2;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(source.bytes),
                                                    static_cast<int>(source.size),
                                                    css_size * scale.unit * scale.density, &config, kCharacters);
}

Fonts build_fonts(ScreenScale scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  const FontBytes regular = {embedded::kInterRegular, embedded::kInterRegularSize};
  const FontBytes semi_bold = {embedded::kInterSemiBold, embedded::kInterSemiBoldSize};
  Fonts fonts;
  fonts.body = add_font(regular, 18, scale);  // ImGui's size is the line's height: Inter's letters are 0.83 of it
  fonts.small = add_font(regular, 15.5f, scale);
  fonts.heading = add_font(semi_bold, 18, scale);
  fonts.number = add_font(semi_bold, 20, scale);
  fonts.title = add_font(semi_bold, 25, scale);
  atlas.Build();
  ImGui::GetIO().FontGlobalScale = 1 / scale.density;
  return fonts;
}

void set_colours(ImGuiStyle& style, const Palette& c) {
  const auto set = [&](ImGuiCol index, ImU32 colour) { style.Colors[index] = ImGui::ColorConvertU32ToFloat4(colour); };
  set(ImGuiCol_Text, c.text);
  set(ImGuiCol_TextDisabled, c.faint);
  set(ImGuiCol_WindowBg, c.ground);
  set(ImGuiCol_ChildBg, c.raised);
  set(ImGuiCol_PopupBg, mixed(c.raised, c.field, 0.6f));
  set(ImGuiCol_Border, c.line);
  set(ImGuiCol_BorderShadow, 0);
  set(ImGuiCol_FrameBg, c.field);
  set(ImGuiCol_FrameBgHovered, c.field_over);
  set(ImGuiCol_FrameBgActive, c.field_over);
  set(ImGuiCol_Button, c.field);
  set(ImGuiCol_ButtonHovered, c.field_over);
  set(ImGuiCol_ButtonActive, mixed(c.field_over, c.accent, 0.25f));
  set(ImGuiCol_Header, mixed(c.field, c.accent, 0.22f));
  set(ImGuiCol_HeaderHovered, c.field_over);
  set(ImGuiCol_HeaderActive, c.field_over);
  set(ImGuiCol_Separator, c.line);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, c.line);
  set(ImGuiCol_ScrollbarGrabHovered, c.field_over);
  set(ImGuiCol_ScrollbarGrabActive, c.faint);
  set(ImGuiCol_TextSelectedBg, faded(c.accent, 0.35f));
  set(ImGuiCol_NavHighlight, c.accent);
}

void set_measures(ImGuiStyle& style, float unit) {
  style = ImGuiStyle();
  style.WindowPadding = {0, 0};
  style.WindowRounding = 0;
  style.WindowBorderSize = 0;
  style.ChildRounding = 10;
  style.ChildBorderSize = 0;
  style.PopupRounding = 8;
  style.PopupBorderSize = 1;
  style.FrameRounding = 6;
  style.FrameBorderSize = 0;
  style.FramePadding = {10, 6};
  style.ItemSpacing = {10, 8};
  style.ItemInnerSpacing = {6, 6};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.GrabRounding = 6;
  style.ScaleAllSizes(unit);
}

}  // namespace

const Palette& palette(Appearance appearance) { return appearance == Appearance::kDark ? kDark : kLight; }

Theme make_theme(Appearance appearance, ScreenScale scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  set_measures(style, scale.unit);
  set_colours(style, palette(appearance));
  return {palette(appearance), build_fonts(scale), scale.unit, appearance};
}

ImU32 faded(ImU32 colour, float opacity) {
  const auto alpha = static_cast<ImU32>(std::clamp(opacity, 0.0f, 1.0f) * 255 + 0.5f);
  return (colour & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImU32 label_colour(const Theme& theme, int label) {
  static constexpr ImU32 kOnDark[] = {rgb(0xee8a9c), rgb(0x7f8cf0), rgb(0xe9d985), rgb(0x3ebf6b), rgb(0x9adcf5),
                                      rgb(0xd06a86), rgb(0x5fd0bd), rgb(0xc3bb4d), rgb(0xcf78c0), rgb(0xe8e8e8)};
  static constexpr ImU32 kOnLight[] = {rgb(0xcc6677), rgb(0x332288), rgb(0x9c8420), rgb(0x117733), rgb(0x2d8fbb),
                                       rgb(0x882255), rgb(0x2f8f80), rgb(0x808020), rgb(0xaa4499), rgb(0x55606c)};
  if (label < 0) return theme.colour.faint;
  return (theme.appearance == Appearance::kDark ? kOnDark : kOnLight)[label % 10];
}

SignedColourMap signed_colours(const Theme& theme) {
  return {theme.appearance == Appearance::kDark ? rgb(0x6fb1ff) : rgb(0x1f5fae), theme.colour.well,
          theme.colour.accent};
}

ImU32 mixed(ImU32 a, ImU32 b, float t) {
  const ImVec4 x = ImGui::ColorConvertU32ToFloat4(a), y = ImGui::ColorConvertU32ToFloat4(b);
  const auto between = [t](float from, float to) { return from + (to - from) * t; };
  return ImGui::ColorConvertFloat4ToU32({between(x.x, y.x), between(x.y, y.y), between(x.z, y.z), between(x.w, y.w)});
}

}  // namespace hourglass
