#include "session/batch.h"

#include "core/assert.h"

namespace hourglass {

Batch::Batch(int features, int capacity, BatchLabels labels)
    : features_(static_cast<std::size_t>(features)),
      pixels_(features_ * static_cast<std::size_t>(capacity)),
      labels_(labels == BatchLabels::kOfEachSample ? static_cast<std::size_t>(capacity) : 0) {}

void Batch::append(const Dataset& data, Split split, std::uint32_t index) {
  data.read(split, index, next_column());
  finish_column(data.label(split, index));
}

void Batch::append_in_pass(const Dataset& data, std::uint32_t index, std::uint64_t epoch) {
  data.read_in_pass(index, epoch, next_column());
  finish_column(data.label(Split::kTraining, index));
}

void Batch::finish_column(int label) {
  HG_ASSERT(static_cast<std::size_t>(size_) * features_ < pixels_.size(), "a batch has no room for another sample");
  if (!labels_.empty()) labels_[static_cast<std::size_t>(size_)] = label;
  ++size_;
}

void Batch::drop_labels(double share, const RandomKey& key) {
  Random random(key);
  for (int& label : labels_) {
    if (static_cast<double>(random.uniform()) < share) label = kNoLabel;
  }
}

}  // namespace hourglass
