#include "analysis/orthonormalise.h"

#include <catch2/catch_test_macros.hpp>

#include "core/hash.h"
#include "core/random.h"

namespace hourglass {
namespace {

using Eigen::MatrixXf;

MatrixXf random_columns(int features, int count) {
  Random random({.seed = 3, .stream = Stream::kTest, .step = static_cast<std::uint64_t>(features)});
  MatrixXf matrix(features, count);
  for (float& value : matrix.reshaped()) value = random.uniform(-1, 1);
  return matrix;
}

TEST_CASE("columns become orthonormal, keep their span and do not change sign", "[unit]") {
  const MatrixXf before = random_columns(60, 9);
  MatrixXf basis = before;
  orthonormalise(basis);
  CHECK((basis.transpose() * basis - MatrixXf::Identity(9, 9)).norm() < 1e-5f);
  // Every column lies in the span, and column j in that of the first j + 1 directions.
  CHECK((basis * (basis.transpose() * before) - before).norm() < 1e-4f);
  for (int j = 0; j < 9; ++j) {
    CHECK(basis.col(j).dot(before.col(j)) > 0);
    for (int later = j + 1; later < 9; ++later) CHECK(std::abs(basis.col(later).dot(before.col(j))) < 1e-4f);
  }
}

TEST_CASE("a linearly dependent column becomes 0", "[unit]") {
  MatrixXf basis = random_columns(5, 3);
  basis.col(1) = -2 * basis.col(0);
  orthonormalise(basis);
  CHECK(basis.col(1).isZero(0));
  CHECK(std::abs(basis.col(2).norm() - 1) < 1e-6f);
  MatrixXf one_feature = random_columns(1, 2);
  orthonormalise(one_feature);
  CHECK(std::abs(one_feature(0, 0)) == 1);
  CHECK(one_feature(0, 1) == 0);
}

TEST_CASE("a basis has the same bits on every machine", "[unit]") {
  MatrixXf basis = random_columns(784, 40);
  orthonormalise(basis);
  const auto size = static_cast<std::size_t>(basis.size()) * sizeof(float);
  CHECK(hash_text(hash_bytes(basis.data(), size)) == "ce305ffdf26b2b8d");
}

}  // namespace
}  // namespace hourglass
