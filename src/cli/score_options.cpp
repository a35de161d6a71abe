#include "cli/score_options.h"

#include "core/find_by.h"

namespace hourglass {

std::optional<AnomalyScore> find_anomaly_score(std::string_view id) {
  const AnomalyScoreRow* row = find_by(anomaly_scores(), &AnomalyScoreRow::id, id);
  return row ? std::optional(row->kind) : std::nullopt;
}

std::vector<std::string> score_choices(std::vector<std::string> more) {
  for (const AnomalyScoreRow& row : anomaly_scores()) more.emplace_back(row.id);
  return more;
}

std::string score_help(const std::string& default_text) {
  std::string text = "what tells how unlike normal samples one is (default: " + default_text + ")";
  for (const AnomalyScoreRow& row : anomaly_scores())
    text += "\n" + std::string(row.id) + ": " + std::string(row.blurb);
  return text;
}

Error missing_score(AnomalyScore kind, const Model& model) {
  return {"setting-does-not-fit", "--score", "",
          kind == AnomalyScore::kLikelihood ? "a variational model that learned by cross-entropy (bce) for likelihood"
                                            : "samples of 2 to 64 columns or symbols for hidden",
          std::string(kind == AnomalyScore::kLikelihood ? model.settings.family
                                                        : std::to_string(model.input.features()) + " features")};
}

}  // namespace hourglass
