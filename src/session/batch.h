// The samples of one pass through the network: pixels, and labels if the network is conditional.
#pragma once

#include <cstdint>
#include <vector>

#include "core/buffer.h"
#include "core/random.h"
#include "core/real.h"
#include "data/dataset.h"

namespace hourglass {

enum class BatchLabels { kNone, kOfEachSample };

/// Holds up to `capacity` samples, features x size. Allocates all memory at construction.
class Batch {
 public:
  Batch(int features, int capacity, BatchLabels labels);

  void clear() { size_ = 0; }
  /// Appends a sample as the data set holds it (`append`), or a training sample as it is in epoch `epoch`
  /// (`append_in_pass`), where transforms may change it in every epoch.
  void append(const Dataset& data, Split split, std::uint32_t index);
  void append_in_pass(const Dataset& data, std::uint32_t index, std::uint64_t epoch);
  /// Hides each label from the network with probability `share`; encoder and decoder see the same labels.
  void drop_labels(double share, const RandomKey& key);

  int size() const { return size_; }
  const Real* pixels() const { return pixels_.data(); }
  /// One per sample, kNoLabel where the label is hidden; null if the batch holds no labels.
  const int* labels() const { return labels_.empty() ? nullptr : labels_.data(); }

 private:
  Real* next_column() { return pixels_.data() + static_cast<std::size_t>(size_) * features_; }
  void finish_column(int label);

  std::size_t features_;
  Buffer<Real> pixels_;
  std::vector<int> labels_;
  int size_ = 0;
};

}  // namespace hourglass
