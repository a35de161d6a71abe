// The block function of the random numbers, inline for kernels; other code calls `philox` of core/random.h.
#pragma once

#include <cstdint>

namespace hourglass {

/// One block of Philox4x32-10: `words` holds the counter and becomes the four random words. Internal linkage on
/// purpose: each translation unit is compiled for its own instruction set.
static inline void philox_rounds(std::uint32_t k0, std::uint32_t k1, std::uint32_t words[4]) {
  // Multipliers and Weyl constants of the paper's table 2.
  constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
  std::uint32_t c0 = words[0], c1 = words[1], c2 = words[2], c3 = words[3];
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0, p1 = std::uint64_t{kMultiplier1} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c3 = static_cast<std::uint32_t>(p0);
    k0 += kWeyl0;
    k1 += kWeyl1;
  }
  words[0] = c0, words[1] = c1, words[2] = c2, words[3] = c3;
}

}  // namespace hourglass
