// The number types of a file's tensors, and their conversion to float32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hourglass {

enum class FloatType : std::uint8_t {
  kF32,   ///< IEEE 754 binary32
  kF16,   ///< IEEE 754 binary16: 5 bits of exponent, 10 of fraction
  kBF16,  ///< the upper half of a binary32
};

/// The type that safetensors calls `name`, such as "F16"; nullopt for other names.
std::optional<FloatType> float_type(std::string_view name);
/// Bytes of one value.
std::size_t size_of(FloatType type);

/// The value of these bits. Exact; NaN stays NaN, and infinity stays infinity.
float from_f16(std::uint16_t bits);
float from_bf16(std::uint16_t bits);

}  // namespace hourglass
