// The number types of a file's tensors, and their conversion from and to float32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hourglass {

enum class TensorType : std::uint8_t {
  kF32,   ///< IEEE 754 binary32
  kF16,   ///< IEEE 754 binary16: 5 bits of exponent, 10 of fraction
  kBF16,  ///< the upper half of a binary32
  kI8,    ///< whole numbers from -128 to 127
};

struct TensorTypeRow {
  TensorType kind;
  std::string_view name;  ///< as safetensors call it
  std::size_t size;       ///< bytes of one value
};
/// In TensorType's order.
const TensorTypeRow& tensor_type_row(TensorType type);

/// The type that safetensors call `name`, such as "F16"; nullopt for other names.
std::optional<TensorType> tensor_type(std::string_view name);

/// The value of these bits. Exact; NaN stays NaN, and infinity stays infinity.
float from_f16(std::uint16_t bits);
float from_bf16(std::uint16_t bits);
/// The bits of the nearest binary16, of two equally near the even one. Beyond the largest (65504) it is that one; NaN
/// stays NaN.
std::uint16_t to_f16(float value);

}  // namespace hourglass
