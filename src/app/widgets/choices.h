// Small buttons to choose among a few things, a label for instance, each a region of its own.
#pragma once

#include <span>
#include <string_view>

#include "app/widgets/regions.h"
#include "app/widgets/theme.h"

namespace hourglass {

/// One of several things, with what it means.
struct NamedChoice {
  std::string_view label, region, help;
};
/// Buttons in a line of which one is chosen; true when another one is. Each is the region "name.region", all together
/// `name`.
bool named_choice_row(const Theme& theme, Regions& regions, std::string_view name, std::span<const NamedChoice> choices,
                      int& chosen);

/// "all 0 1 2 ...": one button for each of `labels` and one before them for none (kNoLabel), in one line of the width
/// that is left; where they are too many, a menu. True when another one was chosen. Each is the region "name.0",
/// "name.1" ..., the first "name.none", all together `name`.
bool label_row(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
               std::span<const int> labels, int& label);

/// A button that shows the label and opens a menu of all; with an empty `none` there is always one. Regions as above.
bool label_menu(const Theme& theme, Regions& regions, std::string_view name, std::string_view none,
                std::span<const int> labels, int& label);

}  // namespace hourglass
