#include "session/scorer.h"

#include <algorithm>

namespace hourglass {

void Scorer::start(Split split, std::span<const std::uint32_t> indices) {
  start(split, static_cast<std::uint32_t>(indices.size()));
  indices_ = indices;
}

void Scorer::start(Split split, std::uint32_t count) {
  split_ = split;
  indices_ = {};
  count_ = count;
  scored_ = 0;
  mean_ = {};
}

bool Scorer::advance(ModelRunner& runner, const Dataset& data, Batch& batch, HealthMeter* meter) {
  const std::uint32_t first = scored_;
  const std::uint32_t size = std::min(count_ - first, static_cast<std::uint32_t>(runner.batch()));
  if (size == 0) return true;
  batch.clear();
  for (std::uint32_t n = first; n < first + size; ++n) batch.append(data, split_, indices_.empty() ? n : indices_[n]);
  const Pass pass = runner.pass(Mode::kScoring, batch.size(), batch.labels(), first);
  mean_.add(runner.network().score(pass, batch.pixels()), static_cast<double>(size) / count_);
  if (meter) meter->add(pass, batch.pixels());
  scored_ += size;
  return scored_ >= count_;
}

}  // namespace hourglass
