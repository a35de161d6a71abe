// A few labelled samples out of many, equally many of each label.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hourglass {

/// Indices of `per_class` samples of each label, drawn by seed without replacement, in random order; of a label with
/// fewer samples all. With 0, of all samples that have a label. Samples without a label (kNoLabel) are never drawn. The
/// draw depends on labels and seed alone, and a smaller subset of the same seed is part of a larger one.
std::vector<std::uint32_t> labelled_subset(std::span<const int> labels, std::uint32_t per_class, std::uint64_t seed);

}  // namespace hourglass
