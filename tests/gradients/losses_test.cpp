// Every reconstruction loss: its value by its formula, and its gradient.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>

#include "gradients/check.h"
#include "nn/loss.h"

namespace hourglass {
namespace {

double scalar_loss(ReconstructionLoss kind, double output, double target) {
  if (kind == ReconstructionLoss::kMse) return (output - target) * (output - target);
  if (kind == ReconstructionLoss::kHuber) {
    const double size = std::abs(output - target);
    return size <= 0.1 ? size * size / 2 : 0.1 * (size - 0.05);
  }
  const double p = 1 / (1 + std::exp(-output));
  return -(target * std::log(p) + (1 - target) * std::log(1 - p));
}

}  // namespace

TEST_CASE("every loss equals its formula and its gradient equals central differences", "[grad]") {
  const Compute compute(Variant::generic, MathMode::kPortable, 1);
  const std::uint64_t seed = 31;
  CAPTURE(seed);
  int cases = 0;
  for (const ReconstructionLossRow& row : reconstruction_losses()) {
    for (int features : {1, 2, 7, 16, 33}) {
      for (int batch : {1, 3, 17}) {
        CAPTURE(row.id, features, batch);
        Random random({seed, Stream::kTest, static_cast<std::uint64_t>(cases)});
        const std::size_t size = static_cast<std::size_t>(features * batch);
        std::vector<Real> output(size), target(size), d(size), per_sample(static_cast<std::size_t>(batch));
        fill_uniform(random, output.data(), size, -3, 3);
        fill_uniform(random, target.data(), size, 0, 1);
        const Real scale = 0.37;
        reconstruction_loss(compute, row.kind, features, batch, output.data(), target.data(), scale, per_sample.data(),
                            d.data());
        for (int n = 0; n < batch; ++n) {
          double expected = 0;
          for (int i = 0; i < features; ++i) {
            const std::size_t at = static_cast<std::size_t>(n * features + i);
            expected += scalar_loss(row.kind, output[at], target[at]);
          }
          CHECK(std::abs(per_sample[static_cast<std::size_t>(n)] - expected) < 1e-10 * (1 + std::abs(expected)));
        }
        auto value = [&] {
          reconstruction_loss(compute, row.kind, features, batch, output.data(), target.data(), 0, per_sample.data(),
                              nullptr);
          double sum = 0;
          for (Real loss : per_sample) sum += scale * loss;
          return sum;
        };
        CHECK(gradient_error(value, output.data(), size, d) < kGradientTolerance);
        ++cases;
      }
    }
  }
  REQUIRE(cases == static_cast<int>(reconstruction_losses().size()) * 15);
}

TEST_CASE("categories count by cross-entropy, and missing values not at all", "[grad]") {
  const Compute compute(Variant::generic, MathMode::kPortable, 1);
  const std::uint64_t seed = 32;
  CAPTURE(seed);
  // Numbers, a group, a number, two groups that touch, the last of them at the end.
  const std::vector<CategoryGroup> groups = {{3, 5}, {9, 2}, {11, 19}};
  constexpr int kFeatures = 30, kBatch = 18;
  constexpr std::size_t kSize = static_cast<std::size_t>(kFeatures * kBatch);
  const Real missing = std::numeric_limits<Real>::quiet_NaN(), scale = 0.37;
  for (const ReconstructionLossRow& row : reconstruction_losses()) {
    CAPTURE(row.id);
    Random random({seed, Stream::kTest, static_cast<std::uint64_t>(row.kind)});
    std::vector<Real> output(kSize), target(kSize), d(kSize), per_sample(kBatch);
    fill_uniform(random, output.data(), kSize, -3, 3);
    fill_uniform(random, target.data(), kSize, 0, 1);
    std::vector<double> expected(kBatch);
    for (int n = 0; n < kBatch; ++n) {
      Real *o = output.data() + n * kFeatures, *t = target.data() + n * kFeatures;
      if (n % 3 == 1) t[1] = missing;
      std::vector<bool> in_group(kFeatures);
      double& sum = expected[static_cast<std::size_t>(n)];
      for (const CategoryGroup& group : groups) {
        const int chosen = (n + group.begin) % group.count;
        double powers = 0;
        for (int i = 0; i < group.count; ++i) {
          in_group[static_cast<std::size_t>(group.begin + i)] = true;
          t[group.begin + i] = n % 5 == 2 && group.begin == 9 ? missing : i == chosen;
          powers += std::exp(o[group.begin + i]);
        }
        if (t[group.begin] == t[group.begin]) sum += std::log(powers) - o[group.begin + chosen];
      }
      for (int i = 0; i < kFeatures; ++i) {
        if (!in_group[static_cast<std::size_t>(i)] && t[i] == t[i]) sum += scalar_loss(row.kind, o[i], t[i]);
      }
    }
    const auto loss = [&](Real factor, Real* gradient) {
      reconstruction_loss(compute, row.kind, kFeatures, kBatch, output.data(), target.data(), factor, per_sample.data(),
                          gradient, Real(kDefaultHuberDelta), groups);
    };
    loss(scale, d.data());
    for (std::size_t n = 0; n < kBatch; ++n) CHECK(std::abs(per_sample[n] - expected[n]) < 1e-10 * (1 + expected[n]));
    auto value = [&] {
      loss(0, nullptr);
      double sum = 0;
      for (Real one : per_sample) sum += scale * one;
      return sum;
    };
    CHECK(gradient_error(value, output.data(), kSize, d) < kGradientTolerance);
    CHECK(d[kFeatures + 1] == 0);
  }
}

TEST_CASE("a group's probabilities are the shares of its exponentials", "[grad]") {
  const Compute compute(Variant::generic, MathMode::kPortable, 1);
  std::vector<Real> values = {7, 1000, 1001, -5, 7, 0, 0, 0};
  group_probabilities(compute, std::vector<CategoryGroup>{{1, 3}}, 4, 2, values.data());
  const double e = std::exp(1.0);
  CHECK(values[0] == 7);
  CHECK(std::abs(values[1] - 1 / (1 + e)) < 1e-12);
  CHECK(std::abs(values[2] - e / (1 + e)) < 1e-12);
  CHECK(values[3] == 0);
  CHECK(std::abs(values[5] - 1.0 / 3) < 1e-12);
}

}  // namespace hourglass
