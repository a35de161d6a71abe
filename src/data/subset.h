// A selection of the training images of another set.
#pragma once

#include <vector>

#include "core/error.h"
#include "data/derived_set.h"

namespace hourglass {

/// Training images by their indices in the source; the held-out split is the source's.
class Subset : public DerivedSet {
 public:
  /// At least one index, each below the source's number of training images.
  Subset(std::shared_ptr<const Dataset> source, std::vector<std::uint32_t> indices)
      : DerivedSet(std::move(source)), indices_(std::move(indices)) {}

  /// The training images with one label, in the source's order. Refuses data without labels (data-no-labels) and a
  /// label that no training image has (data-no-such-class).
  static Result<std::shared_ptr<const Dataset>> of_class(std::shared_ptr<const Dataset> source, int label);
  /// The first `limit` training images, or the source itself if it has no more than that.
  static std::shared_ptr<const Dataset> first(std::shared_ptr<const Dataset> source, std::uint32_t limit);

  std::uint32_t count(Split split) const override;
  void read(Split split, std::uint32_t index, float* pixels) const override;
  int label(Split split, std::uint32_t index) const override;
  void read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const override;

 private:
  std::uint32_t place(Split split, std::uint32_t index) const {
    return split == Split::kTraining ? indices_[index] : index;
  }

  std::vector<std::uint32_t> indices_;
};

}  // namespace hourglass
