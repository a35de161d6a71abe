// Elementary functions that give the same bits everywhere: no library's exp, no contraction, the same operations
// for one number as for a vector of them.
//
// Every function is a template over float and over the compiler's vectors of float. They have internal linkage on
// purpose: each translation unit is compiled for its own instruction set, and the linker must not swap them.
// In the double build they call the C library, lane by lane; that build compares derivatives, not bits.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/real.h"

namespace hourglass {

/// The integer type that shadows a float or a vector of floats.
template <class V>
struct MathTraits;
template <>
struct MathTraits<float> {
  using Int = std::int32_t;
};
template <>
struct MathTraits<double> {
  using Int = std::int64_t;
};

namespace math {

template <class V>
using IntOf = typename MathTraits<V>::Int;

template <class V>
static inline IntOf<V> bits_of(V x) {
  return __builtin_bit_cast(IntOf<V>, x);
}
template <class V>
static inline V from_bits(IntOf<V> bits) {
  return __builtin_bit_cast(V, bits);
}

/// Nearest whole number as an integer (ties away from zero). |x| < 2^22.
template <class V>
static inline IntOf<V> round_to_int(V x) {
  const V half = x < V{} ? V{} - 0.5f : V{} + 0.5f;
  if constexpr (sizeof(V) == sizeof(float)) {
    return static_cast<std::int32_t>(x + half);
  } else {
    return __builtin_convertvector(x + half, IntOf<V>);
  }
}

template <class V>
static inline V to_real(IntOf<V> i) {
  if constexpr (sizeof(V) == sizeof(float)) {
    return static_cast<float>(i);
  } else {
    return __builtin_convertvector(i, V);
  }
}

/// e^x. Error below 1 ulp for |x| < 87; 0 below -87.34 (no denormals), infinity above 88.72; NaN stays NaN.
/// Range reduction by ln 2 in two parts and a polynomial of degree 6 (Moshier, Cephes expf).
template <class V>
static inline V exp(V x) {
  const V zero{};
  const V low = zero - 87.33654f, high = zero + 88.72283f;
  V clamped = x < low ? low : x;
  clamped = clamped > high ? high : clamped;
  clamped = x != x ? zero : clamped;
  const IntOf<V> n = round_to_int<V>(clamped * 1.44269504088896341f);
  const V whole = to_real<V>(n);
  const V r = (clamped - whole * 0.693359375f) - whole * -2.12194440e-4f;
  V p = zero + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  // 2^n in two halves: n reaches 128, one more than an exponent holds.
  const IntOf<V> n_half = n >> 1;
  const V scale_a = from_bits<V>((n_half + 127) << 23);
  const V scale_b = from_bits<V>((n - n_half + 127) << 23);
  V y = p * scale_a * scale_b;
  y = x < low ? zero : y;
  y = x > high ? zero + __builtin_inff() : y;
  return x != x ? x : y;
}

/// ln x. Error below 1 ulp for normal x > 0; -infinity at 0 (and for denormals), NaN below 0. (Cephes logf.)
template <class V>
static inline V log(V x) {
  const V zero{};
  const V smallest = zero + 1.17549435e-38f;
  const V safe = x < smallest ? zero + 1.0f : x;
  IntOf<V> bits = bits_of<V>(safe);
  IntOf<V> exponent = (bits >> 23) - 126;
  V m = from_bits<V>((bits & 0x007fffff) | 0x3f000000);  // [0.5, 1)
  const V below = m < zero + 0.707106781186547524f ? zero + 1.0f : zero;
  const V e = to_real<V>(exponent) - below;
  m = m + m * below - 1.0f;
  const V z = m * m;
  V p = zero + 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  V y = p * m * z;
  y = y + e * -2.12194440e-4f;
  y = y - z * 0.5f;
  y = (m + y) + e * 0.693359375f;
  y = x < smallest ? zero - __builtin_inff() : y;
  y = x > zero + 3.4028234e38f ? x : y;
  y = x < zero ? zero + __builtin_nanf("") : y;
  return x != x ? x : y;
}

/// ln(1 + x) for x in [0, 1]. Error below 2 ulp: the part of x that 1 + x rounds away is put back to first order.
template <class V>
static inline V log1p_unit(V x) {
  const V u = x + 1.0f;
  const V lost = x - (u - 1.0f);
  return log<V>(u) + lost / u;
}

/// 1 / (1 + e^-x), without overflow: the exponential is taken of -|x| only.
template <class V>
static inline V sigmoid(V x) {
  const V zero{};
  const V e = exp<V>(x < zero ? x : zero - x);
  const V denominator = e + 1.0f;
  const V y = (x < zero ? e : zero + 1.0f) / denominator;
  return x != x ? x : y;
}

/// tanh x. A polynomial below 0.625, the exponential above. Error below 2 ulp. (Cephes tanhf.)
template <class V>
static inline V tanh(V x) {
  const V zero{};
  const V magnitude = x < zero ? zero - x : x;
  const V capped = magnitude > zero + 9.1f ? zero + 9.1f : magnitude;
  const V large = V{} + 1.0f - (zero + 2.0f) / (exp<V>(capped + capped) + 1.0f);
  const V z = x * x;
  V p = zero - 5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const V small = p * z * x + x;
  V y = magnitude < zero + 0.625f ? small : (x < zero ? zero - large : large);
  return x != x ? x : y;
}

/// ln(1 + e^x), without overflow: max(x, 0) + ln(1 + e^-|x|).
template <class V>
static inline V softplus(V x) {
  const V zero{};
  const V positive = x > zero ? x : zero;
  const V y = positive + log1p_unit<V>(exp<V>(x < zero ? x : zero - x));
  return x != x ? x : y;
}

/// The standard normal quantile at (2 bits + 1) / 2^24, for bits in [0, 2^23): range about +-5.4, never 0 or infinite.
/// Giles 2010, "Approximating the erfinv function", single precision; times sqrt 2. `square_root` is V's.
template <class V, class SquareRoot>
static inline V normal_quantile(IntOf<V> bits, SquareRoot square_root) {
  // An odd multiple of 2^-23 in (-1, 1): exact in float, symmetric, never 0 or +-1.
  const V x = to_real<V>(bits * 2 + (1 - (1 << 23))) * 0x1p-23f;
  const V w = V{} - log<V>((1.0f - x) * (1.0f + x));
  const V near = w - 2.5f;
  V p = V{} + 2.81022636e-08f;
  p = 3.43273939e-07f + p * near;
  p = -3.5233877e-06f + p * near;
  p = -4.39150654e-06f + p * near;
  p = 0.00021858087f + p * near;
  p = -0.00125372503f + p * near;
  p = -0.00417768164f + p * near;
  p = 0.246640727f + p * near;
  p = 1.50140941f + p * near;
  const V far = square_root(w) - 3.0f;
  V q = V{} - 0.000200214257f;
  q = 0.000100950558f + q * far;
  q = 0.00134934322f + q * far;
  q = -0.00367342844f + q * far;
  q = 0.00573950773f + q * far;
  q = -0.0076224613f + q * far;
  q = 0.00943887047f + q * far;
  q = 1.00167406f + q * far;
  q = 2.83297682f + q * far;
  return (w < V{} + 5.0f ? p : q) * x * 1.41421356f;
}

/// sin x for |x| < 8192, error below 1e-7. (Cephes sinf, one number at a time.)
static inline float sin(float x) {
  const float sign_of_x = x < 0 ? -1.0f : 1.0f;
  float magnitude = x < 0 ? -x : x;
  std::int32_t octant = static_cast<std::int32_t>(magnitude * 1.27323954473516f);
  octant += octant & 1;
  const float whole = static_cast<float>(octant);
  magnitude = ((magnitude - whole * 0.78515625f) - whole * 2.4187564849853515625e-4f) - whole * 3.77489497744594108e-8f;
  const float z = magnitude * magnitude;
  const bool use_cosine = (octant & 2) != 0;
  float y;
  if (use_cosine) {
    y = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1.0f;
  } else {
    y = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * magnitude + magnitude;
  }
  return (octant & 4) ? -sign_of_x * y : sign_of_x * y;
}

/// base^exponent by squaring: the C library's pow differs between platforms.
static inline constexpr double whole_power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base) {
    if (exponent & 1) result *= base;
  }
  return result;
}

/// cos x for |x| < 8192, error below 1e-6.
static inline float cos(float x) { return sin(x + 1.57079632679489662f); }

#if defined(HG_REAL_DOUBLE)
template <>
inline double exp<double>(double x) {
  return std::exp(x);
}
template <>
inline double log<double>(double x) {
  return std::log(x);
}
template <>
inline double sigmoid<double>(double x) {
  return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
}
template <>
inline double tanh<double>(double x) {
  return std::tanh(x);
}
template <>
inline double softplus<double>(double x) {
  return (x > 0 ? x : 0) + std::log1p(std::exp(x < 0 ? x : -x));
}
#endif

}  // namespace math
}  // namespace hourglass
