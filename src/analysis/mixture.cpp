#include "analysis/mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/assert.h"
#include "core/eigen.h"
#include "core/math.h"

namespace hourglass {
namespace {

/// Where a feature never varies, its deviation still has to be above 0.
constexpr double kLeastOfAll = 1e-12;
/// An iteration that gains less, in nats per sample, is the last.
constexpr double kLeastGain = 1e-4;
/// Of an equal share: a component of less weight starts again.
constexpr float kLeastShare = 0.1f;

double squared_distance(const float* a, const float* b, std::size_t size) {
  const auto length = static_cast<Eigen::Index>(size);
  const Eigen::Map<const Eigen::VectorXf> x(a, length), y(b, length);
  return (x.cast<double>() - y.cast<double>()).squaredNorm();
}

}  // namespace

std::vector<float> draw(const Mixture& mixture, Random& random, float temperature) {
  if (mixture.weights.empty()) return {};
  std::size_t chosen = 0;
  float earliest = std::numeric_limits<float>::infinity();
  for (std::size_t k = 0; k < mixture.weights.size(); ++k) {
    const float wait = -math::log(random.uniform() + 0x1p-25f) / std::max(mixture.weights[k], 1e-20f);
    if (wait < earliest) earliest = wait, chosen = k;
  }
  const auto features = static_cast<std::size_t>(mixture.features);
  std::vector<float> x(features);
  for (std::size_t i = 0; i < features; ++i) {
    const std::size_t at = chosen * features + i;
    x[i] = mixture.means[at] + temperature * mixture.deviations[at] * random.normal();
  }
  return x;
}

MixtureFit::MixtureFit(std::span<const float> samples, int features, int components, std::uint64_t seed,
                       const Mixture& before)
    : samples_(samples), features_(static_cast<std::size_t>(features)) {
  HG_ASSERT(features > 0 && components > 0, "a mixture needs features and components");
  count_ = samples.size() / features_;
  mixture_.features = features;
  if (count_ == 0) return;
  const auto size = static_cast<std::size_t>(components);
  mixture_.weights.assign(size, 1.0f / static_cast<float>(components));
  mixture_.means.resize(size * features_);
  mixture_.deviations.resize(size * features_);
  constants_.resize(size);
  shares_.resize(size);
  precisions_.resize(size * features_);
  measure_spread();
  std::vector<bool> kept(size, false);
  keep(before, kept);
  seed_means(kept, seed);
  begin_iteration();
}

void MixtureFit::measure_spread() {
  std::vector<double> mean(features_);
  variance_.assign(features_, 0);
  for (std::size_t n = 0; n < count_; ++n) {
    for (std::size_t i = 0; i < features_; ++i) mean[i] += sample(n)[i];
  }
  for (double& value : mean) value /= static_cast<double>(count_);
  for (std::size_t n = 0; n < count_; ++n) {
    for (std::size_t i = 0; i < features_; ++i) variance_[i] += (sample(n)[i] - mean[i]) * (sample(n)[i] - mean[i]);
  }
  for (double& value : variance_) value /= static_cast<double>(count_);
}

void MixtureFit::keep(const Mixture& before, std::vector<bool>& kept) {
  if (before.features != mixture_.features || before.weights.size() != kept.size()) return;
  const float least = kLeastShare / static_cast<float>(kept.size());
  float sum = 0;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    kept[k] = before.weights[k] >= least;
    if (kept[k]) mixture_.weights[k] = before.weights[k];
    sum += mixture_.weights[k];
  }
  for (float& weight : mixture_.weights) weight /= sum;
  mixture_.means = before.means;
  mixture_.deviations = before.deviations;
}

void MixtureFit::begin_component(std::size_t k, const float* mean) {
  for (std::size_t i = 0; i < features_; ++i) {
    mixture_.means[k * features_ + i] = mean[i];
    mixture_.deviations[k * features_ + i] = static_cast<float>(std::sqrt(std::max(variance_[i], kLeastOfAll)));
  }
}

