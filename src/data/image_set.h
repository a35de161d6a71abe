// A data set of images held in memory as bytes, with or without labels.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "data/dataset.h"
#include "data/idx.h"

namespace hourglass {

/// Images, either all with labels or all without.
struct LabelledImages {
  IdxImages images;
  std::optional<IdxLabels> labels;
  std::string source = {};         ///< the file of the images, for errors
  std::string labels_source = {};  ///< the file of the labels
};

/// A pixel byte b reads as b / 255.
class ImageSet : public Dataset {
 public:
  /// Takes ownership of the images. Without a held-out part, one image in seven (at least one) is held out; the choice
  /// depends only on `seed` and the number of images. Refuses a number of labels other than that of the images
  /// (idx-count-mismatch), a held-out part of another shape (idx-shape-mismatch), and fewer than two images where one
  /// must be held out (data-too-few).
  static Result<std::shared_ptr<const ImageSet>> make(std::string name, LabelledImages training,
                                                      std::optional<LabelledImages> held_out, std::uint64_t seed);

  const std::string& name() const override { return name_; }
  Shape shape() const override { return shape_; }
  std::uint32_t count(Split split) const override;
  const std::vector<int>& labels() const override { return labels_; }
  void read(Split split, std::uint32_t index, float* pixels) const override;
  int label(Split split, std::uint32_t index) const override;

 private:
  /// Where a sample of a split is stored.
  struct Place {
    const LabelledImages& part;
    std::size_t index;
  };

  ImageSet(std::string name, LabelledImages training, std::optional<LabelledImages> held_out);
  void hold_out_by_seed(std::uint64_t seed);
  Place place(Split split, std::uint32_t index) const;

  std::string name_;
  Shape shape_;
  std::vector<int> labels_;
  LabelledImages training_;
  std::optional<LabelledImages> held_out_;
  /// Without a held-out part: a permutation of the images; the first `held_out_count_` of it are held out.
  std::vector<std::uint32_t> order_;
  std::uint32_t held_out_count_ = 0;
};

}  // namespace hourglass
