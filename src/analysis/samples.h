// Samples in memory with their labels: pixels, or the codes of pixels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "autoencoder/principal_components.h"
#include "core/compute.h"
#include "data/dataset.h"

namespace hourglass {

/// A matrix of features x count values, sample after sample.
struct Samples {
  int features = 0;
  std::uint32_t count = 0;
  std::vector<float> values;
  std::vector<int> labels;  ///< one per sample, kNoLabel where the data has none; or empty

  const float* sample(std::uint32_t n) const {
    return values.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(features);
  }
};

/// The pixels and labels of the first `most` images of a split; with 0, of all of them.
Samples read_samples(const Dataset& data, Split split, std::uint32_t most = 0);

/// The samples with these indices, in that order; labels go along.
Samples pick_samples(const Samples& samples, std::span<const std::uint32_t> indices);

/// Replaces missing values by `stand_ins`, one for each feature.
void fill_missing(std::span<const float> stand_ins, Samples& samples);
/// Replaces missing values by what an encoder receives for them (missing_features).
void fill_missing(const DataDescription& description, Samples& samples);

/// Mean and standard deviation (population) of every feature.
struct FeatureStatistics {
  std::vector<double> mean, deviation;
};
FeatureStatistics feature_statistics(const Samples& samples);
/// Subtracts the mean and divides by the deviation; a feature that never varied becomes 0.
void standardise(Samples& samples, const FeatureStatistics& statistics);
/// Multiplies standardised features by their deviations again, over one number that makes the mean variance 1.
void restore_proportions(Samples& samples, const FeatureStatistics& statistics);

}  // namespace hourglass
