// What somebody probably meant: the nearest name to a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hourglass {

/// The name with the fewest letters to change, or empty where none is near (more than a third would have to change).
std::string nearest(std::string_view misspelt, std::span<const std::string> names);

}  // namespace hourglass
