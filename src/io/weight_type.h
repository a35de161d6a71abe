// The table of what a file's weights may be stored as.
#pragma once

#include <span>
#include <string_view>

namespace hourglass {

enum class WeightType { kF32, kF16, kInt8 };
struct WeightTypeRow {
  WeightType kind;
  std::string_view id;
  int bytes;  ///< of one weight
};
/// In WeightType's order.
std::span<const WeightTypeRow> weight_types();

/// Whether a tensor of so many axes is stored as another type; biases, norms and statistics, which have one, stay as
/// they are.
constexpr bool is_stored_smaller(std::size_t axes) { return axes > 1; }

}  // namespace hourglass
