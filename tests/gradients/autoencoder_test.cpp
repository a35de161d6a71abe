// The whole composition: every bottleneck with every loss, and what each of them adds to the objective.
#include <catch2/catch_test_macros.hpp>

#include "autoencoder/autoencoder.h"
#include "gradients/check.h"

namespace hourglass {
namespace {

struct Case {
  int inputs, hidden, latent, batch;
};
constexpr Case kCases[] = {{1, 1, 1, 1}, {5, 3, 1, 2}, {6, 4, 2, 3}, {11, 9, 5, 5}};

struct Bench {
  Compute compute{Variant::generic, MathMode::kPortable, 1};
  Autoencoder network;
  Workspace workspace;
  Buffer<Real> parameters, gradients;
  std::vector<Real> pixels;
  int batch;

  Bench(const Architecture& a, int n, std::uint64_t seed)
      : network(a), workspace(network.make_workspace(n)), parameters(network.parameter_count()), batch(n) {
    gradients = parameters;
    network.initialise(seed, parameters.data());
    Random random({seed, Stream::kTest, 1});
    // Biases of zero would leave units exactly on the kink of ReLU.
    for (const Parameter& p : network.parameters()) {
      if (p.shape.size() == 1) fill_uniform(random, parameters.data() + p.slot.offset, p.slot.size, -0.5f, 0.5f);
    }
    pixels.resize(static_cast<std::size_t>(a.input.features() * n));
    fill_uniform(random, pixels.data(), pixels.size(), 0, 1);
  }
  Pass pass() { return {compute, workspace, parameters.data(), gradients.data(), batch, Mode::kTraining, 3, 4}; }
  double value() {
    return network.train(pass(), pixels.data()).total;
  }
};

}  // namespace

TEST_CASE("every composition's gradients equal central differences", "[grad]") {
  const std::uint64_t seed = 40;
  CAPTURE(seed);
  int cases = 0;
  for (const BottleneckRow& neck : bottlenecks()) {
    for (const ReconstructionLossRow& loss : reconstruction_losses()) {
      for (const Activation activation : {Activation::kTanh, Activation::kGelu, Activation::kRelu}) {
        for (const Case& c : kCases) {
          CAPTURE(neck.id, loss.id, activation_row(activation).id, c.inputs, c.hidden, c.latent, c.batch);
          Architecture a;
          a.input = flat(c.inputs);
          a.hidden = {c.hidden, c.hidden + 1};
          a.latent = c.latent;
          a.activation = activation;
          a.code_activation = Activation::kTanh;
          a.loss = loss.kind;
          a.bottleneck = neck.kind;
          a.bottleneck_options.beta = 1.7;
          Bench bench(a, c.batch, seed + static_cast<std::uint64_t>(cases));
          bench.value();
          const std::vector<Real> analytic(bench.gradients.begin(), bench.gradients.end());
          auto value = [&] { return bench.value(); };
          CHECK(gradient_error(value, bench.parameters.data(), bench.parameters.size(), analytic) <
                kGradientTolerance);
          ++cases;
        }
      }
    }
  }
  REQUIRE(cases == static_cast<int>(bottlenecks().size() * reconstruction_losses().size() * 3 * std::size(kCases)));
}

TEST_CASE("a convolutional composition's gradients equal central differences, and its output has the input's shape",
          "[grad]") {
  const Shape inputs[] = {{1, 1, 1}, {4, 4, 1}, {5, 7, 3}, {8, 6, 2}};
  const std::vector<int> stacks[] = {{2}, {3, 2}, {1, 2, 3}};
  int cases = 0;
  for (const Shape& input : inputs) {
    for (const std::vector<int>& channels : stacks) {
      CAPTURE(input.height, input.width, input.channels, channels);
      Architecture a;
      a.input = input;
      a.channels = channels;
      a.hidden = cases % 2 ? std::vector<int>{4} : std::vector<int>{};
      a.latent = 2;
      a.activation = Activation::kTanh;
      a.loss = cases % 3 ? ReconstructionLoss::kBce : ReconstructionLoss::kMse;
      a.bottleneck = cases % 4 ? BottleneckKind::kPlain : BottleneckKind::kGaussian;
      Bench bench(a, 3, 80 + static_cast<std::uint64_t>(cases));
      CHECK(bench.network.decoder().layers().back()->output_shape() == input);
      bench.value();
      const std::vector<Real> analytic(bench.gradients.begin(), bench.gradients.end());
      auto value = [&] { return bench.value(); };
      CHECK(gradient_error(value, bench.parameters.data(), bench.parameters.size(), analytic) < kGradientTolerance);
      ++cases;
    }
  }
  REQUIRE(cases == 12);
}

TEST_CASE("the Gaussian bottleneck's term is the divergence from the standard normal", "[unit]") {
  Architecture a;
  a.input = flat(4);
  a.hidden = {};
  a.latent = 2;
  a.bottleneck = BottleneckKind::kGaussian;
  Bench bench(a, 1, 5);
  bench.parameters.clear();
  // With zero weights the biases are the posterior's parameters: means 0.5, -1 and log-variances 0.2, -0.7.
  const Real posterior[] = {0.5, -1, 0.2, -0.7};
  std::copy(std::begin(posterior), std::end(posterior), bench.parameters.data() + bench.network.parameters()[1].slot.offset);
  const double expected = 0.5 * (0.25 + std::exp(0.2) - 1 - 0.2) + 0.5 * (1 + std::exp(-0.7) - 1 + 0.7);
  CHECK(std::abs(bench.network.score(bench.pass(), bench.pixels.data()).penalty - expected) < 1e-12);
}

TEST_CASE("the objective is reconstruction plus beta times the term, averaged over the batch", "[unit]") {
  Architecture a;
  a.input = flat(6);
  a.hidden = {4};
  a.latent = 2;
  a.bottleneck = BottleneckKind::kGaussian;
  a.bottleneck_options.beta = 2.5;
  Bench bench(a, 3, 6);
  const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
  CHECK(terms.penalty > 0);
  CHECK(std::abs(terms.total - (terms.reconstruction + 2.5 * terms.penalty)) < 1e-12);
}

}  // namespace hourglass
