#include "io/tensor_type.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr TensorTypeRow kTypes[] = {
    {TensorType::kF32, "F32", 4},
    {TensorType::kF16, "F16", 2},
    {TensorType::kBF16, "BF16", 2},
    {TensorType::kI8, "I8", 1},
};
static_assert(in_enum_order(kTypes));

constexpr float kLargestF16 = 65504, kLeastNormalF16 = 0x1p-14f;

}  // namespace

const TensorTypeRow& tensor_type_row(TensorType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::optional<TensorType> tensor_type(std::string_view name) {
  for (const TensorTypeRow& row : kTypes) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

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

std::uint16_t to_f16(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value), sign = bits >> 16 & 0x8000u;
  if (value != value) return static_cast<std::uint16_t>(sign | 0x7e00u);
  const float magnitude = std::min(std::fabs(value), kLargestF16);
  // Below the normal numbers all are multiples of the same one; adding 0.5 makes the sum's last bit worth that much,
  // and rounds.
  if (magnitude < kLeastNormalF16)
    return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(magnitude + 0.5f) - 0x3f000000u));
  const std::uint32_t whole = std::bit_cast<std::uint32_t>(magnitude), last = whole >> 13 & 1u;
  return static_cast<std::uint16_t>(sign | (((whole + 0xfffu + last) >> 13) - (112u << 10)));
}

}  // namespace hourglass
