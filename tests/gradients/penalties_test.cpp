// Every penalty: its gradient through an autoencoder, and its value by its formula.
#include <catch2/catch_test_macros.hpp>

#include "gradients/autoencoder_bench.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 140;

Architecture small(Activation code) {
  Architecture a;
  a.input = flat(6);
  a.hidden = {5};
  a.latent = 3;
  a.activation = Activation::kTanh;
  a.code_activation = code;
  a.penalty_options.discriminator_hidden = {4, 3};
  return a;
}

/// Mean over the batch of the squared Frobenius norm of the code's Jacobian, by central differences.
double squared_jacobian(AutoencoderBench& bench) {
  Pass pass = bench.pass();
  pass.mode = Mode::kInference;
  const int features = bench.network.architecture().input.features(), latent = bench.network.architecture().latent;
  constexpr double kStep = 1e-5;
  double sum = 0;
  for (int n = 0; n < bench.batch; ++n) {
    for (int i = 0; i < features; ++i) {
      Real& pixel = bench.pixels[static_cast<std::size_t>(n * features + i)];
      const Real original = pixel;
      std::vector<Real> above(static_cast<std::size_t>(latent));
      pixel = original + kStep;
      std::copy_n(bench.network.encode(pass, bench.pixels.data()) + n * latent, latent, above.begin());
      pixel = original - kStep;
      const Real* below = bench.network.encode(pass, bench.pixels.data()) + n * latent;
      for (int j = 0; j < latent; ++j) {
        const double slope = (above[static_cast<std::size_t>(j)] - below[j]) / (2 * kStep);
        sum += slope * slope / bench.batch;
      }
      pixel = original;
    }
  }
  return sum;
}

double kernel(int latent, const Real* x, const Real* y) {
  double distance = 0, sum = 0;
  for (int z = 0; z < latent; ++z) distance += (x[z] - y[z]) * (x[z] - y[z]);
  for (double scale : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0}) {
    const double c = 2 * latent * scale;
    sum += c / (c + distance);
  }
  return sum;
}

}  // namespace

TEST_CASE("every penalty's gradient, with each bottleneck and loss, equals central differences", "[grad]") {
  int cases = 0;
  for (const PenaltyRow& row : penalties()) {
    for (const BottleneckRow& bottleneck : bottlenecks()) {
      if (!bottleneck.exact_gradient) continue;
      for (const ReconstructionLossRow& loss : reconstruction_losses()) {
        for (int batch : {1, 2, 5}) {
          CAPTURE(kSeed, row.id, bottleneck.id, loss.id, batch);
          Architecture a = small(Activation::kSigmoid);
          a.bottleneck = bottleneck.kind;
          a.loss = loss.kind;
          a.penalty_options.*row.weight = 0.7;
          AutoencoderBench bench(a, batch, kSeed + static_cast<std::uint64_t>(cases));
          check_gradients(bench);
          ++cases;
        }
      }
    }
  }
  REQUIRE(cases >= static_cast<int>(penalties().size() * 3 * reconstruction_losses().size() * 3));
}

TEST_CASE("all penalties together, over a Gaussian bottleneck, equal central differences", "[grad]") {
  Architecture a = small(Activation::kLinear);
  a.bottleneck = BottleneckKind::kGaussian;
  double weight = 0.3;
  for (const PenaltyRow& row : penalties()) a.penalty_options.*row.weight = weight += 0.1;
  AutoencoderBench bench(a, 4, kSeed);
  CHECK(bench.network.penalty_names().front() == "kl");
  CHECK(bench.network.penalty_names().size() > penalties().size());
  check_gradients(bench);
}

TEST_CASE("a penalty of weight 0 changes nothing", "[unit]") {
  for (const PenaltyRow& row : penalties()) {
    CAPTURE(row.id);
    Architecture a = small(Activation::kTanh);
    a.penalty_options.*row.weight = 0;
    AutoencoderBench bench(a, 2, kSeed);
    CHECK(bench.network.penalty_names().empty());
    const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
    CHECK(terms.total == terms.reconstruction);
  }
}

