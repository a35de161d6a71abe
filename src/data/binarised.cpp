#include "data/binarised.h"

#include <algorithm>

#include "core/random.h"

namespace hourglass {
namespace {

/// Pixels per block of the random generator, which yields 4 words: one word per pixel.
constexpr int kBlock = 4;

bool is_grey(float pixel) { return pixel > 0 && pixel < 1; }

}  // namespace

void Binarised::read(Split split, std::uint32_t index, float* pixels) const {
  base().read(split, index, pixels);
  const std::uint64_t which = (split == Split::kHeldOut ? std::uint64_t{1} << 32 : 0) + index;
  const RandomKey key{seed_, Stream::kBinarise, which};
  const int features = shape().features();
  for (int first = 0; first < features; first += kBlock) {
    const int end = std::min(first + kBlock, features);
    // Most blocks hold no grey pixel and need no draw. Skipping them changes no other draw: each block has its own key.
    if (!std::any_of(pixels + first, pixels + end, is_grey)) continue;
    const auto words = philox(key, static_cast<std::uint32_t>(first / kBlock));
    for (int i = first; i < end; ++i) {
      const float draw = static_cast<float>(words[static_cast<std::size_t>(i - first)] >> 8) * 0x1p-24f;
      pixels[i] = draw < pixels[i] ? 1.0f : 0.0f;
    }
  }
}

}  // namespace hourglass
