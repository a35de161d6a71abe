#include "analysis/disentanglement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/sample_inference.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Below this share of the largest deviation a dimension counts as constant: rounding, not information.
constexpr double kConstant = 1e-6;

std::vector<float> row_of(const Samples& samples, int row) {
  std::vector<float> values(samples.count);
  for (std::uint32_t n = 0; n < samples.count; ++n) values[n] = samples.sample(n)[row];
  return values;
}

/// The numbers of a discrete factor's choices, or bins of equal width: the factor is uniform in [0, 1].
std::vector<int> factor_bins(const Factor& factor, std::span<const float> values) {
  std::vector<int> bins;
  for (float value : values) {
    const int bin = static_cast<int>(factor.is_discrete() ? value : value * kInformationBins);
    bins.push_back(factor.is_discrete() ? bin : std::min(bin, kInformationBins - 1));
  }
  return bins;
}

double gap_of(std::vector<double> information, double entropy) {
  information.push_back(0);
  std::partial_sort(information.begin(), information.begin() + 2, information.end(), std::greater<>());
  return entropy > 0 ? (information[0] - information[1]) / entropy : 0;
}

Samples draw_values(std::span<const Factor> factors, const RandomKey& key, std::uint32_t count) {
  Samples values{static_cast<int>(factors.size()), count, std::vector<float>(factors.size() * count), {}};
  Random random(key);
  for (std::uint32_t n = 0; n < count; ++n) draw_factor_values(factors, random, &values.values[n * factors.size()]);
  return values;
}

/// Values for a batch whose samples share one factor, which is the first draw.
Samples draw_fixed_values(std::span<const Factor> factors, const RandomKey& key, std::uint32_t count, int& fixed) {
  Random random(key);
  fixed = static_cast<int>(random.below(static_cast<std::uint32_t>(factors.size())));
  Samples values{static_cast<int>(factors.size()), count, std::vector<float>(factors.size() * count), {}};
  for (std::uint32_t n = 0; n < count; ++n) {
    draw_factor_values(factors, random, &values.values[n * factors.size()]);
    const auto at = static_cast<std::size_t>(fixed);
    values.values[n * factors.size() + at] = values.values[at];
  }
  return values;
}

/// Votes of batches `first` .. `first + count - 1`, by variances relative to those of all codes.
class Voter {
 public:
  /// `codes` are means of many samples.
  Voter(std::span<const Factor> factors, const FactorEncoder& encoder, const DisentanglementOptions& options,
        const Samples& codes)
      : factors_(factors),
        codes_of_(encoder.means),
        options_(options),
        deviation_(feature_statistics(codes).deviation) {
    const double largest = *std::max_element(deviation_.begin(), deviation_.end());
    for (double deviation : deviation_)
      collapsed_.push_back(!(deviation > kConstant * largest) || deviation * deviation < encoder.least_variance);
  }

  const std::vector<bool>& collapsed() const { return collapsed_; }

  std::vector<FactorVote> votes(std::uint32_t first) const {
    std::vector<FactorVote> votes;
    if (std::find(collapsed_.begin(), collapsed_.end(), false) == collapsed_.end()) return votes;
    for (std::uint32_t i = first; i < first + options_.votes; ++i) {
      FactorVote vote{};
      const RandomKey key{options_.seed, Stream::kFactorVotes, i};
      vote.dimension = steadiest(codes_of_(draw_fixed_values(factors_, key, options_.batch, vote.factor)));
      votes.push_back(vote);
    }
    return votes;
  }

 private:
  int steadiest(const Samples& codes) const {
    const std::vector<double> own = feature_statistics(codes).deviation;
    int best = -1;
    double least = 0;
    for (std::size_t j = 0; j < own.size(); ++j) {
      if (collapsed_[j]) continue;
      const double relative = own[j] / deviation_[j];
      if (best >= 0 && !(relative < least)) continue;
      best = static_cast<int>(j);
      least = relative;
    }
    return best;
  }

  std::span<const Factor> factors_;
  const CodesOfFactors& codes_of_;
  const DisentanglementOptions& options_;
  std::vector<double> deviation_;
  std::vector<bool> collapsed_;
};

/// Draws the samples of factor values and encodes them in mode kInference (posterior means) or kScoring (draws).
Samples codes_of_values(ModelRunner& runner, const FactorSource& source, Mode mode, const Samples& values) {
  const auto latent = static_cast<std::size_t>(runner.output_size(ModelRunner::Task::kEncode));
  const auto size = static_cast<std::size_t>(runner.input_size(ModelRunner::Task::kEncode));
  const auto most = static_cast<std::uint32_t>(runner.batch());
  Samples codes{static_cast<int>(latent), values.count, std::vector<float>(latent * values.count), {}};
  std::vector<float> drawn(size * most);
  for (std::uint32_t first = 0; first < values.count; first += most) {
    const std::uint32_t count = std::min(most, values.count - first);
    for (std::uint32_t n = 0; n < count; ++n)
      source.draw_from_factors({values.sample(first + n), static_cast<std::size_t>(values.features)},
                               drawn.data() + n * size);
    // The index of the first sample keys the posterior's noise.
    const Pass pass = runner.pass(mode, static_cast<int>(count), nullptr, first);
    std::copy_n(runner.network().encode(pass, drawn.data()), count * latent, codes.values.data() + first * latent);
  }
  return codes;
}

}  // namespace

