#include "analysis/leading_directions.h"

#include "analysis/orthonormalise.h"
#include "core/random.h"

namespace hourglass {
namespace {

using Eigen::Map;
using Eigen::MatrixXf;
using Eigen::VectorXf;

MatrixXf matrix_of(const Directions& directions) {
  const auto features = static_cast<Eigen::Index>(directions[0].size());
  MatrixXf matrix(features, 2);
  matrix.col(0) = Map<const VectorXf>(directions[0].data(), features);
  matrix.col(1) = Map<const VectorXf>(directions[1].data(), features);
  return matrix;
}

MatrixXf first_directions(Eigen::Index features) {
  MatrixXf matrix(features, 2);
  for (int d = 0; d < 2; ++d) {
    Random random({0, Stream::kDirections, static_cast<std::uint64_t>(d)});
    for (float& value : matrix.col(d)) value = random.normal();
  }
  return matrix;
}

}  // namespace

void improve_directions(std::span<const float> samples, std::span<const float> mean, Directions& directions) {
  const auto features = static_cast<Eigen::Index>(mean.size());
  if (features == 0 || samples.size() < mean.size()) return;
  const Map<const MatrixXf> x(samples.data(), features, static_cast<Eigen::Index>(samples.size() / mean.size()));
  const Map<const VectorXf> m(mean.data(), features);
  MatrixXf basis = directions[0].size() == mean.size() ? matrix_of(directions) : first_directions(features);
  MatrixXf next(features, 2);
  for (int d = 0; d < 2; ++d) {
    // (X - m 1^T) (X - m 1^T)^T d, without a centred copy of the samples.
    VectorXf along = x.transpose() * basis.col(d);
    along.array() -= m.dot(basis.col(d));
    next.col(d) = x * along - along.sum() * m;
  }
  orthonormalise(next);
  // Where the samples do not vary at all, the directions of before are as good as any.
  const bool varied = next.col(0).squaredNorm() > 0.5f && next.allFinite();
  if (varied) basis = next;
  if (!varied) orthonormalise(basis);
  for (std::size_t d = 0; d < 2; ++d) {
    const auto column = basis.col(static_cast<Eigen::Index>(d));
    directions[d].assign(column.begin(), column.end());
  }
}

}  // namespace hourglass
