// A layout as the text that links hold.
#pragma once

#include <string>
#include <string_view>

#include "app/state/layout.h"

namespace hourglass {

/// "network,draw,latent:5x320": the shown panels in order, with their size where it differs from the table's.
std::string layout_text(const Layout& layout);
/// Reads such a text into `layout`. Unknown names, sizes out of range and anything else that does not belong there are
/// left out. Returns a sentence about the first of them, or an empty text.
std::string read_layout(std::string_view text, Layout& layout);

}  // namespace hourglass
