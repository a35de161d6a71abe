// How the numbers of a set become features: a scaling fitted to its training samples.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "data/given_set.h"

namespace hourglass {

enum class Scale {
  kUnit,      ///< (number - smallest) / (largest - smallest)
  kStandard,  ///< (number - mean) / standard deviation
  kNone,
};

/// A row of the table of scales.
struct ScaleRow {
  Scale kind;
  std::string_view id;
  std::string_view blurb;
};

/// All scales, in the order of Scale.
std::span<const ScaleRow> scales();

/// The scaling of `samples.numbers`, fitted to the samples `training`: one offset and factor per numeric column of a
/// table, whose categories stay as they are, else one for all features. Missing values do not count; where all values
/// are equal the factor is 1. Empty (numbers stay as they are) for kNone, for text, and for kUnit where images lie in
/// [0, 1] already.
Scaling fit_scaling(const StoredSamples& samples, std::span<const std::uint32_t> training,
                    const DataDescription& description, Scale scale);

/// Replaces each number by its feature.
void apply_scaling(const Scaling& scaling, StoredSamples& samples);

}  // namespace hourglass
