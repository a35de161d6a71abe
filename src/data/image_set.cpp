#include "data/image_set.h"

#include <algorithm>

#include "core/assert.h"
#include "core/random.h"

namespace hourglass {
namespace {

std::string text_of(const Shape& shape) {
  return std::to_string(shape.height) + " x " + std::to_string(shape.width) + " x " + std::to_string(shape.channels);
}

Status check_labels(const LabelledImages& part) {
  if (!part.labels || part.labels->labels.size() == part.images.count) return Done{};
  return Error{"idx-count-mismatch", part.labels_source, "byte 4",
               std::to_string(part.images.count) + " labels for the images of " + part.source,
               std::to_string(part.labels->labels.size())};
}

Status check_held_out(const LabelledImages& training, const LabelledImages& held_out) {
  if (held_out.images.shape == training.images.shape) return check_labels(held_out);
  return Error{"idx-shape-mismatch", held_out.source, "byte 8", "images of " + text_of(training.images.shape),
               text_of(held_out.images.shape)};
}

/// The labels of both parts, ascending and without duplicates.
std::vector<int> labels_of(const LabelledImages& training, const std::optional<LabelledImages>& held_out) {
  bool occurs[UINT8_MAX + 1] = {};
  const auto mark = [&](const LabelledImages& part) {
    if (!part.labels) return;
    for (std::uint8_t label : part.labels->labels) occurs[label] = true;
  };
  mark(training);
  if (held_out) mark(*held_out);
  std::vector<int> labels;
  for (int label = 0; label <= UINT8_MAX; ++label) {
    if (occurs[label]) labels.push_back(label);
  }
  return labels;
}

}  // namespace

Result<std::shared_ptr<const ImageSet>> ImageSet::make(std::string name, LabelledImages training,
                                                       std::optional<LabelledImages> held_out, std::uint64_t seed) {
  if (const Status labels = check_labels(training); !labels) return labels.error();
  if (held_out) {
    if (const Status fits = check_held_out(training, *held_out); !fits) return fits.error();
  } else if (training.images.count < 2) {
    return Error{"data-too-few", training.source, "byte 4", "at least 2 images, one of them to be held out",
                 std::to_string(training.images.count)};
  }
  // Not make_shared: the constructor is private.
  std::shared_ptr<ImageSet> set(new ImageSet(std::move(name), std::move(training), std::move(held_out)));
  if (!set->held_out_) set->hold_out_by_seed(seed);
  return std::shared_ptr<const ImageSet>(std::move(set));
}

ImageSet::ImageSet(std::string name, LabelledImages training, std::optional<LabelledImages> held_out)
    : name_(std::move(name)),
      shape_(training.images.shape),
      labels_(labels_of(training, held_out)),
      training_(std::move(training)),
      held_out_(std::move(held_out)) {}

void ImageSet::hold_out_by_seed(std::uint64_t seed) {
  order_.resize(training_.images.count);
  shuffled_indices({seed, Stream::kSplit, 0}, order_);
  held_out_count_ = std::max(1u, training_.images.count / 7);
}

std::uint32_t ImageSet::count(Split split) const {
  if (split == Split::kHeldOut) return held_out_ ? held_out_->images.count : held_out_count_;
  return training_.images.count - held_out_count_;
}

ImageSet::Place ImageSet::place(Split split, std::uint32_t index) const {
  HG_ASSERT(index < count(split), "a sample's index lies beyond its split");
  if (held_out_) return {split == Split::kHeldOut ? *held_out_ : training_, index};
  return {training_, order_[split == Split::kHeldOut ? index : held_out_count_ + index]};
}

void ImageSet::read(Split split, std::uint32_t index, float* pixels) const {
  const Place at = place(split, index);
  const auto size = static_cast<std::size_t>(shape_.features());
  const std::uint8_t* bytes = at.part.images.pixels.data() + at.index * size;
  for (std::size_t i = 0; i < size; ++i) pixels[i] = static_cast<float>(bytes[i]) / 255.0f;
}

int ImageSet::label(Split split, std::uint32_t index) const {
  const Place at = place(split, index);
  return at.part.labels ? at.part.labels->labels[at.index] : kNoLabel;
}

}  // namespace hourglass
