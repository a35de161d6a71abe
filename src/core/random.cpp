#include "core/random.h"

#include "core/math.h"

namespace hourglass {
namespace {

struct Product {
  std::uint32_t high, low;
};

Product multiply(std::uint32_t a, std::uint32_t b) {
  const std::uint64_t product = std::uint64_t{a} * b;
  return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

}  // namespace

std::array<std::uint32_t, 4> philox(const RandomKey& key, std::uint32_t block) {
  // Multipliers and Weyl constants of the paper's table 2.
  constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
  std::uint32_t k0 = static_cast<std::uint32_t>(key.seed), k1 = static_cast<std::uint32_t>(key.seed >> 32);
  std::array<std::uint32_t, 4> c = {block, static_cast<std::uint32_t>(key.stream),
                                    static_cast<std::uint32_t>(key.step),
                                    static_cast<std::uint32_t>(key.step >> 32)};
  for (int round = 0; round < 10; ++round) {
    const Product p0 = multiply(kMultiplier0, c[0]), p1 = multiply(kMultiplier1, c[2]);
    c = {p1.high ^ c[1] ^ k0, p1.low, p0.high ^ c[3] ^ k1, p0.low};
    k0 += kWeyl0;
    k1 += kWeyl1;
  }
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
  // An odd multiple of 2^-23 in (-1, 1): exact in float, symmetric, never 0 or +-1.
  const std::int32_t odd = static_cast<std::int32_t>((bits >> 9) * 2 + 1) - (1 << 23);
  const float x = static_cast<float>(odd) * 0x1p-23f;
  // Giles 2010, "Approximating the erfinv function", single precision; times sqrt 2.
  float w = -math::log<float>((1.0f - x) * (1.0f + x));
  float p;
  if (w < 5.0f) {
    w -= 2.5f;
    p = 2.81022636e-08f;
    p = 3.43273939e-07f + p * w;
    p = -3.5233877e-06f + p * w;
    p = -4.39150654e-06f + p * w;
    p = 0.00021858087f + p * w;
    p = -0.00125372503f + p * w;
    p = -0.00417768164f + p * w;
    p = 0.246640727f + p * w;
    p = 1.50140941f + p * w;
  } else {
    w = __builtin_sqrtf(w) - 3.0f;
    p = -0.000200214257f;
    p = 0.000100950558f + p * w;
    p = 0.00134934322f + p * w;
    p = -0.00367342844f + p * w;
    p = 0.00573950773f + p * w;
    p = -0.0076224613f + p * w;
    p = 0.00943887047f + p * w;
    p = 1.00167406f + p * w;
    p = 2.83297682f + p * w;
  }
  return p * x * 1.41421356f;
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
