#include "core/random.h"

#include "core/math.h"
#include "core/philox.h"

namespace hourglass {
std::array<std::uint32_t, 4> philox(const RandomKey& key, std::uint32_t block) {
  std::array<std::uint32_t, 4> c = {block, static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.step),
                                    static_cast<std::uint32_t>(key.step >> 32)};
  philox_rounds(static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32), c.data());
  return c;
}

std::uint32_t Random::bits() {
  if (used_ == 4) {
    words_ = philox(key_, block_++);
    used_ = 0;
  }
  return words_[static_cast<std::size_t>(used_++)];
}

float Random::normal() { return normal_from_bits(bits()); }

std::uint32_t Random::below(std::uint32_t count) {
  std::uint64_t product = std::uint64_t{bits()} * count;
  if (static_cast<std::uint32_t>(product) < count) {
    const std::uint32_t threshold = (0u - count) % count;
    while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{bits()} * count;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

float normal_from_bits(std::uint32_t bits) {
  return math::normal_quantile<float>(static_cast<std::int32_t>(bits >> 9), [](float x) { return __builtin_sqrtf(x); });
}

void shuffled_indices(const RandomKey& key, std::vector<std::uint32_t>& indices) {
  Random random(key);
  const std::uint32_t count = static_cast<std::uint32_t>(indices.size());
  for (std::uint32_t i = 0; i < count; ++i) indices[i] = i;
  for (std::uint32_t i = count; i > 1; --i) {
    const std::uint32_t j = random.below(i);
    const std::uint32_t kept = indices[i - 1];
    indices[i - 1] = indices[j];
    indices[j] = kept;
  }
}

}  // namespace hourglass
