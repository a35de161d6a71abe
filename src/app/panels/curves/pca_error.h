// The error with which PCA reconstructs the held-out images from codes of the network's size: the baseline to beat.
#pragma once

#include <optional>

#include "analysis/subspace.h"
#include "app/tasks/background_task.h"

namespace hourglass {

/// Fits principal components to training images and measures their error on held-out images.
class PcaErrorTask : public BackgroundTask {
 public:
  /// Larger codes leave PCA almost no error, and cost more than the comparison is worth.
  static constexpr int kLargestCode = 64;

  PcaErrorTask();
  /// Squared error per image; empty before it is known, and where the code is too large.
  const std::optional<double>& squared_error() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_.reset(); }
  bool depends_on_weights() const override { return false; }
  int read(const Dataset& data, Split split, std::uint32_t most);

  Compute compute_;
  Subspace plane_;
  std::vector<float> samples_;
  std::uint32_t at_ = 0;
  enum class Phase { kGrow, kAdd, kImprove, kMeasure } phase_ = Phase::kGrow;
  int improvements_ = 0;
  double error_ = 0;
  std::optional<double> result_;
};

}  // namespace hourglass
