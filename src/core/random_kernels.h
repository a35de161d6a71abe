// What each variant compiles of drawing many numbers; only random_fill.cpp and random.kernel.cpp include this.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/real.h"

namespace hourglass {

/// The sequence a key names: words of Philox's key, and of its counter all but the block.
struct RandomWords {
  std::uint32_t key[2];
  std::uint32_t counter[3];
};

struct RandomKernels {
  /// Positions [begin, begin + count) of the sequence, as `Random::normal` gives them; begin is a multiple of 4.
  void (*normals)(const RandomWords& words, std::ptrdiff_t begin, std::ptrdiff_t count, Real* values);
};

}  // namespace hourglass
