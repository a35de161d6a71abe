// What one sees of each kind of problem, in a sentence.
#pragma once

#include <string_view>

namespace hourglass {

/// `code` is one of finding_kinds.
std::string_view finding_sign(std::string_view code);

}  // namespace hourglass
