#include "analysis/samples.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

/// Below this share of the largest deviation a feature counts as constant: rounding, not information.
constexpr double kConstant = 1e-6;

}  // namespace

Samples read_samples(const Dataset& data, Split split, std::uint32_t most) {
  Samples samples;
  samples.features = data.shape().features();
  samples.count = most > 0 ? std::min(most, data.count(split)) : data.count(split);
  samples.values.resize(static_cast<std::size_t>(samples.features) * samples.count);
  samples.labels.resize(samples.count);
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    data.read(split, n,
              samples.values.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(samples.features));
    samples.labels[n] = data.label(split, n);
  }
  return samples;
}

FeatureStatistics feature_statistics(const Samples& samples) {
  const std::size_t features = static_cast<std::size_t>(samples.features);
  FeatureStatistics s{std::vector<double>(features), std::vector<double>(features)};
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    for (std::size_t i = 0; i < features; ++i) s.mean[i] += static_cast<double>(samples.sample(n)[i]);
  }
  for (double& mean : s.mean) mean /= samples.count;
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    for (std::size_t i = 0; i < features; ++i) {
      const double difference = static_cast<double>(samples.sample(n)[i]) - s.mean[i];
      s.deviation[i] += difference * difference;
    }
  }
  for (double& deviation : s.deviation) deviation = std::sqrt(deviation / samples.count);
  return s;
}

void standardise(Samples& samples, const FeatureStatistics& statistics) {
  const std::size_t features = static_cast<std::size_t>(samples.features);
  const double largest = *std::max_element(statistics.deviation.begin(), statistics.deviation.end());
  std::vector<float> mean(features), scale(features);
  for (std::size_t i = 0; i < features; ++i) {
    const double deviation = statistics.deviation[i];
    mean[i] = static_cast<float>(statistics.mean[i]);
    scale[i] = deviation > kConstant * largest ? static_cast<float>(1 / deviation) : 0.0f;
  }
  for (std::size_t n = 0; n < samples.count; ++n) {
    float* sample = samples.values.data() + n * features;
    for (std::size_t i = 0; i < features; ++i) sample[i] = (sample[i] - mean[i]) * scale[i];
  }
}

void restore_proportions(Samples& samples, const FeatureStatistics& statistics) {
  const std::size_t features = static_cast<std::size_t>(samples.features);
  double variance = 0;
  for (double deviation : statistics.deviation) variance += deviation * deviation;
  if (variance == 0) return;
  const double root = std::sqrt(variance / static_cast<double>(features));
  std::vector<float> scale(features);
  for (std::size_t i = 0; i < features; ++i) scale[i] = static_cast<float>(statistics.deviation[i] / root);
  for (std::size_t n = 0; n < samples.count; ++n) {
    float* sample = samples.values.data() + n * features;
    for (std::size_t i = 0; i < features; ++i) sample[i] *= scale[i];
  }
}

}  // namespace hourglass
