// The elementary functions against the C library's in double, over the whole range of float and at its ends.
#include "core/math.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace hourglass {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kDenormal = std::numeric_limits<float>::denorm_min();
constexpr float kSmallest = std::numeric_limits<float>::min();
constexpr float kLargest = std::numeric_limits<float>::max();

/// Distance in units of the last place of `exact`, which is normal or zero.
double ulps(float found, double exact) {
  const double size = std::max(std::abs(exact), static_cast<double>(kSmallest));
  const double unit = std::ldexp(1.0, std::ilogb(size) - 23);
  return std::abs(static_cast<double>(found) - exact) / unit;
}

struct Worst {
  double error = 0;
  float at = 0;
};

/// Largest error over every 499th float from `low` to `high`.
template <class Function, class Exact>
Worst largest_error(Function function, Exact exact, float low, float high) {
  Worst worst;
  constexpr std::uint32_t kStep = 499;
  for (std::uint32_t sign : {0u, 0x80000000u}) {
    for (std::uint32_t bits = 0; bits < 0x7f800000u; bits += kStep) {
      const float x = __builtin_bit_cast(float, bits | sign);
      if (x < low || x > high) continue;
      const double error = ulps(function(x), exact(static_cast<double>(x)));
      if (!(error <= worst.error)) worst = {error, x};
    }
  }
  return worst;
}

void report(const char* name, const Worst& worst) {
  std::printf("%s: at most %.3f ulp, at %.9g\n", name, worst.error, static_cast<double>(worst.at));
}

}  // namespace

TEST_CASE("exp errs by less than 1 ulp", "[unit][math]") {
  const Worst worst = largest_error(
      math::exp<float>, [](double x) { return std::exp(x); }, -87.3f, 88.7f);
  report("exp", worst);
  CHECK(worst.error < 1);
}

TEST_CASE("log errs by less than 1 ulp", "[unit][math]") {
  const Worst worst = largest_error(
      math::log<float>, [](double x) { return std::log(x); }, kSmallest, kLargest);
  report("log", worst);
  CHECK(worst.error < 1);
}

TEST_CASE("tanh errs by less than 2 ulp", "[unit][math]") {
  const Worst worst = largest_error(
      math::tanh<float>, [](double x) { return std::tanh(x); }, -kLargest, kLargest);
  report("tanh", worst);
  CHECK(worst.error < 2);
}

TEST_CASE("sigmoid errs by less than 3 ulp", "[unit][math]") {
  auto exact = [](double x) { return 1 / (1 + std::exp(-x)); };
  const Worst worst = largest_error(math::sigmoid<float>, exact, -87.3f, kLargest);
  report("sigmoid", worst);
  CHECK(worst.error < 3);
}

TEST_CASE("softplus errs by less than 3 ulp", "[unit][math]") {
  auto exact = [](double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); };
  const Worst worst = largest_error(math::softplus<float>, exact, -87.3f, kLargest);
  report("softplus", worst);
  CHECK(worst.error < 3);
}

TEST_CASE("a NaN stays a NaN through every function", "[unit][math]") {
  CHECK(std::isnan(math::exp(kNaN)));
  CHECK(std::isnan(math::log(kNaN)));
  CHECK(std::isnan(math::tanh(kNaN)));
  CHECK(std::isnan(math::sigmoid(kNaN)));
  CHECK(std::isnan(math::softplus(kNaN)));
  CHECK(std::isnan(math::log(-1.0f)));
  CHECK(std::isnan(math::log(-kInfinity)));
}

TEST_CASE("infinities and huge values give the limits", "[unit][math]") {
  for (float huge : {kInfinity, kLargest, 1e10f, 200.0f}) {
    CAPTURE(huge);
    CHECK(math::exp(huge) == kInfinity);
    CHECK(math::exp(-huge) == 0);
    CHECK(math::tanh(huge) == 1);
    CHECK(math::tanh(-huge) == -1);
    CHECK(math::sigmoid(huge) == 1);
    CHECK(math::sigmoid(-huge) == 0);
    CHECK(math::softplus(huge) == huge);
    CHECK(math::softplus(-huge) == 0);
  }
  CHECK(math::log(kInfinity) == kInfinity);
  CHECK(math::exp(88.72f) < kInfinity);
  CHECK(math::exp(-87.33f) >= kSmallest);
}

TEST_CASE("denormals give the same as zero", "[unit][math]") {
  for (float tiny : {0.0f, -0.0f, kDenormal, -kDenormal, kSmallest, -kSmallest}) {
    CAPTURE(tiny);
    CHECK(math::exp(tiny) == 1);
    CHECK(math::sigmoid(tiny) == 0.5f);
    CHECK(math::tanh(tiny) == tiny);
    CHECK(std::abs(math::softplus(tiny) - 0.693147181f) < 1e-7f);
  }
  CHECK(math::log(0.0f) == -kInfinity);
  CHECK(math::log(kDenormal) == -kInfinity);
  CHECK(math::log(1.0f) == 0);
  CHECK(math::exp(1.0f) == 2.71828183f);
}

}  // namespace hourglass
