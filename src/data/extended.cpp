#include "data/extended.h"

#include <algorithm>
#include <string>

namespace hourglass {

Result<std::shared_ptr<const Dataset>> ExtendedSet::with(const std::shared_ptr<const Dataset>& data,
                                                         std::span<const float> pixels, int label) {
  const auto features = static_cast<std::size_t>(data->shape().features());
  if (pixels.size() != features) {
    return Error{"array-wrong-length", "image", "", std::to_string(features) + " values",
                 std::to_string(pixels.size())};
  }
  // The comparison is also false for NaN.
  if (!std::all_of(pixels.begin(), pixels.end(), [](float v) { return v >= 0 && v <= 1; })) {
    return Error{"array-out-of-range", "image", "", "values from 0 to 1", "one outside"};
  }
  if (label != kNoLabel && !std::binary_search(data->labels().begin(), data->labels().end(), label)) {
    return Error{"data-no-such-class", data->name(), "", "one of its labels, " + labels_text(data->labels()),
                 std::to_string(label)};
  }
  std::shared_ptr<const Dataset> base = data;
  while (base->source()) base = base->source();
  std::vector<Image> images;
  if (const ExtendedSet* extended = base->as_extended()) {
    images = extended->images_;
    base = extended->DerivedSet::source();
  }
  images.push_back({{pixels.begin(), pixels.end()}, label});
  return std::shared_ptr<const Dataset>(std::make_shared<ExtendedSet>(std::move(base), std::move(images)));
}

std::uint32_t ExtendedSet::count(Split split) const {
  return base().count(split) + (split == Split::kTraining ? static_cast<std::uint32_t>(images_.size()) : 0);
}

void ExtendedSet::read(Split split, std::uint32_t index, float* pixels) const {
  if (!is_added(split, index)) return base().read(split, index, pixels);
  std::copy(image(index).pixels.begin(), image(index).pixels.end(), pixels);
}

int ExtendedSet::label(Split split, std::uint32_t index) const {
  return is_added(split, index) ? image(index).label : base().label(split, index);
}

}  // namespace hourglass