/// k-means++ for the components that are not kept, from those that are.
void MixtureFit::seed_means(const std::vector<bool>& kept, std::uint64_t seed) {
  Random random({seed, Stream::kMixture, 0});
  std::vector<double> nearest(count_, std::numeric_limits<double>::infinity());
  const auto account_for = [&](std::size_t k) {
    for (std::size_t n = 0; n < count_; ++n) {
      nearest[n] = std::min(nearest[n], squared_distance(sample(n), mixture_.means.data() + k * features_, features_));
    }
  };
  bool any = false;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (!kept[k]) continue;
    account_for(k);
    any = true;
  }
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (kept[k]) continue;
    double total = 0;
    for (double distance : nearest) total += distance;
    std::size_t chosen = random.below(static_cast<std::uint32_t>(count_));
    if (any && total > 0) {
      double left = total * static_cast<double>(random.uniform());
      for (chosen = 0; chosen + 1 < count_ && (left -= nearest[chosen]) >= 0;) ++chosen;
    }
    begin_component(k, sample(chosen));
    account_for(k);
    any = true;
  }
}

void MixtureFit::begin_iteration() {
  const std::size_t size = shares_.size();
  next_ = 0;
  likelihood_sum_ = 0;
  weight_sums_.assign(size, 0);
  sums_.assign(size * features_, 0);
  square_sums_.assign(size * features_, 0);
  constexpr double kLogTwoPi = 1.8378770664093453;
  for (std::size_t k = 0; k < size; ++k) {
    constants_[k] = static_cast<double>(math::log(std::max(mixture_.weights[k], 1e-30f))) -
                    0.5 * kLogTwoPi * static_cast<double>(features_);
    for (std::size_t i = k * features_; i < (k + 1) * features_; ++i) {
      const double deviation = mixture_.deviations[i];
      constants_[k] -= static_cast<double>(math::log(mixture_.deviations[i]));
      precisions_[i] = 1 / (deviation * deviation);
    }
  }
}

/// Puts r of one sample into shares_; ln p of it.
double MixtureFit::expect(const float* x) {
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < shares_.size(); ++k) {
    const float* mean = mixture_.means.data() + k * features_;
    const double* precision = precisions_.data() + k * features_;
    double squares = 0;
    for (std::size_t i = 0; i < features_; ++i) {
      const double apart = static_cast<double>(x[i]) - mean[i];
      squares += apart * apart * precision[i];
    }
    shares_[k] = constants_[k] - 0.5 * squares;
    largest = std::max(largest, shares_[k]);
  }
  double sum = 0;
  for (double& share : shares_) {
    share = static_cast<double>(math::exp(static_cast<float>(share - largest)));
    sum += share;
  }
  for (double& share : shares_) share /= sum;
  return largest + static_cast<double>(math::log(static_cast<float>(sum)));
}

void MixtureFit::accumulate(const float* x) {
  for (std::size_t k = 0; k < shares_.size(); ++k) {
    const double share = shares_[k];
    // Most samples belong to one component or two.
    if (share < 1e-9) continue;
    weight_sums_[k] += share;
    const float* mean = mixture_.means.data() + k * features_;
    double *sum = sums_.data() + k * features_, *squares = square_sums_.data() + k * features_;
    for (std::size_t i = 0; i < features_; ++i) {
      const double apart = static_cast<double>(x[i]) - mean[i], part = share * apart;
      sum[i] += part;
      squares[i] += part * apart;
    }
  }
}

void MixtureFit::maximise() {
  for (std::size_t k = 0; k < shares_.size(); ++k) {
    const double weight = weight_sums_[k];
    mixture_.weights[k] = static_cast<float>(weight / static_cast<double>(count_));
    if (weight < 1e-6) continue;
    for (std::size_t i = 0; i < features_; ++i) {
      const std::size_t at = k * features_ + i;
      const double moved = sums_[at] / weight;
      const double variance = square_sums_[at] / weight - moved * moved;
      mixture_.means[at] = static_cast<float>(static_cast<double>(mixture_.means[at]) + moved);
      mixture_.deviations[at] =
          static_cast<float>(std::sqrt(std::max({variance, kLeastVariance * variance_[i], kLeastOfAll})));
    }
  }
}

bool MixtureFit::advance(std::size_t count) {
  if (count_ == 0) return true;
  const std::size_t end = std::min(count_, next_ + std::max<std::size_t>(count, 1));
  for (; next_ < end; ++next_) {
    likelihood_sum_ += expect(sample(next_));
    accumulate(sample(next_));
  }
  if (next_ < count_) return false;
  const double before = log_likelihood_;
  log_likelihood_ = likelihood_sum_ / static_cast<double>(count_);
  gains_ = !complete_once_ || log_likelihood_ - before > kLeastGain;
  complete_once_ = true;
  maximise();
  begin_iteration();
  return true;
}

bool MixtureFit::improve() {
  advance(std::max<std::size_t>(count_, 1));
  return count_ > 0 && gains_;
}

}  // namespace hourglass
