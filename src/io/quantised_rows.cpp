#include "io/quantised_rows.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

constexpr float kMost = 127;

}  // namespace

QuantisedRows quantise_rows(std::span<const float> values, std::size_t rows) {
  QuantisedRows quantised;
  const std::size_t length = rows == 0 ? 0 : values.size() / rows;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::span<const float> row = values.subspan(r * length, length);
    float largest = 0;
    for (const float value : row) largest = std::max(largest, std::fabs(value));
    const float scale = largest / kMost;
    quantised.scales.push_back(scale);
    for (const float value : row)
      quantised.wholes.push_back(scale > 0 ? std::clamp(std::round(value / scale), -kMost, kMost) : 0.0f);
  }
  return quantised;
}

void scale_rows(std::span<float> values, std::span<const float> scales) {
  const std::size_t length = scales.empty() ? 0 : values.size() / scales.size();
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= scales[i / length];
}

}  // namespace hourglass
