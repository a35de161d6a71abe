#include "analysis/leading_directions.h"

#include <algorithm>
#include <cmath>

#include "analysis/dot.h"
#include "core/random.h"

namespace hourglass {
namespace {

void add_scaled(std::vector<float>& to, const float* from, float factor) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * from[i];
}

/// False where nothing is left to give a direction.
bool normalise(std::vector<float>& direction) {
  const float length = std::sqrt(dot(direction.data(), direction.data(), direction.size()));
  if (!(length > 1e-20f) || !std::isfinite(length)) return false;
  for (float& value : direction) value /= length;
  return true;
}

void begin_anew(Directions& directions, std::size_t features) {
  for (std::size_t d = 0; d < 2; ++d) {
    Random random({0, Stream::kDirections, d});
    directions[d].resize(features);
    for (float& value : directions[d]) value = random.normal();
  }
}

void orthonormalise(Directions& directions) {
  const bool first = normalise(directions[0]);
  const float overlap = dot(directions[0].data(), directions[1].data(), directions[0].size());
  if (first) add_scaled(directions[1], directions[0].data(), -overlap);
  if (!first || !normalise(directions[1])) {
    // No second direction, as with codes of one value: zeros place everything on a line.
    std::fill(directions[1].begin(), directions[1].end(), 0.0f);
  }
}

}  // namespace

void improve_directions(std::span<const float> samples, std::span<const float> mean, Directions& directions) {
  const std::size_t features = mean.size();
  if (features == 0 || samples.size() < features) return;
  if (directions[0].size() != features) begin_anew(directions, features);
  Directions next;
  for (std::size_t d = 0; d < 2; ++d) {
    next[d].assign(features, 0.0f);
    float total = 0;
    const float offset = dot(mean.data(), directions[d].data(), features);
    for (std::size_t first = 0; first + features <= samples.size(); first += features) {
      const float along = dot(samples.data() + first, directions[d].data(), features) - offset;
      add_scaled(next[d], samples.data() + first, along);
      total += along;
    }
    add_scaled(next[d], mean.data(), -total);
  }
  orthonormalise(next);
  // Where the samples do not vary at all, the old directions are as good as any.
  if (dot(next[0].data(), next[0].data(), features) > 0.5f) directions = std::move(next);
}

}  // namespace hourglass
