// Numbers as the interface shows them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hourglass {

/// 12,345,678, written into `buffer`, which needs 26 characters for any value.
std::string_view grouped(std::uint64_t value, std::span<char> buffer);
/// Four significant digits, written into `buffer`; exponents only from a million on and below a thousandth.
std::string_view short_number(double value, std::span<char> buffer);
/// 0.124 as "12 %", whose parts no line break divides.
std::string percent(double share);

}  // namespace hourglass
