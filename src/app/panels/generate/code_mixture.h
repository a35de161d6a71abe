// A mixture of normal distributions, fitted to the codes of held-out images a few samples at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/mixture.h"
#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"

namespace hourglass {

/// Fits the mixture again as the codes change, starting from the last one.
class CodeMixtureTask : public BackgroundTask {
 public:
  static constexpr int kComponents = 10;

  /// The codes to fit; call it in every frame that requests the task. They must live until the scheduler has worked.
  void use_codes(const Codes& codes, const Snapshot& snapshot);

  /// Has no components before the first fit.
  const Mixture& result() const { return result_; }
  /// Grows with every result.
  std::uint64_t fits() const { return fits_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;

  const Codes* codes_ = nullptr;
  std::vector<float> samples_, mean_;  ///< a copy of codes, and their mean, by which newer codes are recognised
  int features_ = 0;                   ///< values per code of the fit under way, else 0
  int iterations_left_ = 0;
  std::optional<MixtureFit> fit_;
  Mixture result_;
  std::uint64_t fits_ = 0;
};

}  // namespace hourglass
