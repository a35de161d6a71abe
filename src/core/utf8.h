// UTF-8, character by character.
#pragma once

#include <cstddef>
#include <string_view>

namespace hourglass {

/// Length in bytes of the UTF-8 character at the beginning of the text; 0 where the bytes are not valid UTF-8. Overlong
/// forms, surrogates and code points above U+10FFFF are not valid (Unicode's table 3-7).
std::size_t utf8_length(std::string_view text);

}  // namespace hourglass
