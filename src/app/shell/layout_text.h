// A layout as the text that links hold.
#pragma once

#include <string>
#include <string_view>

#include "app/state/layout.h"

namespace hourglass {

/// "network,draw,latent:5x320": the shown panels in order, with their size where it is not the usual one.
std::string layout_text(const Layout& layout);
/// Takes over such a text: unknown names, sizes out of range and anything else that does not belong there are left out,
/// and the result says which; empty where all fits.
std::string read_layout(std::string_view text, Layout& layout);

}  // namespace hourglass
