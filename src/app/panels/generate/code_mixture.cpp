#include "app/panels/generate/code_mixture.h"

#include <algorithm>

namespace hourglass {
namespace {

/// The first fit needs many iterations; later ones start close to their solution.
constexpr int kFirstIterations = 25, kFollowingIterations = 3;
/// Values of codes per fit, and per slice, which takes well below a millisecond.
constexpr std::size_t kMostValues = 60'000, kSlice = 6'000;
constexpr std::uint64_t kSeed = 1;

}  // namespace

void CodeMixtureTask::use_codes(const Codes& codes, const Snapshot& snapshot) {
  codes_ = &codes;
  // A paused network does not restart the task by learning, yet its codes may be newer than the mixture.
  const bool first = result_.components() == 0, still = snapshot.state != RunState::kRunning;
  if (features_ == 0 && (first || still) && codes.mean != mean_) {
    mean_ = codes.mean;
    changed();
  }
}

void CodeMixtureTask::begin(const Snapshot& snapshot) {
  fit_.reset();
  features_ = 0;
  if (!codes_ || codes_->count == 0 || codes_->size != code_size(snapshot.model)) return;
  features_ = codes_->size;
  mean_ = codes_->mean;
  const auto size = static_cast<std::size_t>(features_);
  const std::size_t count = std::min(codes_->values.size() / size, std::max<std::size_t>(kMostValues / size, 100));
  samples_.assign(codes_->values.begin(), codes_->values.begin() + static_cast<std::ptrdiff_t>(count * size));
  iterations_left_ = result_.features == features_ ? kFollowingIterations : kFirstIterations;
}

BackgroundTask::Progress CodeMixtureTask::advance(Inference&, const Snapshot&) {
  if (features_ == 0) return Progress::kFailed;
  if (!fit_) {
    fit_.emplace(samples_, features_, kComponents, kSeed, result_);
    return Progress::kMore;
  }
  if (!fit_->advance(kSlice / static_cast<std::size_t>(features_))) return Progress::kMore;
  if (--iterations_left_ > 0 && fit_->gains()) return Progress::kMore;
  result_ = fit_->mixture();
  fit_.reset();
  features_ = 0;
  ++fits_;
  return Progress::kDone;
}

void CodeMixtureTask::forget() {
  fit_.reset();
  features_ = 0;
  result_ = {};
  mean_.clear();
}

}  // namespace hourglass
