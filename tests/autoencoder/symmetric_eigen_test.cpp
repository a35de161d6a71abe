// The decomposition against Eigen's, bit for bit.
#include "autoencoder/symmetric_eigen.h"

#include <catch2/catch_test_macros.hpp>

#include "core/eigen.h"
#include "core/random.h"

namespace hourglass {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// A A^T of normal numbers; with `rank` below `size` it is singular.
Matrix covariance(int size, int rank) {
  Random random({.seed = 5, .step = static_cast<std::uint64_t>(size * 1000 + rank)});
  Matrix a(size, rank);
  for (double& value : a.reshaped()) value = static_cast<double>(random.normal());
  return a * a.transpose();
}

template <class Values>
bool same(const std::vector<double>& found, const Values& expected) {
  return found == std::vector<double>(expected.data(), expected.data() + expected.size());
}

void check_against_eigen(const Matrix& matrix) {
  const int size = static_cast<int>(matrix.rows());
  const Eigen::Tridiagonalization<Matrix> expected(matrix);
  const Tridiagonal found(std::vector<double>(matrix.data(), matrix.data() + matrix.size()), size);
  const Vector diagonal = expected.diagonal(), beside = expected.subDiagonal();
  CHECK(same(found.diagonal(), diagonal));
  CHECK(same(found.beside(), beside));

  Vector moved = Vector::LinSpaced(size, -1, 2);
  std::vector<double> v(moved.begin(), moved.end());
  moved.applyOnTheLeft(expected.matrixQ());
  found.apply_q(v.data());
  CHECK(same(v, moved));

  Eigen::SelfAdjointEigenSolver<Matrix> solver;
  solver.computeFromTridiagonal(diagonal, beside, Eigen::ComputeEigenvectors);
  const TridiagonalEigen eigen = decompose(found);
  CHECK(same(eigen.values, solver.eigenvalues()));
  CHECK(same(eigen.vectors, solver.eigenvectors()));
}

TEST_CASE("a symmetric matrix's decomposition is Eigen's, bit for bit", "[unit][eigen]") {
  for (const int size : {1, 2, 3, 8, 9, 10, 11, 60, 145}) {
    for (const int rank : {1, size / 2 + 1, size}) {
      for (const double scale : {1.0, 1e-170, 1e150, 0.0}) {
        INFO("size " << size << ", rank " << rank << ", scale " << scale);
        check_against_eigen(scale * covariance(size, rank));
      }
    }
  }
}

}  // namespace
}  // namespace hourglass
