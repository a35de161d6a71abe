// Diagnosis of a run in words: one plain sentence per finding, with its number and a setting to try.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/session.h"

namespace hourglass {

struct Finding {
  std::string_view code;  ///< of its kind, for programs; see finding_kinds
  std::string sentence;
  std::string setting, value;  ///< what to try: a key of the settings table and a valid value as text
};

/// One row per kind of trouble.
struct FindingKind {
  std::string_view code;
  std::string_view title;
  /// The finding without its code; nothing where the run does not have this trouble or is too short to judge.
  std::optional<Finding> (*look)(const Snapshot& snapshot);
};
/// The most important first.
std::span<const FindingKind> finding_kinds();

/// Whether the curves are still too short for the findings that read them, so that no findings do not mean that the run
/// is sound. Curves begin to count when the objective no longer changes (warm-ups, capacity, active units). A
/// closed-form solution is not judged by curves.
bool too_early_to_judge(const Snapshot& snapshot);

/// Everything that the snapshot shows. Reads the curves and the health of the last point; changes nothing, and costs
/// about as much as copying the curves.
std::vector<Finding> diagnose(const Snapshot& snapshot);

}  // namespace hourglass
