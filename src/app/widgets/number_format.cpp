#include "app/widgets/number_format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hourglass {

std::string_view grouped(std::uint64_t value, std::span<char> buffer) {
  std::size_t at = buffer.size();
  int digits = 0;
  do {
    if (digits > 0 && digits % 3 == 0) buffer[--at] = ',';
    buffer[--at] = static_cast<char>('0' + value % 10);
    value /= 10;
    ++digits;
  } while (value > 0 && at > 1);
  return {buffer.data() + at, buffer.size() - at};
}

std::string_view short_number(double value, std::span<char> buffer) {
  const double size = std::fabs(value);
  const char* format = size >= 1e6 || (size < 1e-3 && size > 0) ? "%.2e"
                       : size >= 1000                           ? "%.0f"
                       : size >= 100                            ? "%.1f"
                       : size >= 10                             ? "%.2f"
                                                                : "%.3f";
  const int length = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), static_cast<std::size_t>(std::max(length, 0))};
}

std::string percent(double share) { return std::to_string(std::lround(100 * share)) + "\u00a0%"; }

}  // namespace hourglass
