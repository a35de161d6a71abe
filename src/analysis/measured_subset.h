// The part of a large set on which a figure is computed whose cost grows with the square of the samples.
#pragma once

#include <cstdint>
#include <vector>

namespace hourglass {

/// Samples of which such a figure is computed, at most.
inline constexpr std::uint32_t kMostMeasured = 5000;

/// Indices of `most` of `count` samples, drawn by seed without replacement, ascending; all where there are no more.
std::vector<std::uint32_t> measured_subset(std::uint32_t count, std::uint64_t seed, std::uint32_t most = kMostMeasured);

}  // namespace hourglass
