// Buttons and fields that choose one of several options, a label for instance.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/widgets/regions.h"
#include "app/widgets/theme.h"

namespace hourglass {

/// One option. `region` is the last part of its region's name, `help` its tooltip.
struct NamedChoice {
  std::string_view label, region, help;
};
/// Buttons in a line, one of them chosen; true when another was chosen. Each is the region "name.region", the line is
/// `name`.
bool named_choice_row(const Theme& theme, Regions& regions, std::string_view name, std::span<const NamedChoice> choices,
                      int& chosen);

/// "all 0 1 2 ...": one button for each of `labels`, after one for none (kNoLabel) with the text `none`; a menu where a
/// line has no room for them. True when another was chosen. Their regions are "name.none", "name.0", "name.1" ..., the
/// line is `name`.
bool label_row(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
               std::span<const int> labels, int& label);

/// A button that shows the label and opens a menu of all labels; an empty `none` offers no choice of none. Regions as
/// above.
bool label_menu(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
                std::span<const int> labels, int& label);

/// A field with the name chosen `now` that opens a list of all names, as wide as ImGui's next item; returns the index
/// of the name that was just chosen, or -1.
int choice_field(const Theme& theme, const std::string& now, std::span<const std::string> choices);

}  // namespace hourglass
