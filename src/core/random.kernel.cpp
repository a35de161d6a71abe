// Many normal draws at once: whole blocks of the generator, then the quantile on vectors.
#include "core/philox.h"
#include "core/random_kernels.h"
#include "core/vector.h"

namespace hourglass {
namespace HG_VARIANT {

/// Draws made together: a multiple of every vector's lanes and of a block's four words.
constexpr int kChunk = 64;

/// The high 23 bits of the words at [begin, begin + kChunk).
static void draw(const RandomWords& words, std::ptrdiff_t begin, RealBits* bits) {
  for (int i = 0; i < kChunk; i += 4) {
    std::uint32_t block[4] = {static_cast<std::uint32_t>((begin + i) / 4), words.counter[0], words.counter[1],
                              words.counter[2]};
    philox_rounds(words.key[0], words.key[1], block);
    for (int k = 0; k < 4; ++k) bits[i + k] = static_cast<RealBits>(block[k] >> 9);
  }
}

#if defined(HG_REAL_DOUBLE)
/// In float, as everywhere, so that both builds train with the same noise.
static void quantiles(const RealBits* bits, Real* values) {
  const auto root = [](float x) { return __builtin_sqrtf(x); };
  for (int i = 0; i < kChunk; ++i) {
    values[i] = Real(math::normal_quantile<float>(static_cast<std::int32_t>(bits[i]), root));
  }
}
#else
static void quantiles(const RealBits* bits, Real* values) {
  for (int i = 0; i < kChunk; i += kLanes) {
    IntVec some;
    __builtin_memcpy(&some, bits + i, sizeof some);
    store(values + i, math::normal_quantile<Vec>(some, [](Vec x) { return square_root(x); }));
  }
}
#endif

static void normals(const RandomWords& words, std::ptrdiff_t begin, std::ptrdiff_t count, Real* values) {
  RealBits bits[kChunk];
  Real last[kChunk];
  for (std::ptrdiff_t i = 0; i < count; i += kChunk) {
    draw(words, begin + i, bits);
    const bool whole = i + kChunk <= count;
    quantiles(bits, whole ? values + i : last);
    for (std::ptrdiff_t k = i; !whole && k < count; ++k) values[k] = last[k - i];
  }
}

extern const RandomKernels kRandomKernels;
const RandomKernels kRandomKernels = {normals};

}  // namespace HG_VARIANT
}  // namespace hourglass
