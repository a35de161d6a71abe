// The interface of every data set: labelled samples of one shape, in two splits that never mix.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/shape.h"
#include "data/description.h"

namespace hourglass {

enum class Split { kTraining, kHeldOut };

/// The label of a sample that has none.
inline constexpr int kNoLabel = -1;
/// The largest label of any set: one-hot vectors are indexed by labels.
inline constexpr int kLargestLabel = 65535;

class ExtendedSet;

/// The description of images whose values are pixels as they are.
const DataDescription& image_description();
class FactorSource;

/// A finite set of samples. Reading is const, may be done from several threads at once, and always gives the same
/// sample for the same index.
class Dataset {
 public:
  virtual ~Dataset() = default;

  /// Short name for people, such as "digits" or a file's name.
  virtual const std::string& name() const = 0;
  virtual Shape shape() const = 0;
  /// What the samples are; by default images whose values are pixels as they are.
  virtual const DataDescription& description() const { return image_description(); }
  /// Samples in the split; at least 1 in each.
  virtual std::uint32_t count(Split split) const = 0;
  /// The labels that occur in either split, ascending and without duplicates; empty if no sample has one. They need not
  /// begin at 0 and may have gaps: EMNIST's letters are 1 .. 26.
  virtual const std::vector<int>& labels() const = 0;
  /// The largest label + 1: the width of a one-hot vector indexed by label; 0 without labels.
  int label_bound() const { return labels().empty() ? 0 : labels().back() + 1; }
  /// Writes sample `index` (below count) to `pixels`: shape().features() values, in [0, 1] unless the description's
  /// scaling says otherwise.
  virtual void read(Split split, std::uint32_t index, float* pixels) const = 0;
  /// The sample's label, or kNoLabel.
  virtual int label(Split split, std::uint32_t index) const = 0;

  /// Writes a training sample as it is in pass `pass` (0, 1, ...) over the data. Differs from `read` only where a
  /// transform changes the images at random in every pass (Shifted).
  virtual void read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const {
    (void)pass;
    read(Split::kTraining, index, pixels);
  }
  /// The set that this one transforms, or null.
  virtual std::shared_ptr<const Dataset> source() const { return nullptr; }
  /// This set if it is an ExtendedSet, else null.
  virtual const ExtendedSet* as_extended() const { return nullptr; }
  /// The factors that determine each sample, where they are known, else null. Transforms have none: ask their source.
  virtual const FactorSource* factors() const { return nullptr; }
};

/// Labels as text for messages, consecutive ones as a range: "0 to 9", "1 to 3, 7".
std::string labels_text(const std::vector<int>& labels);

}  // namespace hourglass
