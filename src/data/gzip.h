// Properties of a gzip file (RFC 1952) that can be told before it is unpacked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hourglass {

/// Whether the bytes begin as gzip does.
bool is_gzip(std::span<const std::byte> bytes);

/// The most that `packed_size` bytes of gzip may unpack to here: 32 times their size and 1 MB. Images compress 2 to 10
/// times; deflate can pack zeros 1030 times, and such a file is refused (gzip-over-budget).
std::uint64_t largest_unpacked_size(std::uint64_t packed_size);

}  // namespace hourglass
