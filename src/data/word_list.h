// The words of the data set `words`.
#pragma once

#include <string_view>

namespace hourglass {

/// About a thousand common English words of 3 to 10 letters a to z, in alphabetical order with a space between them.
std::string_view word_list();

}  // namespace hourglass
