// What the application runs in: the browser's page (surroundings_page.cpp) or the desktop (surroundings_desktop.cpp).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/host.h"
#include "app/theme.h"

namespace hourglass {

/// What the surroundings can do. To be made once ImGui's backends are in place, for it also sets ImGui's clipboard.
Host make_host();

/// The theme of the system, as it is now.
Appearance system_appearance();
/// Whether people asked their system for less movement, as it is now.
bool reduced_motion();

/// What the application is to open with; both may be empty.
struct Opening {
  std::string link;
  std::vector<std::byte> model;  ///< as a file
};
Opening take_opening();

}  // namespace hourglass
