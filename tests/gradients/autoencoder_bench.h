// An autoencoder with its buffers, and the check of all its gradients.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "autoencoder/autoencoder.h"
#include "gradients/check.h"

namespace hourglass {

/// An autoencoder of the double build with random parameters (away from kinks of activations) and random pixels.
struct AutoencoderBench {
  Compute compute{Variant::generic, MathMode::kPortable, 1};
  Autoencoder network;
  Workspace workspace;
  Buffer<Real> parameters, gradients;
  std::vector<Real> pixels;
  std::vector<int> labels;  ///< 0, 1, ... and one that is unknown
  int batch;

  AutoencoderBench(const Architecture& a, int n, std::uint64_t seed)
      : network(a), workspace(network.make_workspace(n)), parameters(network.parameter_count()), batch(n) {
    gradients = parameters;
    network.initialise(seed, parameters.data());
    Random random({seed, Stream::kTest, 1});
    // With biases of zero some units would be exactly at the kink of ReLU.
    for (const Parameter& p : network.parameters()) {
      if (p.shape.size() == 1) fill_uniform(random, parameters.data() + p.slot.offset, p.slot.size, -0.5f, 0.5f);
    }
    pixels.resize(static_cast<std::size_t>(a.input.features() * n));
    fill_uniform(random, pixels.data(), pixels.size(), 0, 1);
    for (int i = 0; i < n; ++i) labels.push_back(i % 3 - 1);
  }
  Pass pass() {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = batch,
            .mode = Mode::kTraining,
            .seed = 3,
            .step = 4,
            .labels = {labels.data(), batch}};
  }
  double value() { return network.train(pass(), pixels.data()).total; }
};

/// The unweighted term of this name.
inline double term_of(const AutoencoderBench& bench, const LossTerms& terms, std::string_view name) {
  const auto& names = bench.network.penalty_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return terms.penalties[i];
  }
  FAIL("no term is called " << name);
  return 0;
}

/// Compares the gradient of the objective to central differences, for every parameter. The discriminator's parameters
/// have their own loss.
inline void check_gradients(AutoencoderBench& bench) {
  bench.value();
  const std::vector<Real> analytic(bench.gradients.begin(), bench.gradients.end());
  for (const Parameter& p : bench.network.parameters()) {
    auto value = [&] {
      const LossTerms terms = bench.network.score(bench.pass(), bench.pixels.data());
      return p.trained_for == TrainedFor::kModel ? terms.total : term_of(bench, terms, "discriminator");
    };
    const auto first = analytic.begin() + static_cast<std::ptrdiff_t>(p.slot.offset);
    const std::vector<Real> of_tensor(first, first + static_cast<std::ptrdiff_t>(p.slot.size));
    CAPTURE(p.name);
    CHECK(gradient_error(value, bench.parameters.data() + p.slot.offset, p.slot.size, of_tensor) < kGradientTolerance);
  }
}

}  // namespace hourglass
