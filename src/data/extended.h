// A data set with added training images, such as the user's drawings.
#pragma once

#include <span>
#include <vector>

#include "core/error.h"
#include "data/derived_set.h"

namespace hourglass {

/// The added images follow the base set's training images. source() is null, so transforms apply to the extended set.
class ExtendedSet : public DerivedSet {
 public:
  /// Adds one image to the set that `data` transforms, and returns that set without the transforms. The image has
  /// shape().features() values in [0, 1]; its label is one of the set's labels or kNoLabel. Refuses another size
  /// (array-wrong-length), values out of range (array-out-of-range) and labels that the set lacks (data-no-such-class).
  static Result<std::shared_ptr<const Dataset>> with(const std::shared_ptr<const Dataset>& data,
                                                     std::span<const float> pixels, int label);

  std::uint32_t count(Split split) const override;
  void read(Split split, std::uint32_t index, float* pixels) const override;
  int label(Split split, std::uint32_t index) const override;
  std::shared_ptr<const Dataset> source() const override { return nullptr; }
  const ExtendedSet* as_extended() const override { return this; }

  struct Image {
    std::vector<float> pixels;
    int label;
  };
  ExtendedSet(std::shared_ptr<const Dataset> base, std::vector<Image> images)
      : DerivedSet(std::move(base)), images_(std::move(images)) {}

 private:
  bool is_added(Split split, std::uint32_t index) const {
    return split == Split::kTraining && index >= base().count(Split::kTraining);
  }
  const Image& image(std::uint32_t index) const { return images_[index - base().count(Split::kTraining)]; }

  std::vector<Image> images_;
};

}  // namespace hourglass
