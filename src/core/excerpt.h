// Text that came from a file, made safe to show: short, printable, in quotes.
#pragma once

#include <string>
#include <string_view>

namespace hourglass {

/// The text in double quotes, at most `longest` characters of it ("..." marks the cut); everything outside
/// printable ASCII becomes '?', so that no file can steer a terminal or break a line.
inline std::string excerpt(std::string_view text, std::size_t longest = 60) {
  std::string shown = "\"";
  for (char c : text.substr(0, longest)) shown += c >= ' ' && c <= '~' ? c : '?';
  shown += text.size() > longest ? "...\"" : "\"";
  return shown;
}

}  // namespace hourglass
