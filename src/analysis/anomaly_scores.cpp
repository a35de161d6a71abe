#include "analysis/anomaly_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/likelihood.h"
#include "analysis/pca.h"
#include "core/assert.h"
#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr AnomalyScoreRow kScores[] = {
    {AnomalyScore::kError, "error", "squared error of the reconstruction", true},
    {AnomalyScore::kStandardised, "standardised", "squared errors over those of normal samples, and cross-entropy",
     true},
    {AnomalyScore::kHidden, "hidden", "each column hidden and predicted from the others", true},
    {AnomalyScore::kLikelihood, "likelihood", "-log p(x) by importance weighting", false},
    {AnomalyScore::kLatent, "latent", "distance of the code from normal codes", false},
};
static_assert(in_enum_order(kScores));

/// Samples whose reconstructions are held at once.
constexpr std::uint32_t kSamplesAtOnce = 1000;
/// Codes per sample for the likelihood: it only has to order samples.
constexpr int kImportanceSamples = 20;
/// Below this share of the largest mean error, or variance, a part or direction never varied: its error has no scale.
constexpr double kLeastShare = 1e-4;

/// Samples first .. first + count - 1.
Samples slice(const Samples& samples, std::uint32_t first, std::uint32_t count) {
  const auto size = static_cast<std::ptrdiff_t>(samples.features);
  const auto begin = samples.values.begin() + first * size;
  Samples part{samples.features, count, {begin, begin + count * size}, {}};
  if (!samples.labels.empty())
    part.labels.assign(samples.labels.begin() + first, samples.labels.begin() + first + count);
  return part;
}

/// Errors of all parts of `targets` against what the network makes of `inputs`, appended.
void append_errors(ModelRunner& runner, std::span<const CategoryGroup> parts, CategoryError kind,
                   const Samples& targets, const Samples& inputs, std::vector<double>& errors) {
  const Samples outputs = reconstruct(runner, inputs);
  for (std::uint32_t n = 0; n < targets.count; ++n) {
    errors.resize(errors.size() + parts.size());
    part_errors(parts, kind, targets.sample(n), outputs.sample(n), &*(errors.end() - std::ssize(parts)));
  }
}

/// The sum of each group of `parts` neighbours.
std::vector<double> sums_of(const std::vector<double>& terms, std::size_t parts) {
  std::vector<double> sums(terms.size() / parts);
  for (std::size_t i = 0; i < terms.size(); ++i) sums[i / parts] += terms[i];
  return sums;
}

}  // namespace

std::span<const AnomalyScoreRow> anomaly_scores() { return kScores; }

const AnomalyScoreRow& anomaly_score_row(AnomalyScore kind) { return kScores[static_cast<std::size_t>(kind)]; }

Samples with_filled(const Samples& samples, std::span<const float> stand_ins) {
  Samples filled = samples;
  fill_missing(stand_ins, filled);
  return filled;
}

std::vector<float> stand_ins_for_missing(const DataDescription& description, const Shape& shape,
                                         const Samples& normal) {
  const auto features = static_cast<std::size_t>(shape.features());
  DataDescription with_missing = description;
  with_missing.has_missing = true;
  std::vector<float> stand_ins = missing_features(with_missing);
  stand_ins.resize(features);
  for (const CategoryGroup& part : parts_of(description, shape)) {
    if (part.count > 1) continue;
    double sum = 0;
    std::uint32_t known = 0;
    for (std::uint32_t n = 0; n < normal.count; ++n) {
      const float value = normal.sample(n)[part.begin];
      if (std::isnan(value)) continue;
      sum += static_cast<double>(value);
      ++known;
    }
    if (known > 0) stand_ins[static_cast<std::size_t>(part.begin)] = static_cast<float>(sum / known);
  }
  return stand_ins;
}

