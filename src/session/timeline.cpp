#include "session/timeline.h"

#include <algorithm>

namespace hourglass {

/// Number of snapshots that are kept even if they exceed kMostBytes.
constexpr std::size_t kFewestMoments = 8;

std::size_t Timeline::most() const {
  const std::size_t bytes = moments_.front()->model.parameters.size() * sizeof(Real) +
                            moments_.front()->history.capacity() * sizeof(HistoryPoint);
  return std::clamp(kMostBytes / std::max<std::size_t>(bytes, 1), kFewestMoments, kMostMoments);
}

void Timeline::add(std::shared_ptr<const Snapshot> snapshot) {
  if (!moments_.empty() && moments_.back()->generation != snapshot->generation) {
    moments_.clear();
    spacing_ = 1;
  }
  if (!moments_.empty() && snapshot->model.step < moments_.back()->model.step + spacing_) return;
  moments_.push_back(std::move(snapshot));
  if (moments_.size() <= most()) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < moments_.size(); i += 2) moments_[kept++] = std::move(moments_[i]);
  moments_.resize(kept);
  spacing_ = std::max(2 * spacing_, (moments_.back()->model.step - moments_.front()->model.step) / kept);
}

}  // namespace hourglass
