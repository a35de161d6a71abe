// Computes the mean loss over some samples, one batch at a time.
#pragma once

#include <cstdint>
#include <span>

#include "autoencoder/loss_terms.h"
#include "data/dataset.h"
#include "session/batch.h"
#include "session/health.h"
#include "session/model_runner.h"

namespace hourglass {

/// Scores samples in mode kScoring, which changes neither weights nor state.
class Scorer {
 public:
  /// Starts a new mean over the samples of `split` at `indices`, which must outlive the scoring.
  void start(Split split, std::span<const std::uint32_t> indices);
  /// Starts a new mean over the first `count` samples of `split`.
  void start(Split split, std::uint32_t count);

  /// Scores the next batch, using `batch` as memory; returns true once all samples are scored. If `meter` is not null,
  /// adds the pass to it.
  bool advance(ModelRunner& runner, const Dataset& data, Batch& batch, HealthMeter* meter);

  /// Loss terms per sample, complete once `advance` has returned true.
  const LossTerms& mean() const { return mean_; }

 private:
  Split split_ = Split::kHeldOut;
  std::span<const std::uint32_t> indices_;  ///< empty: the first count_
  std::uint32_t count_ = 0, scored_ = 0;
  LossTerms mean_;
};

}  // namespace hourglass
