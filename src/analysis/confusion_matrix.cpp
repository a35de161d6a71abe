#include "analysis/confusion_matrix.h"

#include <algorithm>

#include "core/assert.h"

namespace hourglass {

ConfusionMatrix confusion_matrix(std::span<const int> labels, std::span<const int> predicted) {
  HG_ASSERT(labels.size() == predicted.size(), "one prediction per label");
  ConfusionMatrix matrix;
  matrix.labels.assign(labels.begin(), labels.end());
  matrix.labels.insert(matrix.labels.end(), predicted.begin(), predicted.end());
  std::sort(matrix.labels.begin(), matrix.labels.end());
  matrix.labels.erase(std::unique(matrix.labels.begin(), matrix.labels.end()), matrix.labels.end());
  const auto place = [&](int label) {
    const auto found = std::lower_bound(matrix.labels.begin(), matrix.labels.end(), label);
    return static_cast<std::size_t>(found - matrix.labels.begin());
  };
  matrix.counts.resize(matrix.labels.size() * matrix.labels.size());
  for (std::size_t n = 0; n < labels.size(); ++n)
    ++matrix.counts[place(labels[n]) * matrix.labels.size() + place(predicted[n])];
  return matrix;
}

}  // namespace hourglass
