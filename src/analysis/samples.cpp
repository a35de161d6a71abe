#include "analysis/samples.h"

#include <algorithm>
#include <cmath>

#include "core/eigen.h"

namespace hourglass {
namespace {

using Eigen::VectorXd, Eigen::VectorXf;
using Columns = Eigen::Map<Eigen::MatrixXf>;
using ConstColumns = Eigen::Map<const Eigen::MatrixXf>;

/// Below this share of the largest deviation a feature counts as constant: rounding, not information.
constexpr double kConstant = 1e-6;

/// Samples as a matrix, features x count.
Columns columns_of(Samples& samples) {
  return {samples.values.data(), samples.features, static_cast<Eigen::Index>(samples.count)};
}
ConstColumns columns_of(const Samples& samples) {
  return {samples.values.data(), samples.features, static_cast<Eigen::Index>(samples.count)};
}
Eigen::Map<const VectorXd> as_eigen(const std::vector<double>& values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

}  // namespace

Samples read_samples(const Dataset& data, Split split, std::uint32_t most) {
  Samples samples;
  samples.features = data.shape().features();
  samples.count = most > 0 ? std::min(most, data.count(split)) : data.count(split);
  samples.values.resize(static_cast<std::size_t>(samples.features) * samples.count);
  samples.labels.resize(samples.count);
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    data.read(split, n,
              samples.values.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(samples.features));
    samples.labels[n] = data.label(split, n);
  }
  return samples;
}

Samples pick_samples(const Samples& samples, std::span<const std::uint32_t> indices) {
  Samples picked{samples.features, static_cast<std::uint32_t>(indices.size()), {}, {}};
  picked.values.reserve(indices.size() * static_cast<std::size_t>(samples.features));
  for (std::uint32_t n : indices) {
    picked.values.insert(picked.values.end(), samples.sample(n), samples.sample(n) + samples.features);
    if (!samples.labels.empty()) picked.labels.push_back(samples.labels[n]);
  }
  return picked;
}

void fill_missing(std::span<const float> stand_ins, Samples& samples) {
  for (std::size_t i = 0; i < samples.values.size(); ++i) {
    if (std::isnan(samples.values[i])) samples.values[i] = stand_ins[i % stand_ins.size()];
  }
}

void fill_missing(const DataDescription& description, Samples& samples) {
  const std::vector<float> stand_ins = missing_features(description);
  if (!stand_ins.empty()) fill_missing(stand_ins, samples);
}

FeatureStatistics feature_statistics(const Samples& samples) {
  const ConstColumns x = columns_of(samples);
  VectorXd mean = VectorXd::Zero(x.rows()), squares = VectorXd::Zero(x.rows());
  for (Eigen::Index n = 0; n < x.cols(); ++n) mean += x.col(n).cast<double>();
  mean /= samples.count;
  for (Eigen::Index n = 0; n < x.cols(); ++n) squares += (x.col(n).cast<double>() - mean).cwiseAbs2();
  const VectorXd deviation = (squares / samples.count).cwiseSqrt();
  return {{mean.begin(), mean.end()}, {deviation.begin(), deviation.end()}};
}

void standardise(Samples& samples, const FeatureStatistics& statistics) {
  const VectorXd deviation = as_eigen(statistics.deviation);
  const double least = kConstant * deviation.maxCoeff();
  const VectorXf mean = as_eigen(statistics.mean).cast<float>();
  const VectorXf scale = (deviation.array() > least).select(deviation.cwiseInverse(), 0.0).cast<float>();
  Columns x = columns_of(samples);
  for (Eigen::Index n = 0; n < x.cols(); ++n) x.col(n) = (x.col(n) - mean).cwiseProduct(scale);
}

void restore_proportions(Samples& samples, const FeatureStatistics& statistics) {
  const auto deviation = as_eigen(statistics.deviation);
  const double variance = deviation.squaredNorm() / static_cast<double>(samples.features);
  if (variance == 0) return;
  const VectorXf scale = (deviation / std::sqrt(variance)).cast<float>();
  Columns x = columns_of(samples);
  for (Eigen::Index n = 0; n < x.cols(); ++n) x.col(n) = x.col(n).cwiseProduct(scale);
}

}  // namespace hourglass
