// Samples in three clusters, with what scikit-learn finds in them (tests/fixtures/make_grouping.py).
#pragma once

#include "analysis/samples.h"
#include "core/random.h"
#include "support/fixture.h"

namespace hourglass {

inline Samples samples_of(const nlohmann::json& values, int features, const nlohmann::json& labels) {
  Samples samples{features, 0, floats(values), labels.get<std::vector<int>>()};
  samples.count = static_cast<std::uint32_t>(samples.values.size() / static_cast<std::size_t>(features));
  return samples;
}

inline Samples fixture_samples(const nlohmann::json& fixture) {
  return samples_of(fixture.at("samples"), fixture.at("features"), fixture.at("labels"));
}

inline Compute portable_compute(int threads) {
  return {*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, threads};
}

/// `count` samples of three values around `clusters` distant centres, which take turns.
inline Samples distant_clusters(std::uint32_t count, int clusters) {
  Samples samples{3, count, {}, {}};
  for (std::uint32_t n = 0; n < count; ++n) {
    Random random({2, Stream::kTest, n});
    const int label = static_cast<int>(n) % clusters;
    samples.labels.push_back(label);
    for (int i = 0; i < 3; ++i)
      samples.values.push_back(static_cast<float>(i == label % 3 ? 10 + 10 * (label / 3) : 0) + random.normal());
  }
  return samples;
}

}  // namespace hourglass
