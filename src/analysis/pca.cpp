#include "analysis/pca.h"

#include <algorithm>

#include "core/eigen.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// Samples per multiply.
constexpr std::uint32_t kBatch = 500;

/// The matrix of directions and the offset that make codes of samples.
struct Projection {
  int features, count;
  std::vector<float> directions, offsets;

  explicit Projection(const PrincipalComponents& c)
      : features(c.features), count(c.count), directions(c.directions.begin(), c.directions.end()) {
    const Eigen::Map<const Eigen::MatrixXd> columns(c.directions.data(), features, count);
    const Eigen::Map<const Eigen::VectorXd> mean(c.mean.data(), features);
    for (int j = 0; j < count; ++j) offsets.push_back(static_cast<float>(-columns.col(j).dot(mean)));
  }

  void run(const Compute& compute, const float* samples, int batch, float* codes) const {
    multiply(compute, {.m = batch,
                       .n = count,
                       .k = features,
                       .a = rows(samples, features),
                       .b = transposed(directions.data(), features),
                       .c = codes,
                       .bias = offsets.data()});
  }
};

}  // namespace

PrincipalComponents fit_principal_components(const Samples& samples, int count, const Compute& compute) {
  Moments moments(samples.features);
  for (std::uint32_t first = 0; first < samples.count; first += kBatch) {
    moments.add(compute, samples.sample(first), static_cast<int>(std::min(kBatch, samples.count - first)));
  }
  return principal_components(moments, count);
}

Samples principal_codes(const PrincipalComponents& components, const Samples& samples, const Compute& compute) {
  const Projection projection(components);
  Samples codes{components.count, samples.count, {}, samples.labels};
  codes.values.resize(static_cast<std::size_t>(components.count) * samples.count);
  for (std::uint32_t first = 0; first < samples.count; first += kBatch) {
    projection.run(compute, samples.sample(first), static_cast<int>(std::min(kBatch, samples.count - first)),
                   codes.values.data() + static_cast<std::size_t>(first) * static_cast<std::size_t>(components.count));
  }
  return codes;
}

Samples from_principal_codes(const PrincipalComponents& components, const Samples& codes, int count) {
  const Eigen::Map<const Eigen::MatrixXd> directions(components.directions.data(), components.features, count);
  const Eigen::Map<const Eigen::VectorXd> mean(components.mean.data(), components.features);
  Samples samples{components.features, codes.count, {}, codes.labels};
  samples.values.reserve(static_cast<std::size_t>(components.features) * codes.count);
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    const Eigen::VectorXd code = Eigen::Map<const Eigen::VectorXf>(codes.sample(n), count).cast<double>();
    const Eigen::VectorXf sample = (mean + directions * code).cast<float>();
    samples.values.insert(samples.values.end(), sample.begin(), sample.end());
  }
  return samples;
}

std::vector<double> errors_by_rank(const PrincipalComponents& components, const Samples& input, const Samples& target,
                                   const Compute& compute) {
  const Samples from = principal_codes(components, input, compute);
  const Samples to = &input == &target ? from : principal_codes(components, target, compute);
  const std::size_t count = static_cast<std::size_t>(components.count);
  const Eigen::Map<const Eigen::VectorXd> mean(components.mean.data(), components.features);
  std::vector<double> errors;
  errors.reserve((count + 1) * target.count);
  for (std::uint32_t n = 0; n < target.count; ++n) {
    // |t - m - sum_j s_j d_j|^2 over orthonormal d_j loses t_j^2 and gains (t_j - s_j)^2 with every component.
    const Eigen::Map<const Eigen::VectorXf> sample(target.sample(n), components.features);
    double error = (sample.cast<double>() - mean).squaredNorm();
    errors.push_back(error);
    for (std::size_t j = 0; j < count; ++j) {
      const double s = static_cast<double>(from.sample(n)[j]), t = static_cast<double>(to.sample(n)[j]);
      error += (t - s) * (t - s) - t * t;
      errors.push_back(std::max(error, 0.0));
    }
  }
  return errors;
}

std::vector<double> mean_errors_by_rank(const PrincipalComponents& components, const Samples& input,
                                        const Samples& target, const Compute& compute) {
  const std::vector<double> errors = errors_by_rank(components, input, target, compute);
  const std::size_t ranks = static_cast<std::size_t>(components.count) + 1;
  std::vector<double> means(ranks);
  for (std::size_t i = 0; i < errors.size(); ++i) means[i % ranks] += errors[i] / target.count;
  return means;
}

std::vector<double> explained_variance(const PrincipalComponents& components) {
  double total = 0, sum = 0;
  for (double variance : components.variances) total += variance;
  std::vector<double> shares = {0};
  for (double variance : components.variances) shares.push_back(total > 0 ? (sum += variance) / total : 1);
  return shares;
}

}  // namespace hourglass
