// What all files of text have in common.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace hourglass {

/// Whether bytes from the beginning of a file are text: not empty, without control characters other than white space,
/// and not a known format such as HTML.
bool is_text(std::span<const std::byte> prefix);

/// The text of a file without UTF-8's byte order mark.
std::string_view file_text(std::span<const std::byte> file);

/// Removes the first line of `text`, without its end (\n, \r\n or \r), and returns it.
std::string_view take_line(std::string_view& text);

/// The UTF-8 characters of a text; nothing if it is not UTF-8.
bool split_characters(std::string_view text, std::vector<std::string_view>& characters);

}  // namespace hourglass
