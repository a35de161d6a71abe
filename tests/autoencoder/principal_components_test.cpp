#include "autoencoder/principal_components.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "autoencoder/autoencoder.h"
#include "core/hash.h"
#include "core/random.h"

namespace hourglass {
namespace {

constexpr int kFeatures = 12, kSamples = 700;

/// Independent features of deviation 12, 11, ..., 1 around a mean, then rotated in every plane of two adjacent axes.
std::vector<Real> turned_samples(std::uint64_t seed) {
  Random random({seed, Stream::kTest, 0});
  std::vector<Real> samples;
  for (int n = 0; n < kSamples; ++n) {
    double x[kFeatures];
    for (int i = 0; i < kFeatures; ++i) x[i] = (kFeatures - i) * static_cast<double>(random.normal());
    for (int i = 0; i + 1 < kFeatures; ++i) {
      const double a = x[i], b = x[i + 1];
      x[i] = 0.8 * a - 0.6 * b;
      x[i + 1] = 0.6 * a + 0.8 * b;
    }
    for (int i = 0; i < kFeatures; ++i) samples.push_back(static_cast<Real>(x[i] + 3 * i));
  }
  return samples;
}

const Compute& portable() {
  static const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  return compute;
}

PrincipalComponents components_of(const std::vector<Real>& samples, int count) {
  Moments moments(kFeatures);
  moments.add(portable(), samples.data(), kSamples);
  return principal_components(moments, count);
}

}  // namespace

TEST_CASE("principal directions are eigenvectors of the covariance, orthonormal, largest variance first", "[pca]") {
  const std::vector<Real> samples = turned_samples(7);
  Moments moments(kFeatures);
  moments.add(portable(), samples.data(), kSamples);
  const std::vector<double> covariance = moments.covariance();
  const PrincipalComponents c = principal_components(moments, kFeatures);
  REQUIRE(c.count == kFeatures);
  REQUIRE(c.variances.size() == kFeatures);
  for (int j = 0; j < kFeatures; ++j) {
    CAPTURE(j);
    const double* direction = c.directions.data() + j * kFeatures;
    double largest = 0;
    for (int i = 0; i < kFeatures; ++i) {
      double product = 0;
      for (int l = 0; l < kFeatures; ++l)
        product += covariance[static_cast<std::size_t>(i * kFeatures + l)] * direction[l];
      CHECK(std::abs(product - c.variances[static_cast<std::size_t>(j)] * direction[i]) < 1e-9 * c.variances[0]);
      if (std::abs(direction[i]) > std::abs(largest)) largest = direction[i];
    }
    CHECK(largest > 0);
    for (int other = 0; other <= j; ++other) {
      double dot = 0;
      for (int i = 0; i < kFeatures; ++i)
        dot += direction[i] * c.directions[static_cast<std::size_t>(other * kFeatures + i)];
      CHECK(std::abs(dot - (other == j ? 1 : 0)) < 1e-12);
    }
    if (j > 0) CHECK(c.variances[static_cast<std::size_t>(j)] <= c.variances[static_cast<std::size_t>(j - 1)]);
  }
}

TEST_CASE("moments do not depend on how calls divide the samples, if the blocks have the same boundaries", "[pca]") {
  const std::vector<Real> samples = turned_samples(8);
  Moments whole(kFeatures), pieces(kFeatures);
  whole.add(portable(), samples.data(), kSamples);
  pieces.add(portable(), samples.data(), 512);
  pieces.add(portable(), samples.data() + 512 * kFeatures, kSamples - 512);
  CHECK(whole.covariance() == pieces.covariance());
  CHECK(whole.mean() == pieces.mean());
  CHECK(whole.count() == kSamples);
}

TEST_CASE("the moments keep small variances despite a large mean", "[pca]") {
  Moments moments(2);
  std::vector<Real> samples;
  for (int n = 0; n < 20000; ++n) {
    samples.push_back(Real(1));
    samples.push_back(n % 2 == 0 ? Real(0.75) : Real(0.25));
  }
  moments.add(portable(), samples.data(), 20000);
  const std::vector<double> covariance = moments.covariance();
  CHECK(std::abs(covariance[0]) < 1e-7);
  CHECK(std::abs(covariance[3] - 0.0625) < 1e-7);
}

TEST_CASE("a network with the components as weights has the left-out variance as its error", "[pca]") {
  constexpr int kCodes = 4;
  const std::vector<Real> samples = turned_samples(9);
  const PrincipalComponents c = components_of(samples, kCodes);
  Architecture a;
  a.input = flat(kFeatures);
  a.hidden = {};
  a.latent = kCodes;
  a.code_activation = a.output_activation = Activation::kLinear;
  const Autoencoder network(a);
  Buffer<Real> parameters(network.parameter_count());
  write_linear_autoencoder(c, network.parameters(), parameters.data());
  Workspace workspace = network.make_workspace(kSamples);
  const Pass pass{.compute = portable(),
                  .workspace = workspace,
                  .parameters = parameters.data(),
                  .gradients = nullptr,
                  .batch = kSamples,
                  .mode = Mode::kInference};
  const double error = network.score(pass, samples.data()).reconstruction;
  double left = 0;
  for (std::size_t j = kCodes; j < kFeatures; ++j) left += c.variances[j];
  CHECK(std::abs(error - left) < 1e-4 * left);

  // The codes have mean 0 and the components' variances.
  const Real* codes = network.encode(pass, samples.data());
  for (int j = 0; j < kCodes; ++j) {
    double mean = 0, square = 0;
    for (int n = 0; n < kSamples; ++n) {
      const double code = static_cast<double>(codes[n * kCodes + j]);
      mean += code / kSamples;
      square += code * code / kSamples;
    }
    CAPTURE(j);
    CHECK(std::abs(mean) < 1e-3);
    CHECK(std::abs(square - c.variances[static_cast<std::size_t>(j)]) < 1e-4 * c.variances[0]);
  }
}

TEST_CASE("a decomposition has the same bits on every machine", "[pca]") {
  // It uses only sums, products and square roots, so no bit depends on a math library.
  constexpr int kSize = 60, kCount = 300;
  Random random({.seed = 5, .stream = Stream::kTest});
  std::vector<Real> samples(kSize * kCount);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] = Real(random.uniform(-1, 1)) * static_cast<Real>(1 + i % kSize);
  }
  Moments moments(kSize);
  moments.add(portable(), samples.data(), kCount);
  const PrincipalComponents c = principal_components(moments, 8);
  CHECK(hash_text(hash_bytes(c.directions.data(), c.directions.size() * sizeof(double))) == "b0c5bcf9836fb870");
  CHECK(hash_text(hash_bytes(c.variances.data(), c.variances.size() * sizeof(double))) == "97e122306f492b18");
}

TEST_CASE("data with one feature have one component", "[pca]") {
  Moments moments(1);
  const std::vector<Real> samples = {1, 2, 3, 6};
  moments.add(portable(), samples.data(), 4);
  const PrincipalComponents c = principal_components(moments, 1);
  REQUIRE(c.directions.size() == 1);
  CHECK(c.directions[0] == 1);
  CHECK(std::abs(c.variances[0] - 3.5) < 1e-12);
}

}  // namespace hourglass
