// Writes the window's picture as a PNG file, for documentation and tests of the desktop window.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hourglass {

/// Pixels are red, green, blue, alpha bytes, rows from the bottom as OpenGL has them; alpha is left out.
/// False where the file cannot be written.
bool write_png(const std::string& path, const std::vector<std::uint8_t>& pixels, int width, int height);

}  // namespace hourglass
