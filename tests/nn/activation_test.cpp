// The activations' values, and the properties that their table states.
#include "nn/activation.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <vector>

namespace hourglass {
namespace {

using Catch::Approx;

const Compute& portable() {
  static const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  return compute;
}

/// -8, -7.875, ..., 8 without 0, where ReLU has no derivative.
std::vector<Real> inputs() {
  std::vector<Real> values;
  for (int i = -64; i <= 64; ++i) {
    if (i != 0) values.push_back(Real(i) / 8);
  }
  return values;
}

std::vector<Real> outputs(Activation kind, const std::vector<Real>& x) {
  std::vector<Real> y(x.size());
  activation_forward(portable(), kind, x.size(), x.data(), y.data());
  return y;
}

}  // namespace

TEST_CASE("silu is x sigmoid(x)", "[unit][activation]") {
  const std::vector<Real> x = inputs(), y = outputs(Activation::kSilu, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double exact = static_cast<double>(x[i]) / (1 + std::exp(-static_cast<double>(x[i])));
    CAPTURE(x[i]);
    CHECK(static_cast<double>(y[i]) == Approx(exact).epsilon(1e-6));
  }
}

TEST_CASE("silu's derivative is sigmoid(x) (1 + x (1 - sigmoid(x)))", "[unit][activation]") {
  const std::vector<Real> x = inputs(), y = outputs(Activation::kSilu, x);
  std::vector<Real> d(x.size(), 1);
  activation_backward_in_task(portable(), Activation::kSilu, x.size(), x.data(), y.data(), d.data());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double at = static_cast<double>(x[i]), gate = 1 / (1 + std::exp(-at));
    CAPTURE(x[i]);
    CHECK(static_cast<double>(d[i]) == Approx(gate * (1 + at * (1 - gate))).epsilon(1e-5).margin(1e-6));
  }
}

TEST_CASE("the slope in an activation's row is the one that the backward pass uses", "[unit][activation]") {
  const std::vector<Real> x = inputs();
  for (const ActivationRow& row : activations()) {
    if (row.needs_input()) continue;
    CAPTURE(row.id);
    const std::vector<Real> y = outputs(row.kind, x);
    std::vector<Real> d(x.size(), 1);
    activation_backward_in_task(portable(), row.kind, x.size(), nullptr, y.data(), d.data());
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(row.slope_at(y[i]).slope == d[i]);
  }
}

TEST_CASE("where an activation counts as flat its slope is at most a twentieth of its steepest", "[unit][activation]") {
  int with_flat_outputs = 0;
  for (const ActivationRow& row : activations()) {
    if (row.flat.stuck == StuckUnits::kNeither) continue;
    CAPTURE(row.id);
    ++with_flat_outputs;
    Real steepest = 0, steepest_flat = 0;
    for (const Real y : outputs(row.kind, inputs())) {
      const Real slope = row.slope_at(y).slope;
      steepest = std::max(steepest, slope);
      if (y <= row.flat.low || y >= row.flat.high) steepest_flat = std::max(steepest_flat, slope);
    }
    CHECK(steepest_flat <= steepest / 20);
  }
  CHECK(with_flat_outputs == 3);
}

}  // namespace hourglass
