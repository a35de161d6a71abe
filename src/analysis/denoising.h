// Noise, and how clean samples are.
#pragma once

#include <optional>
#include <vector>

#include "analysis/sample_inference.h"
#include "analysis/samples.h"
#include "autoencoder/corruption.h"

namespace hourglass {

struct Noise {
  CorruptionKind kind = CorruptionKind::kGaussian;
  double strength = 0.5;   ///< its meaning stands in the corruption's row
  std::uint64_t seed = 1;  ///< of the draws; a sample's noise depends on the seed and its index in the split alone
  std::vector<CategoryGroup> groups = {};  ///< features that are categories
};

/// The samples with noise added; values may leave [0, 1]. Missing values stay missing unless the noise replaces them.
Samples with_noise(const Samples& samples, Shape shape, const Noise& noise, const Compute& compute);

/// How close samples are to the clean ones, in the terms of their kind.
struct Cleanness {
  std::optional<double> psnr_db;             ///< of images
  std::optional<double> signal_to_noise_db;  ///< of signals, as in SampleFigures
  std::optional<double> number_error;        ///< of tables: root mean square error of all numeric features, scaled
  std::optional<double> right;               ///< of tables and texts: share of right categories or symbols
};
/// Missing values of `clean` do not count.
Cleanness cleanness(const DataDescription& description, const Shape& shape, const Samples& clean, const Samples& given);

}  // namespace hourglass
