#include "data/readers/text_file.h"

#include <algorithm>

#include "core/file_kind.h"
#include "core/utf8.h"
#include "data/readers/binary.h"

namespace hourglass {
bool is_text(std::span<const std::byte> prefix) {
  const std::string_view text = file_text(prefix);
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code < ' ' && !(code >= '\t' && code <= '\r')) || code == 0x7f;
  });
  return !text.empty() && !has_control &&
         recognise_file(prefix.first(std::min(prefix.size(), kFileKindPrefix))) == nullptr;
}

std::string_view file_text(std::span<const std::byte> file) {
  std::string_view text = text_of(file);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  const bool has_two = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (has_two ? 2 : 1), text.size()));
  return line;
}

bool split_characters(std::string_view text, std::vector<std::string_view>& characters) {
  characters.clear();
  while (!text.empty()) {
    const std::size_t size = utf8_length(text);
    if (size == 0) return false;
    characters.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace hourglass
