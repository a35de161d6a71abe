#include "autoencoder/gaussian_bottleneck.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

#include "core/random.h"

namespace hourglass {
namespace {

/// Two latents and two samples. The divergences of latent 0 are 2 and 0, those of latent 1 are 0 and 0.5.
constexpr Real kEncoded[] = {2, 0, 0, 0, 0, 1, 0, 0};

struct Bench {
  Compute compute{instruction_sets().begin()->portable, MathMode::kPortable, 1};
  GaussianBottleneck bottleneck;
  LayerBuilder builder;
  Workspace workspace;

  explicit Bench(const BottleneckOptions& options) : bottleneck(2, options) {
    bottleneck.build(builder);
    workspace = Workspace(builder.caches(), 2);
  }
  Pass pass(Mode mode, std::uint64_t step) {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = nullptr,
            .gradients = nullptr,
            .batch = 2,
            .mode = mode,
            .seed = 1,
            .step = step};
  }
  /// What the term adds to the loss.
  double loss(Mode mode = Mode::kScoring, std::uint64_t step = 0) {
    const Pass p = pass(mode, step);
    Real code[4], terms[2];
    bottleneck.forward(p, kEncoded, code);
    bottleneck.term(p, kEncoded, terms);
    CHECK(std::abs(terms[0] - 2) < 1e-6);
    CHECK(std::abs(terms[1] - 0.5) < 1e-6);
    return bottleneck.term_in_loss(p, 1.25);
  }
  /// The gradient of the means, while that of the code is 0.
  std::vector<Real> mean_gradients() {
    loss();
    const Real d_code[4] = {};
    Real d[8];
    bottleneck.backward(pass(Mode::kScoring, 0), kEncoded, nullptr, d_code, Real(0.5), d);
    return {d[0], d[1], d[4], d[5]};
  }
};

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

}  // namespace

TEST_CASE("the term adds beta times its mean to the loss", "[unit][bottleneck]") {
  CHECK(near(Bench({.beta = 1}).loss(), 1.25));
  CHECK(near(Bench({.beta = 3}).loss(), 3.75));
  CHECK(Bench({.beta = 3}).mean_gradients() == std::vector<Real>{3, 0, 0, Real(1.5)});
}

TEST_CASE("the term is beta times the distance of the divergence from the capacity, below and above it",
          "[unit][bottleneck]") {
  CHECK(near(Bench({.beta = 2, .capacity = 1}).loss(), 0.5));
  CHECK(near(Bench({.beta = 2, .capacity = 3}).loss(), 3.5));
  CHECK(Bench({.beta = 2, .capacity = 1}).mean_gradients() == std::vector<Real>{2, 0, 0, 1});
  CHECK(Bench({.beta = 2, .capacity = 3}).mean_gradients() == std::vector<Real>{-2, 0, 0, -1});
}

TEST_CASE("a latent's divergence below its free bits adds no further loss, and has no gradient", "[unit][bottleneck]") {
  // The divergences' means over the batch are 1 and 0.25.
  CHECK(near(Bench({.beta = 2, .free_bits = 0.5}).loss(), 2 * (1 + 0.5)));
  CHECK(Bench({.beta = 2, .free_bits = 0.5}).mean_gradients() == std::vector<Real>{2, 0, 0, 0});
  CHECK(near(Bench({.beta = 2, .free_bits = 3}).loss(), 2 * 6));
  CHECK(Bench({.beta = 2, .free_bits = 3}).mean_gradients() == std::vector<Real>{0, 0, 0, 0});
}

TEST_CASE("warm-up and growing capacity are functions of the training step alone", "[unit][bottleneck]") {
  Bench warm({.beta = 2, .warmup_epochs = 10, .steps_per_epoch = 1});
  CHECK(near(warm.loss(Mode::kTraining, 0), 0));
  CHECK(near(warm.loss(Mode::kTraining, 5), 1.25));
  CHECK(near(warm.loss(Mode::kTraining, 10), 2.5));
  CHECK(near(warm.loss(Mode::kTraining, 1000), 2.5));
  // A scoring pass is after all warm-ups: its step only keys the random draws.
  CHECK(near(warm.loss(Mode::kScoring, 0), 2.5));
  Bench growing({.beta = 1, .capacity = 1, .capacity_epochs = 10, .steps_per_epoch = 1});
  CHECK(near(growing.loss(Mode::kTraining, 0), 1.25));
  CHECK(near(growing.loss(Mode::kTraining, 5), 0.75));
  CHECK(near(growing.loss(Mode::kTraining, 20), 0.25));
}

}  // namespace hourglass
