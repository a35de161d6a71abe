// The compiler's vectors of Real, as wide as the variant's machine has them. Only kernel files include this.
#pragma once

#include <cstddef>

#include "core/math.h"
#include "core/real.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace hourglass {
namespace HG_VARIANT {

#if defined(__AVX512F__)
constexpr int kVectorBytes = 64;
#elif defined(__AVX2__)
constexpr int kVectorBytes = 32;
#else
constexpr int kVectorBytes = 16;
#endif
constexpr int kLanes = kVectorBytes / static_cast<int>(sizeof(Real));
/// Reductions keep this many running sums whatever the vector's width, so that every width adds in the same order.
constexpr int kStripes = 16;
constexpr int kVectorsPerStripe = kStripes / kLanes;

typedef Real Vec __attribute__((vector_size(kVectorBytes)));
typedef RealBits IntVec __attribute__((vector_size(kVectorBytes)));

/// x - 0 is x for every x, minus zero included, so that the compiler leaves only the copying; x + 0 is not.
static inline Vec splat(Real x) { return x - Vec{}; }
static inline Vec load(const Real* p) {
  Vec v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
static inline void store(Real* p, Vec v) { __builtin_memcpy(p, &v, sizeof v); }

/// Four values on every machine: for partial vectors, and for the squares that are transposed.
typedef Real Quad __attribute__((vector_size(4 * sizeof(Real))));

static inline Quad load_quad(const Real* p) {
  Quad q;
  __builtin_memcpy(&q, p, sizeof q);
  return q;
}
static inline void store_quad(Real* p, Quad q) { __builtin_memcpy(p, &q, sizeof q); }

// In a page's wide kernels (CMakeLists.txt) reading and writing a partial vector are calls: inlined for each array they
// are half of a kernel's code. Hot kernels would lose a twentieth of their speed, because a call empties the vector
// registers.
#if defined(HG_WIDE_KERNEL)
#define HG_OF_A_REST [[maybe_unused]] static __attribute__((noinline))
#else
#define HG_OF_A_REST static inline
#endif

/// The first `count` < kLanes values; the other lanes are zero.
HG_OF_A_REST Vec load_part(const Real* p, int count) {
  Vec v{};
  for (int i = 0; i < count; ++i) v[i] = p[i];
  return v;
}
HG_OF_A_REST void store_part(Real* p, Vec v, int count) {
  for (int i = 0; i < count; ++i) p[i] = v[i];
}

/// Correctly rounded on every machine (IEEE 754).
static inline Vec square_root(Vec x) {
#if defined(__wasm_simd128__)
  return (Vec)wasm_f32x4_sqrt((v128_t)x);
#else
  Vec y;
  for (int i = 0; i < kLanes; ++i) {
    if constexpr (sizeof(Real) == 4) {
      y[i] = static_cast<Real>(__builtin_sqrtf(static_cast<float>(x[i])));
    } else {
      y[i] = static_cast<Real>(__builtin_sqrt(static_cast<double>(x[i])));
    }
  }
  return y;
#endif
}

/// Calls `body(offset, count)` for whole vectors (count == kLanes) and once for the rest.
template <class Body>
static inline void for_each_vector(std::ptrdiff_t size, Body body) {
#if defined(__wasm__)
  // One body for both: half the code to download, and as fast.
  for (std::ptrdiff_t i = 0; i < size; i += kLanes) body(i, size - i < kLanes ? static_cast<int>(size - i) : kLanes);
#else
  std::ptrdiff_t i = 0;
  for (; i + kLanes <= size; i += kLanes) body(i, kLanes);
  if (i < size) body(i, static_cast<int>(size - i));
#endif
}

static inline Vec load_some(const Real* p, int count) { return count == kLanes ? load(p) : load_part(p, count); }
static inline void store_some(Real* p, Vec v, int count) {
  if (count == kLanes) {
    store(p, v);
  } else {
    store_part(p, v, count);
  }
}

/// Running sums in kStripes lanes; element i goes to stripe i mod kStripes, and the stripes are added pairwise.
struct StripedSum {
  Vec lanes[kVectorsPerStripe] = {};
  int next = 0;

  void add(Vec v) {
    lanes[next] += v;
    next = next + 1 == kVectorsPerStripe ? 0 : next + 1;
  }
  Real total() const {
    Real stripes[kStripes];
    for (int i = 0; i < kVectorsPerStripe; ++i) store(stripes + i * kLanes, lanes[i]);
    for (int half = kStripes / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; ++i) stripes[i] += stripes[i + half];
    }
    return stripes[0];
  }
};

// Elementary functions of a vector; lane by lane through the C library in the double build.
#if defined(HG_REAL_DOUBLE)
#define HG_LANEWISE(function)                                             \
  static inline Vec function##_of(Vec x) {                                \
    Vec y;                                                                \
    for (int i = 0; i < kLanes; ++i) y[i] = math::function<double>(x[i]); \
    return y;                                                             \
  }
HG_LANEWISE(exp)
HG_LANEWISE(tanh)
HG_LANEWISE(sigmoid)
HG_LANEWISE(softplus)
#undef HG_LANEWISE
#endif

}  // namespace HG_VARIANT

#if !defined(HG_REAL_DOUBLE)
template <>
struct MathTraits<HG_VARIANT::Vec> {
  using Int = HG_VARIANT::IntVec;
};

namespace HG_VARIANT {
static inline Vec exp_of(Vec x) { return math::exp<Vec>(x); }
static inline Vec tanh_of(Vec x) { return math::tanh<Vec>(x); }
static inline Vec sigmoid_of(Vec x) { return math::sigmoid<Vec>(x); }
static inline Vec softplus_of(Vec x) { return math::softplus<Vec>(x); }
}  // namespace HG_VARIANT
#endif

}  // namespace hourglass
