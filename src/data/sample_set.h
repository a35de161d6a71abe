// A data set of samples held in memory as bytes or numbers, with or without labels.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "data/dataset.h"
#include "data/given_set.h"
#include "data/scale.h"

namespace hourglass {

class SampleSet : public Dataset {
 public:
  /// Takes ownership of the samples. Without a held-out part, one sample in seven (at least one) is held out; the
  /// choice depends only on `seed` and the number of samples. Numbers are scaled as `scale` says, fitted to the
  /// training split, unless the description has a scaling already; bytes never are. Refuses a number of labels other
  /// than that of the samples (data-count-mismatch), a held-out part of another shape (data-split-mismatch), labels
  /// outside of kNoLabel .. kLargestLabel (data-bad-label), infinite or huge numbers and, outside of tables, NaN
  /// (array-not-finite), and fewer than
  /// two samples where one must be held out (data-too-few).
  static Result<std::shared_ptr<const Dataset>> make(GivenSet given, std::uint64_t seed, Scale scale = Scale::kUnit);

  const std::string& name() const override { return given_.name; }
  Shape shape() const override { return given_.training.samples.shape; }
  const DataDescription& description() const override { return given_.description; }
  std::uint32_t count(Split split) const override;
  const std::vector<int>& labels() const override { return labels_; }
  void read(Split split, std::uint32_t index, float* values) const override;
  int label(Split split, std::uint32_t index) const override;

 private:
  /// Where a sample of a split is stored.
  struct Place {
    const SamplePart& part;
    std::size_t index;
  };

  explicit SampleSet(GivenSet given);
  void hold_out_by_seed(std::uint64_t seed);
  /// The indices of the training samples among those of the training part, in their order.
  std::vector<std::uint32_t> training_order() const;
  void scale_numbers(Scale scale);
  /// Finds out whether values of a table are missing, and what stands for them.
  void describe_missing();
  Place place(Split split, std::uint32_t index) const;

  GivenSet given_;
  std::vector<int> labels_;
  /// Without a held-out part: a permutation of the samples; the first `held_out_count_` of it are held out.
  std::vector<std::uint32_t> order_;
  std::uint32_t held_out_count_ = 0;
};

}  // namespace hourglass
