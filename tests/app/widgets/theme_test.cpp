#include "app/widgets/theme.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "app/widgets/widgets.h"

namespace hourglass {
namespace {

/// Relative luminance (WCAG 2.2).
double luminance(ImU32 colour) {
  double sum = 0;
  constexpr double kWeights[] = {0.2126, 0.7152, 0.0722};
  for (int i = 0; i < 3; ++i) {
    const double value = static_cast<double>(colour >> (8 * i) & 255) / 255;
    sum += kWeights[i] * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/// Contrast ratio, from 1 to 21 (WCAG 2.2).
double contrast(ImU32 a, ImU32 b) {
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// ImGui without a window or a renderer.
struct Context {
  Context() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
  }
  ~Context() { ImGui::DestroyContext(); }
};

TEST_CASE("text stands out from every ground by 4.5, graphics by 3, in both themes", "[app]") {
  for (const Appearance appearance : {Appearance::kDark, Appearance::kLight}) {
    const Palette& p = palette(appearance);
    CAPTURE(static_cast<int>(appearance));
    for (const ImU32 ground : {p.ground, p.raised, p.field, p.well}) {
      CAPTURE(ground);
      for (const ImU32 text : {p.text, p.quiet, p.faint, p.danger}) CHECK(contrast(text, ground) >= 4.5);
      for (const ImU32 line : {p.accent, p.held_out}) CHECK(contrast(line, ground) >= 3);
    }
    CHECK(contrast(p.accent, p.raised) >= 4.5);
    CHECK(contrast(p.on_accent, p.accent) >= 4.5);
  }
}

TEST_CASE("the points of every class stand out from the map by 3", "[app]") {
  for (const Appearance appearance : {Appearance::kDark, Appearance::kLight}) {
    Theme theme;
    theme.appearance = appearance;
    theme.colour = palette(appearance);
    for (int label = -1; label < 10; ++label) {
      CAPTURE(static_cast<int>(appearance), label);
      CHECK(contrast(label_colour(theme, label), theme.colour.well) >= 3);
    }
  }
}

TEST_CASE("all digits of a font have one width, so that a changing number stands still", "[app]") {
  const Context context;
  const Theme theme = make_theme(Appearance::kDark, {1, 2});
  for (ImFont* font : {theme.font.title, theme.font.heading, theme.font.body, theme.font.small, theme.font.number}) {
    const float width = text_width(font, "0");
    CHECK(width > 0);
    CHECK(text_width(font, ".") < width);
    for (const char digit : std::string("123456789")) CHECK(text_width(font, std::string(1, digit)) == width);
  }
}

TEST_CASE("text has the same size on screens of every density, and as many units as a CSS pixel has", "[app]") {
  const Context context;
  const float width = text_width(make_theme(Appearance::kDark, {1, 1}).font.title, "1234");
  const float dense = text_width(make_theme(Appearance::kLight, {1, 2}).font.title, "1234");
  const float large = text_width(make_theme(Appearance::kLight, {2, 1}).font.title, "1234");
  CHECK(dense > 0.98f * width);
  CHECK(dense < 1.02f * width);
  CHECK(large > 1.96f * width);
  CHECK(large < 2.04f * width);
}

}  // namespace
}  // namespace hourglass
