#include "io/float16.h"

#include <bit>

namespace hourglass {

std::optional<FloatType> float_type(std::string_view name) {
  if (name == "F32") return FloatType::kF32;
  if (name == "F16") return FloatType::kF16;
  if (name == "BF16") return FloatType::kBF16;
  return std::nullopt;
}

std::size_t size_of(FloatType type) { return type == FloatType::kF32 ? 4 : 2; }

float from_f16(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000u) << 16, exponent = bits >> 10 & 0x1fu, fraction = bits & 0x3ffu;
  if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000u | fraction << 13);
  if (exponent == 0) {
    const float magnitude = static_cast<float>(fraction) * 0x1p-24f;
    return sign != 0 ? -magnitude : magnitude;
  }
  // The exponents' biases are 15 and 127.
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
}

float from_bf16(std::uint16_t bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }

}  // namespace hourglass
