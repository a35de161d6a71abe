// Properties of a gzip file (RFC 1952) that are known without unpacking it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hourglass {

/// Whether the bytes begin with gzip's magic number.
bool is_gzip(std::span<const std::byte> bytes);

/// The largest unpacked size that is accepted for `packed_size` bytes of gzip: 32 times as many, plus 1 MiB. Images
/// compress by a factor of 2 to 10; a file near deflate's limit of 1030 is refused (gzip-over-budget).
std::uint64_t largest_unpacked_size(std::uint64_t packed_size);

}  // namespace hourglass
