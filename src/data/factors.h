// The known causes of a generated picture, for scores that ask whether a code finds them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/random.h"

namespace hourglass {

enum class Split;

/// One cause of variation, such as a shape's kind (discrete) or its size (continuous).
struct Factor {
  std::string_view name;
  /// The names of a discrete factor's values, which are 0, 1, ...; empty: the value is continuous, in [0, 1).
  std::span<const std::string_view> choices = {};

  bool is_discrete() const { return !choices.empty(); }
};

/// A data set whose samples are determined by a few factors. They are independent of each other, and each is uniformly
/// distributed: what the mutual information gap (Chen et al. 2018, "Isolating sources of disentanglement in variational
/// autoencoders") and the FactorVAE score (Kim and Mnih 2018, "Disentangling by factorising") need.
class FactorSource {
 public:
  virtual ~FactorSource() = default;

  /// All factors. A sample's values are one float for each, in this order; those of discrete factors are whole.
  virtual std::span<const Factor> factor_table() const = 0;
  /// Writes the values of sample `index` (below count) of the data set.
  virtual void factor_values(Split split, std::uint32_t index, float* values) const = 0;
  /// Draws the sample that `values` determine, shape().features() values in [0, 1], as Dataset::read does. Continuous
  /// values may be 1 too.
  virtual void draw_from_factors(std::span<const float> values, float* pixels) const = 0;
};

/// Draws a value for each factor.
void draw_factor_values(std::span<const Factor> factors, Random& random, float* values);

}  // namespace hourglass
