// The names of a model's anomaly scores on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/anomaly_scores.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// The score's id, or nothing for other text.
std::optional<AnomalyScore> find_anomaly_score(std::string_view id);
/// `more`, then all ids.
std::vector<std::string> score_choices(std::vector<std::string> more = {});
/// Help for an option that names a score.
std::string score_help(const std::string& default_text);
/// The refusal of a score that the model lacks.
Error missing_score(AnomalyScore kind, const Model& model);

}  // namespace hourglass