std::vector<int> equally_frequent_bins(std::span<const float> values, int bins) {
  std::vector<float> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<int> result;
  for (float value : values) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
    result.push_back(static_cast<int>(below * bins / static_cast<std::ptrdiff_t>(sorted.size())));
  }
  return result;
}

double mutual_information(std::span<const int> a, std::span<const int> b) {
  const auto width = [](std::span<const int> bins) {
    return bins.empty() ? 0 : static_cast<std::size_t>(*std::max_element(bins.begin(), bins.end())) + 1;
  };
  const std::size_t rows = width(a), columns = width(b);
  std::vector<double> of_a(rows), of_b(columns), joint(rows * columns);
  const double share = 1 / static_cast<double>(a.size());
  for (std::size_t n = 0; n < a.size(); ++n) {
    const auto i = static_cast<std::size_t>(a[n]), j = static_cast<std::size_t>(b[n]);
    of_a[i] += share;
    of_b[j] += share;
    joint[i * columns + j] += share;
  }
  double information = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double p = joint[i * columns + j];
      if (p > 0) information += p * std::log(p / (of_a[i] * of_b[j]));
    }
  }
  return std::max(information, 0.0);
}

std::vector<FactorInformation> factor_information(std::span<const Factor> factors, const Samples& values,
                                                  const Samples& codes) {
  std::vector<std::vector<int>> dimensions;
  for (int j = 0; j < codes.features; ++j)
    dimensions.push_back(equally_frequent_bins(row_of(codes, j), kInformationBins));
  std::vector<FactorInformation> result;
  for (std::size_t k = 0; k < factors.size(); ++k) {
    const std::vector<int> bins = factor_bins(factors[k], row_of(values, static_cast<int>(k)));
    FactorInformation factor;
    factor.entropy = mutual_information(bins, bins);
    for (const std::vector<int>& dimension : dimensions)
      factor.information.push_back(mutual_information(bins, dimension));
    factor.gap = gap_of(factor.information, factor.entropy);
    result.push_back(std::move(factor));
  }
  return result;
}

std::vector<double> correct_votes(std::span<const FactorVote> table_votes, std::span<const FactorVote> votes,
                                  int factors, int dimensions) {
  const auto count = static_cast<std::size_t>(factors);
  std::vector<int> counts(count * static_cast<std::size_t>(dimensions));
  for (const FactorVote& vote : table_votes)
    ++counts[static_cast<std::size_t>(vote.dimension) * count + static_cast<std::size_t>(vote.factor)];
  std::vector<double> right(count), all(count);
  for (const FactorVote& vote : votes) {
    const auto own = counts.begin() + static_cast<std::ptrdiff_t>(vote.dimension) * factors;
    const auto factor = static_cast<std::size_t>(vote.factor);
    all[factor] += 1;
    right[factor] += std::max_element(own, own + factors) - own == vote.factor;
  }
  for (std::size_t k = 0; k < count; ++k) right[k] = all[k] > 0 ? right[k] / all[k] : 0;
  return right;
}

Disentanglement measure_disentanglement(std::span<const Factor> factors, const FactorEncoder& encoder,
                                        const DisentanglementOptions& options) {
  const Samples values = draw_values(factors, {options.seed, Stream::kFactorDraws, 0}, options.samples);
  Disentanglement result;
  result.factors = factor_information(factors, values, encoder.draws(values));
  const Voter voter(factors, encoder, options, encoder.means(values));
  result.collapsed = voter.collapsed();
  const std::vector<FactorVote> table_votes = voter.votes(0), votes = voter.votes(options.votes);
  const int count = static_cast<int>(factors.size());
  const std::vector<double> right = correct_votes(table_votes, votes, count, static_cast<int>(result.collapsed.size()));
  for (std::size_t k = 0; k < factors.size(); ++k) {
    result.factors[k].correct_votes = right[k];
    result.information_gap += result.factors[k].gap / count;
    const auto own = std::count_if(votes.begin(), votes.end(),
                                   [&](const FactorVote& vote) { return vote.factor == static_cast<int>(k); });
    if (!votes.empty())
      result.factor_vae_score += right[k] * static_cast<double>(own) / static_cast<double>(votes.size());
  }
  return result;
}

const FactorSource* known_factors(const Dataset& data) {
  if (data.factors()) return data.factors();
  const std::shared_ptr<const Dataset> source = data.source();
  return source ? known_factors(*source) : nullptr;
}

Result<Disentanglement> disentanglement(const Model& model, const Dataset& data,
                                        const DisentanglementOptions& options) {
  const FactorSource* source = known_factors(data);
  if (!source) return Error{"data-no-factors", data.name(), "", "data whose factors are known", "none"};
  if (Status status = check_shape(model, data); !status) return status.error();
  if (model.settings.architecture.bottleneck == BottleneckKind::kVectorQuantised) {
    return Error{"setting-does-not-fit", "bottleneck", "", "a code that is one vector",
                 std::string(bottleneck_row(BottleneckKind::kVectorQuantised).id)};
  }
  auto runner = ModelRunner::create(model, {.threads = model.settings.compute.threads});
  if (!runner) return runner.error();
  const auto encoder_in = [&](Mode mode) {
    return [&, mode](const Samples& values) { return codes_of_values(**runner, *source, mode, values); };
  };
  const bool has_prior = model.settings.architecture.bottleneck == BottleneckKind::kGaussian;
  return measure_disentanglement(
      source->factor_table(),
      {encoder_in(Mode::kInference), encoder_in(Mode::kScoring), has_prior ? kCollapsedVariance : 0}, options);
}

}  // namespace hourglass
