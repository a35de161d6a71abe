// A layer of the table with its buffers, and the check of all its gradients.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "gradients/check.h"
#include "nn/layers.h"

namespace hourglass {

/// A layer with its buffers, and the scalar function sum(weights * layer(x)) whose gradient is checked.
struct LayerBench {
  Compute compute{Variant::generic, MathMode::kPortable, 1};
  std::unique_ptr<Layer> layer;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters, gradients, x, y, d_y, d_x;
  std::vector<Real> weights;
  int batch;
  Mode mode = Mode::kTraining;

  LayerBench(const LayerSpec& spec, int n, std::uint64_t seed) : layer(make_layer(spec)), batch(n) {
    builder.enter("layer");
    layer->build(builder);
    workspace = Workspace(builder.caches(), n);
    parameters = Buffer<Real>(builder.parameter_count());
    gradients = parameters;
    x = Buffer<Real>(static_cast<std::size_t>(spec.input.features() * n));
    y = Buffer<Real>(static_cast<std::size_t>(layer->output_shape().features() * n));
    d_y = y;
    d_x = x;
    Random random({seed, Stream::kTest, 0});
    fill_uniform(random, parameters.data(), parameters.size(), -1, 1);
    fill_uniform(random, x.data(), x.size(), -2, 2);
    weights.resize(y.size());
    fill_uniform(random, weights.data(), weights.size(), -1, 1);
  }

  Pass pass() {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = batch,
            .mode = mode,
            .seed = 1,
            .step = 1};
  }

  double value() {
    layer->forward(pass(), x.data(), y.data());
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += y[i] * weights[i];
    return sum;
  }

  void backward() {
    value();
    std::copy(weights.begin(), weights.end(), d_y.begin());
    layer->backward(pass(), x.data(), y.data(), d_y.data(), d_x.data());
  }
};

/// Compares the gradients of the parameters and of the input to central differences.
inline void check_gradients(LayerBench& bench) {
  bench.backward();
  const std::vector<Real> d_parameters(bench.gradients.begin(), bench.gradients.end());
  const std::vector<Real> d_x(bench.d_x.begin(), bench.d_x.end());
  auto value = [&] { return bench.value(); };
  for (const Parameter& p : bench.builder.parameters()) {
    if (!p.trainable) continue;
    const auto first = d_parameters.begin() + static_cast<std::ptrdiff_t>(p.slot.offset);
    const std::vector<Real> analytic(first, first + static_cast<std::ptrdiff_t>(p.slot.size));
    CAPTURE(p.name);
    CHECK(gradient_error(value, bench.parameters.data() + p.slot.offset, p.slot.size, analytic) < kGradientTolerance);
  }
  CHECK(gradient_error(value, bench.x.data(), bench.x.size(), d_x) < kGradientTolerance);
}

}  // namespace hourglass
