// Finds the name that a misspelt one most likely stands for.
#pragma once

#include <span>
#include <string_view>

namespace hourglass {

/// The name with the fewest letters to change, or empty where no name is near (more than a third of the letters, and
/// more than two, would have to change).
std::string_view nearest(std::string_view misspelt, std::span<const std::string_view> names);

}  // namespace hourglass
