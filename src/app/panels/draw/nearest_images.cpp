#include "app/panels/draw/nearest_images.h"

#include <algorithm>

namespace hourglass {
namespace {

/// Images per slice: a fraction of a millisecond.
constexpr std::uint32_t kSlice = 256;

/// In eight sums, which a compiler can keep in one vector; stops once the sum is above `limit`.
float squared_distance(const std::vector<float>& a, const std::vector<float>& b, float limit) {
  float sum = 0;
  std::size_t i = 0;
  for (; i + 112 <= a.size() && sum < limit; i += 112) {
    float sums[8] = {};
    for (std::size_t j = 0; j < 112; j += 8) {
      for (std::size_t k = 0; k < 8; ++k) {
        const float difference = a[i + j + k] - b[i + j + k];
        sums[k] += difference * difference;
      }
    }
    for (float one : sums) sum += one;
  }
  for (; i < a.size() && sum < limit; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace

void NearestImagesTask::look_for(const std::vector<float>& pixels) {
  if (working() || pixels == wanted_) return;
  wanted_ = pixels;
  changed();
}

void NearestImagesTask::begin(const Snapshot& snapshot) {
  searched_ = wanted_;
  sample_.resize(static_cast<std::size_t>(snapshot.data->shape().features()));
  next_.clear();
  at_ = 0;
}

void NearestImagesTask::consider(const Dataset& data, std::uint32_t index) {
  data.read(Split::kTraining, index, sample_.data());
  const bool full = next_.size() == kMost;
  const float limit = full ? next_.back().distance : 1e30f;
  const float distance = squared_distance(searched_, sample_, limit);
  if (distance >= limit) return;
  if (full) next_.pop_back();
  const auto place = std::upper_bound(next_.begin(), next_.end(), distance,
                                      [](float d, const Neighbour& other) { return d < other.distance; });
  next_.insert(place, {index, data.label(Split::kTraining, index), distance, sample_});
}

BackgroundTask::Progress NearestImagesTask::advance(Inference&, const Snapshot& snapshot) {
  const Dataset& data = *snapshot.data;
  if (searched_.size() != sample_.size()) return Progress::kFailed;
  const std::uint32_t end = std::min(at_ + kSlice, data.count(Split::kTraining));
  for (; at_ < end; ++at_) consider(data, at_);
  if (at_ < data.count(Split::kTraining)) return Progress::kMore;
  result_.swap(next_);
  return Progress::kDone;
}

}  // namespace hourglass
