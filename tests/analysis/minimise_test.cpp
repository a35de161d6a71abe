#include "analysis/minimise.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

namespace hourglass {
namespace {

using Eigen::VectorXd;

TEST_CASE("the minimum of a quadratic is found in about as many iterations as it has dimensions", "[unit]") {
  const VectorXd centre = VectorXd::LinSpaced(8, -3, 4), curvature = VectorXd::LinSpaced(8, 1, 50);
  VectorXd x = VectorXd::Zero(8);
  const int iterations = minimise(
      [&](const VectorXd& at, VectorXd& gradient) {
        gradient = curvature.cwiseProduct(at - centre);
        return 0.5 * gradient.dot(at - centre);
      },
      {.iterations = 60, .least_decrease = 1e-14}, x);
  CHECK(iterations < 60);
  CHECK((x - centre).norm() < 1e-5);
}

TEST_CASE("a start at the minimum is returned unchanged", "[unit]") {
  VectorXd x = VectorXd::Constant(3, 2);
  const int iterations = minimise(
      [](const VectorXd& at, VectorXd& gradient) {
        gradient = at.array() - 2;
        return 0.5 * gradient.squaredNorm();
      },
      {}, x);
  CHECK(iterations == 0);
  CHECK(x == VectorXd::Constant(3, 2));
}

TEST_CASE("L-BFGS finds the minimum of Rosenbrock's valley and of a badly scaled bowl", "[analysis]") {
  VectorXd x(2);
  x << -1.2, 1;
  minimise(
      [](const VectorXd& p, VectorXd& g) {
        const double a = 1 - p[0], b = p[1] - p[0] * p[0];
        g << -2 * a - 400 * p[0] * b, 200 * b;
        return a * a + 100 * b * b;
      },
      {.iterations = 200, .least_decrease = 0}, x);
  CHECK(std::abs(x[0] - 1) < 1e-5);
  CHECK(std::abs(x[1] - 1) < 1e-5);
  const Eigen::Vector3d scale(1, 1e4, 1e-2);
  VectorXd y = VectorXd::Constant(3, 5);
  minimise(
      [&](const VectorXd& p, VectorXd& g) {
        g = scale.cwiseProduct(p);
        return g.dot(p) / 2;
      },
      {.iterations = 200, .least_decrease = 0}, y);
  for (double value : y) CHECK(std::abs(value) < 1e-4);
}

}  // namespace
}  // namespace hourglass