TEST_CASE("a penalty's new weight changes the objective in proportion", "[unit]") {
  for (const PenaltyRow& row : penalties()) {
    CAPTURE(row.id);
    Architecture a = small(Activation::kSigmoid);
    a.penalty_options.*row.weight = 0.5;
    AutoencoderBench bench(a, 4, kSeed);
    const LossTerms before = bench.network.train(bench.pass(), bench.pixels.data());
    CHECK(std::abs(before.total - before.reconstruction - 0.5 * before.penalties[0]) < 1e-12);
    a.penalty_options.*row.weight = 1.5;
    bench.network.set_penalty_options(a.penalty_options);
    const LossTerms after = bench.network.train(bench.pass(), bench.pixels.data());
    CHECK(std::abs(after.total - before.total - before.penalties[0]) < 1e-12);
  }
}

TEST_CASE("l1 is the mean of the sums of absolute values", "[unit]") {
  Architecture a = small(Activation::kTanh);
  a.penalty_options.l1 = 2;
  AutoencoderBench bench(a, 3, kSeed);
  const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
  const Real* code = bench.network.encode(bench.pass(), bench.pixels.data());
  double expected = 0;
  for (int i = 0; i < 9; ++i) expected += std::abs(code[i]) / 3;
  CHECK(std::abs(term_of(bench, terms, "l1") - expected) < 1e-12);
}

TEST_CASE("sparsity is the sum of the units' divergences from rho", "[unit]") {
  Architecture a = small(Activation::kSigmoid);
  a.penalty_options.sparsity = 1;
  a.penalty_options.rho = 0.2;
  AutoencoderBench bench(a, 4, kSeed);
  const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
  const Real* code = bench.network.encode(bench.pass(), bench.pixels.data());
  double expected = 0;
  for (int j = 0; j < 3; ++j) {
    const double mean = (code[j] + code[3 + j] + code[6 + j] + code[9 + j]) / 4;
    expected += 0.2 * std::log(0.2 / mean) + 0.8 * std::log(0.8 / (1 - mean));
  }
  CHECK(std::abs(term_of(bench, terms, "sparsity") - expected) < 1e-12);
}

TEST_CASE("contractive is exactly the squared norm of the Jacobian for one layer with any activation", "[unit]") {
  for (const ActivationRow& activation : activations()) {
    if (activation.needs_input()) continue;
    for (BottleneckKind bottleneck : {BottleneckKind::kPlain, BottleneckKind::kGaussian}) {
      CAPTURE(activation.id, bottleneck_row(bottleneck).id);
      Architecture a = small(activation.kind);
      a.hidden = {};
      a.bottleneck = bottleneck;
      a.penalty_options.contractive = 1.3;
      AutoencoderBench bench(a, 3, kSeed);
      CHECK(bench.network.needs_stored_gradients());
      const LossTerms terms = bench.network.train(bench.pass(), bench.pixels.data());
      CHECK(std::abs(term_of(bench, terms, "contractive") - squared_jacobian(bench)) < 1e-8);
      check_gradients(bench);
    }
  }
}

TEST_CASE("contractive is an unbiased estimate for deeper encoders", "[unit]") {
  for (const Activation code : {Activation::kGelu, Activation::kSigmoid}) {
    for (bool deep : {false, true}) {
      if (!deep && code == Activation::kSigmoid) continue;
      CAPTURE(activation_row(code).id, deep);
      Architecture a = small(code);
      if (!deep) a.hidden = {};
      a.penalty_options.contractive = 1;
      AutoencoderBench bench(a, 3, kSeed);
      CHECK_FALSE(bench.network.needs_stored_gradients());
      constexpr int kDraws = 4000;
      double sum = 0;
      for (int step = 0; step < kDraws; ++step) {
        Pass pass = bench.pass();
        pass.step = static_cast<std::uint64_t>(step);
        sum += term_of(bench, bench.network.score(pass, bench.pixels.data()), "contractive");
      }
      const double exact = squared_jacobian(bench);
      CHECK(std::abs(sum / kDraws - exact) < 0.03 * exact);
    }
  }
}

