#include "data/subset.h"

#include <algorithm>
#include <numeric>

namespace hourglass {

Result<std::shared_ptr<const Dataset>> Subset::of_class(std::shared_ptr<const Dataset> source, int label) {
  if (source->labels().empty()) {
    return Error{"data-no-labels", source->name(), "", "images with labels", "none"};
  }
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < source->count(Split::kTraining); ++i) {
    if (source->label(Split::kTraining, i) == label) indices.push_back(i);
  }
  if (indices.empty()) {
    return Error{"data-no-such-class", source->name(), "", "training images of class " + std::to_string(label), "none"};
  }
  return std::shared_ptr<const Dataset>(std::make_shared<Subset>(std::move(source), std::move(indices)));
}

std::shared_ptr<const Dataset> Subset::first(std::shared_ptr<const Dataset> source, std::uint32_t limit) {
  if (limit >= source->count(Split::kTraining)) return source;
  std::vector<std::uint32_t> indices(limit);
  std::iota(indices.begin(), indices.end(), 0u);
  return std::make_shared<Subset>(std::move(source), std::move(indices));
}

std::uint32_t Subset::count(Split split) const {
  return split == Split::kTraining ? static_cast<std::uint32_t>(indices_.size()) : base().count(split);
}

void Subset::read(Split split, std::uint32_t index, float* pixels) const {
  base().read(split, place(split, index), pixels);
}

int Subset::label(Split split, std::uint32_t index) const { return base().label(split, place(split, index)); }

void Subset::read_in_pass(std::uint32_t index, std::uint64_t pass, float* pixels) const {
  base().read_in_pass(indices_[index], pass, pixels);
}

}  // namespace hourglass
