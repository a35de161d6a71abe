#include "analysis/overlap.h"

#include <algorithm>

namespace hourglass {

std::size_t OverlappingWindows::count(std::size_t places) const {
  return places <= size ? 1 : (places - size + hop - 1) / hop + 1;
}

std::vector<float> cut_into_windows(std::span<const float> signal, const OverlappingWindows& windows) {
  const std::size_t places = signal.size() / windows.channels;
  std::vector<float> values;
  values.reserve(windows.count(places) * windows.size * windows.channels);
  for (std::size_t w = 0; w < windows.count(places); ++w) {
    for (std::size_t i = 0; i < windows.size; ++i) {
      const auto place = signal.subspan(std::min(w * windows.hop + i, places - 1) * windows.channels, windows.channels);
      values.insert(values.end(), place.begin(), place.end());
    }
  }
  return values;
}

std::vector<float> join_windows(std::span<const float> values, std::size_t places, const OverlappingWindows& windows) {
  const std::size_t channels = windows.channels;
  std::vector<float> sums(places * channels), weights(places);
  for (std::size_t w = 0; w < windows.count(places); ++w) {
    for (std::size_t i = 0; i < windows.size && w * windows.hop + i < places; ++i) {
      const std::size_t place = w * windows.hop + i;
      const auto weight = static_cast<float>(std::min(i + 1, windows.size - i));
      weights[place] += weight;
      for (std::size_t c = 0; c < channels; ++c)
        sums[place * channels + c] += weight * values[(w * windows.size + i) * channels + c];
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] /= weights[i / channels];
  return sums;
}

}  // namespace hourglass