Result<std::unique_ptr<AnomalyScorer>> AnomalyScorer::create(const Model& model, const Samples& normal) {
  auto runner =
      ModelRunner::create(model, {.threads = model.settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return runner.error();
  // Not make_unique: the constructor is private.
  return std::unique_ptr<AnomalyScorer>(new AnomalyScorer(model, normal, std::move(*runner)));
}

AnomalyScorer::AnomalyScorer(const Model& model, const Samples& normal, std::unique_ptr<ModelRunner> runner)
    : model_(model),
      normal_(normal),
      runner_(std::move(runner)),
      parts_(parts_of(model.description, model.input)),
      stand_ins_(stand_ins_for_missing(model.description, model.input, normal)) {}

bool AnomalyScorer::has(AnomalyScore kind) const {
  const Architecture& architecture = model_.settings.architecture;
  switch (kind) {
    case AnomalyScore::kError: return true;
    case AnomalyScore::kStandardised: return normal_.count > 0;
    case AnomalyScore::kHidden: return normal_.count > 0 && parts_.size() > 1 && parts_.size() <= kMostHiddenParts;
    case AnomalyScore::kLikelihood:
      return architecture.bottleneck == BottleneckKind::kGaussian && architecture.loss == ReconstructionLoss::kBce;
    case AnomalyScore::kLatent: return normal_.count > 0 && runner_->output_size(ModelRunner::Task::kEncode) > 0;
  }
  return false;
}

Result<std::vector<double>> AnomalyScorer::scores(AnomalyScore kind, const Samples& samples) {
  HG_ASSERT(has(kind), "this model lacks the score");
  std::vector<double> scores;
  if (kind == AnomalyScore::kLatent) {
    scores = latent_distances(samples);
  } else if (kind == AnomalyScore::kLikelihood) {
    auto bounds =
        importance_weighted_bounds(model_, with_filled(samples, stand_ins_),
                                   {.samples = kImportanceSamples, .threads = runner_->compute().pool().threads()});
    if (!bounds) return bounds.error();
    scores = std::move(*bounds);
  } else {
    for (std::uint32_t first = 0; first < samples.count; first += kSamplesAtOnce) {
      const Samples some = slice(samples, first, std::min(kSamplesAtOnce, samples.count - first));
      const std::vector<double> sums = sums_of(part_scores(kind, some), parts_.size());
      scores.insert(scores.end(), sums.begin(), sums.end());
    }
  }
  const auto bad = std::find_if_not(scores.begin(), scores.end(), [](double score) { return std::isfinite(score); });
  if (bad == scores.end()) return scores;
  return Error{"model-not-finite", "scores", "sample " + std::to_string(bad - scores.begin() + 1), "a finite score",
               "one that is not"};
}

std::vector<double> AnomalyScorer::part_scores(AnomalyScore kind, const Samples& samples) {
  if (kind == AnomalyScore::kError) return reconstruction_errors(CategoryError::kSquared, samples);
  std::vector<double> errors =
      kind == AnomalyScore::kHidden ? hidden_errors(samples) : reconstruction_errors(CategoryError::kEntropy, samples);
  if (kind == AnomalyScore::kHidden) replace_by_tails(errors);
  else standardise(errors);
  return errors;
}

std::vector<double> AnomalyScorer::reconstruction_errors(CategoryError kind, const Samples& samples) {
  std::vector<double> errors;
  append_errors(*runner_, parts_, kind, samples, with_filled(samples, stand_ins_), errors);
  return errors;
}

/// The error of each part where the encoder sees all others.
std::vector<double> AnomalyScorer::hidden_errors(const Samples& samples) {
  const Samples filled = with_filled(samples, stand_ins_);
  std::vector<double> result(parts_.size() * samples.count), errors;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Samples hidden = filled;
    const auto size = static_cast<std::size_t>(samples.features);
    for (std::size_t n = 0; n < samples.count; ++n)
      std::copy_n(stand_ins_.begin() + parts_[i].begin, parts_[i].count,
                  hidden.values.begin() + static_cast<std::ptrdiff_t>(n * size) + parts_[i].begin);
    errors.clear();
    append_errors(*runner_, {&parts_[i], 1}, CategoryError::kEntropy, samples, hidden, errors);
    for (std::size_t n = 0; n < samples.count; ++n) result[n * parts_.size() + i] = errors[n];
  }
  return result;
}

/// Divides the errors of numbers by twice their means over the normal samples.
void AnomalyScorer::standardise(std::vector<double>& errors) {
  if (mean_errors_.empty()) {
    mean_errors_.resize(parts_.size());
    for (std::uint32_t first = 0; first < normal_.count; first += kSamplesAtOnce) {
      const auto own = reconstruction_errors(CategoryError::kEntropy,
                                             slice(normal_, first, std::min(kSamplesAtOnce, normal_.count - first)));
      for (std::size_t i = 0; i < own.size(); ++i) mean_errors_[i % parts_.size()] += own[i] / normal_.count;
    }
    double largest = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].count == 1) largest = std::max(largest, mean_errors_[i]);
    }
    const double least = std::max(kLeastShare * largest, std::numeric_limits<double>::min());
    for (double& mean : mean_errors_) mean = std::max(mean, least);
  }
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (parts_[i % parts_.size()].count == 1) errors[i] /= 2 * mean_errors_[i % parts_.size()];
  }
}

/// Replaces the errors of numbers by -ln of the share of normal samples whose error is at least as large. The sample
/// itself counts as one of them, so that the share is never 0.
void AnomalyScorer::replace_by_tails(std::vector<double>& errors) {
  if (hidden_errors_.empty()) {
    hidden_errors_.resize(parts_.size());
    const std::vector<double> own = hidden_errors(normal_);
    for (std::size_t i = 0; i < own.size(); ++i) hidden_errors_[i % parts_.size()].push_back(own[i]);
    for (std::vector<double>& sorted : hidden_errors_) std::sort(sorted.begin(), sorted.end());
  }
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (parts_[i % parts_.size()].count > 1) continue;
    const std::vector<double>& sorted = hidden_errors_[i % parts_.size()];
    const auto as_large = sorted.end() - std::lower_bound(sorted.begin(), sorted.end(), errors[i]);
    errors[i] = -std::log(static_cast<double>(as_large + 1) / static_cast<double>(sorted.size() + 1));
  }
}

std::vector<double> AnomalyScorer::latent_distances(const Samples& samples) {
  if (codes_.features == 0) {
    const Samples own = encode(*runner_, with_filled(normal_, stand_ins_));
    codes_ = fit_principal_components(own, own.features, runner_->compute());
  }
  const Samples coordinates =
      principal_codes(codes_, encode(*runner_, with_filled(samples, stand_ins_)), runner_->compute());
  std::vector<double> distances(samples.count);
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    for (int j = 0; j < codes_.count; ++j) {
      const double variance = codes_.variances[static_cast<std::size_t>(j)];
      if (!(variance > kLeastShare * codes_.variances[0])) break;
      const double at = static_cast<double>(coordinates.sample(n)[j]);
      distances[n] += at * at / variance;
    }
  }
  return distances;
}

}  // namespace hourglass