TEST_CASE("the columns that a sampled contractive penalty adds change neither reconstructions nor codes", "[unit]") {
  Architecture a = small(Activation::kTanh);
  AutoencoderBench plain(a, 3, kSeed);
  a.penalty_options.contractive = 1;
  AutoencoderBench contractive(a, 3, kSeed);
  const double without = plain.network.score(plain.pass(), plain.pixels.data()).reconstruction;
  CHECK(without == contractive.network.score(contractive.pass(), contractive.pixels.data()).reconstruction);
}

TEST_CASE("mmd is the unbiased estimate between the codes and draws from the prior", "[unit]") {
  for (int batch : {1, 2, 5, 19}) {
    CAPTURE(batch);
    Architecture a = small(Activation::kLinear);
    a.penalty_options.mmd = 1;
    AutoencoderBench bench(a, batch, kSeed);
    const Pass pass = bench.pass();
    const LossTerms terms = bench.network.score(pass, bench.pixels.data());
    const Real* code = bench.network.encode(pass, bench.pixels.data());
    std::vector<Real> prior(static_cast<std::size_t>(3 * batch));
    Random random({pass.seed, Stream::kDiscrepancyPrior, pass.step});
    for (Real& value : prior) value = random.normal();
    double expected = 0;
    for (int i = 0; i < batch; ++i) {
      for (int j = 0; j < batch; ++j) {
        const Real *z = code + 3 * i, *p = prior.data() + 3 * i, *q = prior.data() + 3 * j;
        expected -= 2 * kernel(3, z, q) / (batch * batch);
        if (i != j) expected += (kernel(3, z, code + 3 * j) + kernel(3, p, q)) / (batch * (batch - 1));
      }
    }
    CHECK(std::abs(term_of(bench, terms, "mmd") - expected) < 1e-10);
  }
}

TEST_CASE("an untrained discriminator gives ln 2 for both terms, and its update lowers only its own loss", "[unit]") {
  Architecture a = small(Activation::kLinear);
  a.penalty_options.adversarial = 0.8;
  AutoencoderBench bench(a, 16, kSeed);
  const Buffer<Real> first = bench.parameters;
  for (const Parameter& p : bench.network.parameters()) {
    if (p.trained_for == TrainedFor::kAdversary) std::fill_n(bench.parameters.data() + p.slot.offset, p.slot.size, 0);
  }
  const LossTerms blind = bench.network.score(bench.pass(), bench.pixels.data());
  CHECK(std::abs(term_of(bench, blind, "adversarial") - std::log(2.0)) < 1e-12);
  CHECK(std::abs(term_of(bench, blind, "discriminator") - std::log(2.0)) < 1e-12);
  CHECK(std::abs(blind.total - blind.reconstruction - 0.8 * std::log(2.0)) < 1e-12);

  bench.parameters = first;
  Buffer<Real> state(2 * first.size());
  const OptimiserOptions small_steps{.learning_rate = 1e-4};
  const ParameterUpdate update(bench.compute, Optimiser::kAdam, small_steps, 1, first.size(), bench.parameters.data(),
                               state.data());
  Pass pass = bench.pass();
  pass.adversary_update = &update;
  const LossTerms before = bench.network.train(pass, bench.pixels.data());
  const LossTerms after = bench.network.score(bench.pass(), bench.pixels.data());
  CHECK(term_of(bench, after, "discriminator") < term_of(bench, before, "discriminator"));
  CHECK(after.reconstruction == before.reconstruction);
  for (const Parameter& p : bench.network.parameters()) {
    CAPTURE(p.name);
    const bool moved = !std::equal(first.data() + p.slot.offset, first.data() + p.slot.offset + p.slot.size,
                                   bench.parameters.data() + p.slot.offset);
    CHECK(moved == (p.trained_for == TrainedFor::kAdversary));
  }
}

TEST_CASE("a convolutional encoder can be contractive", "[grad]") {
  Architecture a;
  a.input = {5, 4, 1};
  a.channels = {2};
  a.hidden = {4};
  a.latent = 2;
  a.activation = Activation::kTanh;
  a.penalty_options.contractive = 0.4;
  AutoencoderBench bench(a, 3, kSeed);
  check_gradients(bench);
}

}  // namespace hourglass
