#include "app/panels/curves/pca_error.h"

#include <algorithm>

namespace hourglass {
namespace {

constexpr std::uint32_t kTrainingImages = 2000, kHeldOutImages = 500;
constexpr int kSlice = 32, kImprovements = 30;
/// Pixels per image; larger images would take too long.
constexpr int kMostFeatures = 1024;

}  // namespace

PcaErrorTask::PcaErrorTask() : compute_(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1) {}

void PcaErrorTask::begin(const Snapshot&) {
  plane_ = {};
  phase_ = Phase::kGrow;
  at_ = 0;
  improvements_ = 0;
  error_ = 0;
}

/// Reads the next slice of a split into samples_; returns the number of images.
int PcaErrorTask::read(const Dataset& data, Split split, std::uint32_t most) {
  const std::uint32_t all = std::min(most, data.count(split));
  const int count = static_cast<int>(std::min<std::uint32_t>(kSlice, all - at_));
  const auto features = static_cast<std::size_t>(data.shape().features());
  samples_.resize(features * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    data.read(split, at_ + static_cast<std::uint32_t>(i), samples_.data() + static_cast<std::size_t>(i) * features);
  }
  at_ += static_cast<std::uint32_t>(count);
  return count;
}

BackgroundTask::Progress PcaErrorTask::advance(Inference&, const Snapshot& snapshot) {
  const int rank = code_size(snapshot.model), features = snapshot.data->shape().features();
  if (rank < 1 || rank > kLargestCode || features > kMostFeatures) return Progress::kFailed;
  if (phase_ == Phase::kGrow) {
    if (plane_.rank() == 0) plane_ = Subspace(features, rank);
    if (plane_.grow()) phase_ = Phase::kAdd;
  } else if (phase_ == Phase::kAdd) {
    if (const int count = read(*snapshot.data, Split::kTraining, kTrainingImages); count > 0) {
      plane_.add(compute_, samples_.data(), count);
      return Progress::kMore;
    }
    plane_.prepare();
    phase_ = Phase::kImprove;
    at_ = 0;
  } else if (phase_ == Phase::kImprove) {
    plane_.improve(compute_);
    if (++improvements_ < kImprovements) return Progress::kMore;
    plane_.finish(compute_);
    phase_ = Phase::kMeasure;
  } else if (const int count = read(*snapshot.data, Split::kHeldOut, kHeldOutImages); count > 0) {
    error_ += plane_.squared_error(compute_, samples_.data(), count);
  } else {
    result_ = error_ / at_;
    return Progress::kDone;
  }
  return Progress::kMore;
}

}  // namespace hourglass
