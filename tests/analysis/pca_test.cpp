#include "analysis/pca.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "data/digits.h"
#include "data/open.h"
#include "support/mnist.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

const Compute& portable() {
  static const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  return compute;
}

}  // namespace

TEST_CASE("PCA's error on MNIST's test images is the published one at every rank", "[pca][mnist][long]") {
  const std::string folder = mnist_folder();
  if (folder.empty()) SKIP(kNoMnist);
  const auto mnist = open_dataset(folder);
  REQUIRE(mnist);
  const Samples training = read_samples(**mnist, Split::kTraining), held_out = read_samples(**mnist, Split::kHeldOut);
  REQUIRE(training.count == 60000);
  REQUIRE(held_out.count == 10000);
  const PrincipalComponents components = fit_principal_components(training, 32, portable());
  const std::vector<double> errors = mean_errors_by_rank(components, held_out, held_out, portable());
  struct Expected {
    std::size_t rank;
    double mse_per_pixel;
  };
  for (const Expected& e : {Expected{2, 0.05567}, {10, 0.03407}, {20, 0.02354}, {30, 0.01769}, {32, 0.01683}}) {
    CAPTURE(e.rank, errors[e.rank] / 784);
    CHECK(std::abs(errors[e.rank] / 784 - e.mse_per_pixel) < 0.000005);
  }
}

TEST_CASE("errors by rank equal those of the reconstructions, also of another input", "[pca]") {
  const Digits digits({.seed = 3, .training_count = 300, .held_out_count = 20});
  const Samples training = read_samples(digits, Split::kTraining), clean = read_samples(digits, Split::kHeldOut);
  Samples noisy = clean;
  Random random({5, Stream::kTest, 0});
  for (float& value : noisy.values) value += 0.3f * random.normal();
  constexpr std::size_t kRanks = 6;
  const PrincipalComponents c = fit_principal_components(training, kRanks, portable());
  const Samples codes = principal_codes(c, noisy, portable());
  const std::vector<double> errors = errors_by_rank(c, noisy, clean, portable());
  REQUIRE(errors.size() == 20 * (kRanks + 1));
  for (std::uint32_t n = 0; n < 20; ++n) {
    for (std::size_t rank = 0; rank <= kRanks; ++rank) {
      double expected = 0;
      for (std::size_t i = 0; i < 784; ++i) {
        double value = c.mean[i];
        for (std::size_t j = 0; j < rank; ++j)
          value += static_cast<double>(codes.sample(n)[j]) * c.directions[j * 784 + i];
        const double difference = value - static_cast<double>(clean.sample(n)[i]);
        expected += difference * difference;
      }
      CAPTURE(n, rank);
      REQUIRE(std::abs(errors[n * (kRanks + 1) + rank] - expected) < 1e-3);
    }
  }
  const std::vector<double> explained = explained_variance(c);
  CHECK(explained.front() == 0);
  CHECK(std::abs(explained.back() - 1) < 1e-9);
}

}  // namespace hourglass
