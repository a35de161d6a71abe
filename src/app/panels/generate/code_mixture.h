// The mixture that the codes of held-out images follow, fitted a few samples at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/mixture.h"
#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"

namespace hourglass {

class CodeMixtureTask : public BackgroundTask {
 public:
  static constexpr int kComponents = 10;

  /// The codes to follow; in every frame in which the study is asked for. They must live until the workbench's turn.
  void use_codes(const Codes& codes, const Snapshot& snapshot);

  /// Without components before there is one.
  const Mixture& result() const { return result_; }
  /// Grows with every result.
  std::uint64_t fits() const { return fits_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;

  const Codes* codes_ = nullptr;
  std::vector<float> samples_, mean_;  ///< a copy of codes, and the mean by which newer ones are told from them
  int features_ = 0;                   ///< of the fit under way, else 0
  int iterations_left_ = 0;
  std::optional<MixtureFit> fit_;
  Mixture result_;
  std::uint64_t fits_ = 0;
};

}  // namespace hourglass
