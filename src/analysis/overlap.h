// Long signals in pieces: cut into windows that overlap, and put together again.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hourglass {

/// Windows of `size` places, `hop` places apart, each place of `channels` values.
struct OverlappingWindows {
  std::size_t size = 0;  ///< at least 1
  std::size_t hop = 0;   ///< 1 to size
  std::size_t channels = 1;

  /// How many windows cover so many places; one at least. The last one reaches beyond the end by less than a hop.
  std::size_t count(std::size_t places) const;
};

/// All windows of a signal, one after the other. Beyond the signal's end its last place is repeated. `signal` has at
/// least one place.
std::vector<float> cut_into_windows(std::span<const float> signal, const OverlappingWindows& windows);

/// The signal of `places` places of such windows: where several cover a place, their mean, weighted by how far the
/// place is from the window's edges (a triangle), so that no seam is seen or heard.
std::vector<float> join_windows(std::span<const float> values, std::size_t places, const OverlappingWindows& windows);

}  // namespace hourglass
