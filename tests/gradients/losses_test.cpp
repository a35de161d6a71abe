// Every reconstruction loss: its value by its formula, and its gradient.
#include <catch2/catch_test_macros.hpp>

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

}  // namespace hourglass
