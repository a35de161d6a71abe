// Samples on their way to a file.
#pragma once

#include <span>

#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

/// Samples one after the other, features as the description has them: scaled, and for categories and symbols one
/// feature each, or their probabilities. Writers undo the scaling and write the most probable category by its name.
struct WrittenSamples {
  const DataDescription& description;
  Shape shape;
  std::span<const float> values;     ///< features x count
  std::span<const int> labels = {};  ///< one per sample, kNoLabel for none; or empty

  std::size_t count() const { return values.size() / static_cast<std::size_t>(shape.features()); }
  std::span<const float> sample(std::size_t index) const {
    const auto features = static_cast<std::size_t>(shape.features());
    return values.subspan(index * features, features);
  }
  /// The number that a feature of a sample stands for, in the file's unit.
  float number(std::size_t index, std::size_t feature) const {
    return description.scaling.number(sample(index)[feature], feature);
  }
};

}  // namespace hourglass
