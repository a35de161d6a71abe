// Colours, fonts and measures. One accent, amber, for the network's activity and results; neutral colours for the rest.
#pragma once

#include <imgui.h>

namespace hourglass {

enum class Appearance { kDark, kLight };

/// Colours by their use.
struct Palette {
  ImU32 ground;      ///< behind everything
  ImU32 raised;      ///< cards
  ImU32 field;       ///< buttons and inputs on cards
  ImU32 field_over;  ///< the same under the mouse
  ImU32 well;        ///< behind plots and images
  ImU32 line;        ///< hairlines and grids
  ImU32 text, quiet, faint;
  ImU32 accent;     ///< training, and images from the network
  ImU32 on_accent;  ///< text on the accent
  ImU32 held_out;   ///< the second line of a plot
  ImU32 danger;
};
const Palette& palette(Appearance appearance);

/// Sizes in CSS pixels: title 20, body 15, small 13; numbers have digits of one width.
struct Fonts {
  ImFont *title = nullptr, *heading = nullptr, *body = nullptr, *small = nullptr, *number = nullptr;
};

/// Everything that panels draw with.
struct Theme {
  Palette colour;
  Fonts font;
  float unit = 1;  ///< ImGui units per CSS pixel
  Appearance appearance = Appearance::kDark;

  float px(float css) const { return css * unit; }
  ImVec2 px(float x, float y) const { return {x * unit, y * unit}; }
};

/// Densities of a screen. `unit`: ImGui units per CSS pixel; `density`: framebuffer pixels per ImGui unit.
struct ScreenScale {
  float unit = 1, density = 1;
  bool operator==(const ScreenScale&) const = default;
};

/// Builds the fonts for this scale (the atlas must not be in use) and sets ImGui's style.
Theme make_theme(Appearance appearance, ScreenScale scale);

/// The colour with another opacity, 0 to 1.
ImU32 faded(ImU32 colour, float opacity);
/// One colour for each label, distinguishable for colour-blind readers too; labels from ten on repeat, and no label is
/// grey.
///
/// P. Tol, "Colour schemes", SRON technical note 2021: the muted scheme, lightened for dark grounds.
ImU32 label_colour(const Theme& theme, int label);
/// The colours of values from -1 over 0 to 1.
struct SignedColourMap {
  ImU32 negative, zero, positive;
  bool operator==(const SignedColourMap&) const = default;
};
/// From negative (blue) over zero (the ground) to positive (the accent).
SignedColourMap signed_colours(const Theme& theme);
/// A mixture of two colours: `a` at 0, `b` at 1.
ImU32 mixed(ImU32 a, ImU32 b, float t);

}  // namespace hourglass
