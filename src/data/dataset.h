// What every data set offers: labelled samples of one shape, in two splits that never mix.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/shape.h"

namespace hourglass {

enum class Split { kTraining, kHeldOut };

/// A label that a data set without labels gives.
inline constexpr int kNoLabel = -1;

class ExtendedSet;

/// A finite or endless set of samples. Reading is const, may be done from several threads at once, and gives the
/// same sample for the same index always.
class Dataset {
 public:
  virtual ~Dataset() = default;

  /// Short name as shown to people, such as "digits" or a file's name.
  virtual const std::string& name() const = 0;
  virtual Shape shape() const = 0;
  /// Samples in the split; at least 1 in each.
  virtual std::uint32_t count(Split split) const = 0;
  /// Number of classes (labels are 0 .. classes-1), or 0 where there are no labels.
  virtual int classes() const = 0;
  /// Writes sample `index` (below count) to `pixels`: shape().features() values in [0, 1].
  virtual void read(Split split, std::uint32_t index, float* pixels) const = 0;
  /// The sample's label, or kNoLabel.
  virtual int label(Split split, std::uint32_t index) const = 0;

  /// The training sample as the `pass`-th pass over the data (0, 1, ...) sees it: another picture in every pass where
  /// samples are moved at random, else as `read` gives it.
  virtual void read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const {
    (void)pass;
    read(Split::kTraining, index, pixels);
  }
  /// The set that this one changes, or null where it stands for itself.
  virtual std::shared_ptr<const Dataset> source() const { return nullptr; }
  /// This set where it is an ExtendedSet, else null.
  virtual const ExtendedSet* as_extended() const { return nullptr; }
};

}  // namespace hourglass
