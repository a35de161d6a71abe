#include "data/gzip.h"

namespace hourglass {

bool is_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

std::uint64_t largest_unpacked_size(std::uint64_t packed_size) {
  constexpr std::uint64_t kRatio = 32, kFree = 1 << 20;
  return packed_size > (UINT64_MAX - kFree) / kRatio ? UINT64_MAX : packed_size * kRatio + kFree;
}

}  // namespace hourglass
