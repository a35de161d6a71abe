// How unlike normal samples a model finds a sample: several scores, each higher for the less normal.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/part_errors.h"
#include "analysis/sample_inference.h"

namespace hourglass {

enum class AnomalyScore {
  /// Squared error of the reconstruction, summed over all features; categories by their probabilities.
  kError,
  /// -ln of the sample's density given its code, up to a constant: each number's squared error over twice its mean on
  /// normal samples, and the cross-entropy of each category.
  kStandardised,
  /// The parts one after the other are hidden from the encoder, as missing values are, and predicted from all others.
  /// Adds up, for a number, -ln of the share of normal samples whose error there is at least as large; for a category,
  /// its cross-entropy. After the pseudo-likelihood of Besag 1975, "Statistical analysis of non-lattice data". Asks for
  /// a network that was trained with masked inputs.
  kHidden,
  /// -log p(x) by importance weighting, in nats (analysis/likelihood.h).
  kLikelihood,
  /// Squared Mahalanobis distance of the code from those of normal samples.
  kLatent,
};

/// A row of the table of scores.
struct AnomalyScoreRow {
  AnomalyScore kind;
  std::string_view id;
  std::string_view blurb;
  bool has_parts;  ///< whether it is a sum over the sample's parts
};
std::span<const AnomalyScoreRow> anomaly_scores();
const AnomalyScoreRow& anomaly_score_row(AnomalyScore kind);

/// Most parts for kHidden, which takes a pass over the samples for each.
inline constexpr std::size_t kMostHiddenParts = 64;

/// Replaces missing values (NaN) by the value that stands for their feature.
Samples with_filled(const Samples& samples, std::span<const float> stand_ins);

/// What stands for a missing value of each feature: for a number the mean over `normal` of those that are known (a
/// column's mean where there are none), for a category 0.
std::vector<float> stand_ins_for_missing(const DataDescription& description, const Shape& shape, const Samples& normal);

/// Scores samples by one model. Not thread-safe.
class AnomalyScorer {
 public:
  /// `normal` are samples that the model takes as normal, usually those that it learned from; kStandardised, kHidden
  /// and kLatent compare with them, and a scorer without any lacks these scores. Model and samples must outlive the
  /// scorer. A conditional model is told labels only to decode, and for kLikelihood as in training. Refuses a model
  /// whose settings do not fit together.
  static Result<std::unique_ptr<AnomalyScorer>> create(const Model& model, const Samples& normal);

  /// Whether the model has this score: kHidden for 2 to kMostHiddenParts parts, kLikelihood for variational models that
  /// learned by cross-entropy.
  bool has(AnomalyScore kind) const;

  /// One score per sample of `samples`, whose missing values are NaN; kLikelihood needs their labels (kNoLabel where
  /// unknown). Only for a score that the model has. Refused
  /// (model-not-finite) where a score is not a finite number.
  Result<std::vector<double>> scores(AnomalyScore kind, const Samples& samples);

  const std::vector<CategoryGroup>& parts() const { return parts_; }
  /// The terms of a score that is a sum over parts (kError, kStandardised, kHidden): parts().size() per sample.
  std::vector<double> part_scores(AnomalyScore kind, const Samples& samples);

 private:
  AnomalyScorer(const Model& model, const Samples& normal, std::unique_ptr<ModelRunner> runner);
  std::vector<double> reconstruction_errors(CategoryError kind, const Samples& samples);
  std::vector<double> hidden_errors(const Samples& samples);
  void standardise(std::vector<double>& errors);
  void replace_by_tails(std::vector<double>& errors);
  std::vector<double> latent_distances(const Samples& samples);

  const Model& model_;
  const Samples& normal_;
  std::unique_ptr<ModelRunner> runner_;
  std::vector<CategoryGroup> parts_;
  std::vector<float> stand_ins_;
  // Of the normal samples; each is empty until the first score that needs it.
  std::vector<double> mean_errors_;                 ///< of each part
  std::vector<std::vector<double>> hidden_errors_;  ///< of each part, sorted
  PrincipalComponents codes_;
};

}  // namespace hourglass
