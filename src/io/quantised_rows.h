// Weights as whole numbers of 8 bits.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hourglass {

/// value = whole * scale of its row. Symmetric: no offset, so that 0 stays 0 (Jacob et al., Quantization and Training
/// of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, with one scale for each row).
struct QuantisedRows {
  std::vector<float> wholes;  ///< from -127 to 127
  std::vector<float> scales;  ///< the row's largest magnitude over 127
};

/// `values` are `rows` rows of equal length; the nearest whole numbers.
QuantisedRows quantise_rows(std::span<const float> values, std::size_t rows);

/// Multiplies each of the rows by its scale.
void scale_rows(std::span<float> values, std::span<const float> scales);

}  // namespace hourglass
