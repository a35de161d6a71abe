// What principal components of the code's size make of the held-out images: the line that a network has to beat.
#pragma once

#include <optional>

#include "analysis/subspace.h"
#include "app/tasks/background_task.h"

namespace hourglass {

class PcaErrorTask : public BackgroundTask {
 public:
  /// Larger codes leave PCA next to no error, and cost more than a line is worth.
  static constexpr int kLargestCode = 64;

  PcaErrorTask();
  /// Squared error per image; nothing before it is known, and where the code is too large.
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
