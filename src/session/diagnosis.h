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

/// One row per kind of problem.
struct FindingKind {
  std::string_view code;
  std::string_view title;
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

}  // namespace hourglass
