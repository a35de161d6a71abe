// Diagnoses a run: one sentence per finding, with the figure it rests on and a setting to try.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/session.h"

namespace hourglass {

struct Finding {
  std::string_view code;  ///< the kind's code, for programs; see finding_kinds
  std::string sentence;
  std::string setting, value;  ///< what to try: a key of the settings table and a valid value as text
};

/// What of a snapshot shows a finding.
enum class Evidence { kCurves, kGradients, kStuckUnits, kLatents, kCodebook, kSizes };

/// One row per kind of problem.
struct FindingKind {
  std::string_view code;
  std::string_view title;
  Evidence evidence;
  /// The finding without its code; nullopt if the run does not have this problem or is too short to judge.
  std::optional<Finding> (*look)(const Snapshot& snapshot);
};
/// All kinds, the most important first.
std::span<const FindingKind> finding_kinds();

/// Whether the curves are still too short for the findings that read them: then an empty list of findings does not mean
/// that the run is sound. Points count from where the objective no longer changes (warm-ups, capacity, active units).
/// False for a closed-form solution, which is not judged by its curves.
bool too_early_to_judge(const Snapshot& snapshot);

/// All findings of a snapshot. Reads its curves and the health of its last point; costs about as much as copying the
/// curves.
std::vector<Finding> diagnose(const Snapshot& snapshot);

/// How far the reconstructions of held-out images have come at the last point of the curves: 0 where they are no better
/// than the mean image, 1 where they are perfect. Nothing before the first point.
std::optional<double> learned_share(const Snapshot& snapshot);

/// The most important finding alone.
std::optional<Finding> verdict(const Snapshot& snapshot);

/// The verdict over the course of a run. The curves of a young run are noisy, so a verdict begins and ends only after
/// kAgreeing diagnoses in a row that agree.
class SteadyVerdict {
 public:
  static constexpr int kAgreeing = 3;

  SteadyVerdict() = default;

  /// Takes a newer snapshot of the run, or the first of another. True where another finding, or none, is the verdict
  /// now.
  bool update(const Snapshot& snapshot);
  /// The present verdict with its newest figures; nothing where nothing is wrong, or not yet certain.
  const std::optional<Finding>& finding() const { return finding_; }
  std::string_view code() const { return finding_ ? finding_->code : std::string_view(); }

 private:
  explicit SteadyVerdict(std::uint64_t generation) : generation_(generation) {}

  std::uint64_t generation_ = 0, step_ = 0;  ///< of the last snapshot
  RunState state_ = RunState::kPaused;
  std::string_view last_code_;  ///< of the last diagnosis
  int agreed_ = 0;              ///< diagnoses in a row with that code
  std::optional<Finding> finding_;
};

}  // namespace hourglass
