// Whole autoencoders: every bottleneck with every loss, and what each of them adds to the objective.
#include <catch2/catch_test_macros.hpp>

#include "autoencoder/networks.h"
#include "gradients/autoencoder_bench.h"

namespace hourglass {
namespace {

struct Case {
  int inputs, hidden, latent, batch;
};
constexpr Case kCases[] = {{1, 1, 1, 1}, {5, 3, 1, 2}, {6, 4, 2, 3}, {11, 9, 5, 5}};

}  // namespace

TEST_CASE("the gradients of every bottleneck with every loss equal central differences", "[grad]") {
  const std::uint64_t seed = 40;
  CAPTURE(seed);
  int cases = 0, necks = 0;
  for (const BottleneckRow& bottleneck : bottlenecks()) {
    if (!bottleneck.exact_gradient) continue;
    ++necks;
    for (const ReconstructionLossRow& loss : reconstruction_losses()) {
      for (const Activation activation : {Activation::kTanh, Activation::kGelu, Activation::kRelu}) {
        for (const Case& c : kCases) {
          CAPTURE(bottleneck.id, loss.id, activation_row(activation).id, c.inputs, c.hidden, c.latent, c.batch);
          Architecture a;
          a.input = flat(c.inputs);
          a.hidden = {c.hidden, c.hidden + 1};
          a.latent = c.latent;
          a.activation = activation;
          a.code_activation = Activation::kTanh;
          a.loss = loss.kind;
          a.bottleneck = bottleneck.kind;
          a.bottleneck_options.beta = 1.7;
          a.bottleneck_options.active = 2;
          a.classes = cases % 3;
          a.corruption = corruptions()[static_cast<std::size_t>(cases) % corruptions().size()].kind;
          AutoencoderBench bench(a, c.batch, seed + static_cast<std::uint64_t>(cases));
          check_gradients(bench);
          ++cases;
        }
      }
    }
  }
  REQUIRE(necks >= 3);
  REQUIRE(cases == necks * static_cast<int>(reconstruction_losses().size() * 3 * std::size(kCases)));
}

TEST_CASE("the Gaussian bottleneck has exact gradients with all its options", "[grad]") {
  const BottleneckOptions options[] = {
      {.beta = 0.7, .capacity = 0.1},
      {.beta = 3, .capacity = 40},
      {.beta = 2, .capacity = 5, .capacity_epochs = 9, .steps_per_epoch = 1},
      {.beta = 2, .warmup_epochs = 9, .steps_per_epoch = 1},
      {.beta = 1.3, .free_bits = 0.2},
      {.beta = 2, .capacity = 2, .warmup_epochs = 6, .free_bits = 0.1, .steps_per_epoch = 1}};
  std::uint64_t seed = 60;
  for (const BottleneckOptions& o : options) {
    CAPTURE(seed, o.beta, o.capacity, o.capacity_epochs, o.warmup_epochs, o.free_bits);
    Architecture a{.input = flat(6), .hidden = {5}, .latent = 4, .activation = Activation::kTanh};
    a.bottleneck = BottleneckKind::kGaussian;
    a.bottleneck_options = o;
    AutoencoderBench bench(a, 3, seed++);
    check_gradients(bench);
  }
}

TEST_CASE("a decoder behind a codebook has exact gradients, with and without a grid and labels", "[grad]") {
  int cases = 0;
  for (const std::vector<int>& channels : {std::vector<int>{}, {2}, {2, 3}}) {
    for (int classes : {0, 2}) {
      CAPTURE(channels, classes);
      Architecture a{.input = {6, 5, 1}, .channels = channels, .hidden = {}, .latent = 4, .classes = classes};
      a.activation = Activation::kTanh;
      a.bottleneck = BottleneckKind::kVectorQuantised;
      a.bottleneck_options = {.codebook = 5, .code_channels = 2, .commitment = 0.7};
      AutoencoderBench bench(a, 3, 120 + static_cast<std::uint64_t>(cases++));
      for (const Parameter& p : bench.network.parameters()) {
        Random random({7, Stream::kTest, 0});
        if (p.name == "bottleneck.codebook") {
          fill_uniform(random, bench.parameters.data() + p.slot.offset, p.slot.size, -1, 1);
        }
      }
      CHECK(code_shape(a).features() == (channels.empty() ? 4 : bench.network.bottleneck().latent()));
      bench.value();
      const std::vector<Real> analytic(bench.gradients.begin(), bench.gradients.end());
      for (const Parameter& p : bench.network.parameters()) {
        if (!p.name.starts_with("decoder")) continue;
        const auto first = analytic.begin() + static_cast<std::ptrdiff_t>(p.slot.offset);
        const std::vector<Real> of_tensor(first, first + static_cast<std::ptrdiff_t>(p.slot.size));
        auto value = [&] { return bench.value(); };
        CAPTURE(p.name);
        CHECK(gradient_error(value, bench.parameters.data() + p.slot.offset, p.slot.size, of_tensor) <
              kGradientTolerance);
      }
    }
  }
  REQUIRE(cases == 6);
}

TEST_CASE("a convolutional autoencoder's gradients equal central differences, and its output has the input's shape",
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
      a.classes = cases % 2 * 2;
      a.activation = Activation::kTanh;
      a.loss = cases % 3 ? ReconstructionLoss::kBce : ReconstructionLoss::kMse;
      a.bottleneck = cases % 4 ? BottleneckKind::kPlain : BottleneckKind::kGaussian;
      AutoencoderBench bench(a, 3, 80 + static_cast<std::uint64_t>(cases));
      CHECK(bench.network.decoder().layers().back()->output_shape() == input);
      check_gradients(bench);
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
  AutoencoderBench bench(a, 1, 5);
  bench.parameters.clear();
  // With zero weights the biases are the posterior's parameters: means 0.5, -1 and log-variances 0.2, -0.7.
  const Real posterior[] = {0.5, -1, 0.2, -0.7};
  std::copy(std::begin(posterior), std::end(posterior),
            bench.parameters.data() + bench.network.parameters()[1].slot.offset);
  const double expected = 0.5 * (0.25 + std::exp(0.2) - 1 - 0.2) + 0.5 * (1 + std::exp(-0.7) - 1 + 0.7);
  CHECK(std::abs(bench.network.score(bench.pass(), bench.pixels.data()).penalties[0] - expected) < 1e-12);
}

TEST_CASE("the objective is reconstruction plus beta times the term, averaged over the batch", "[unit]") {
  Architecture a;
  a.input = flat(6);
  a.hidden = {4};
  a.latent = 2;
  a.bottleneck = BottleneckKind::kGaussian;
  a.bottleneck_options.beta = 2.5;
  AutoencoderBench bench(a, 3, 6);
  const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
  CHECK(terms.penalties[0] > 0);
  CHECK(std::abs(terms.total - (terms.reconstruction + 2.5 * terms.penalties[0])) < 1e-12);
}

}  // namespace hourglass
