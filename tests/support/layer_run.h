// A layer with its buffers, filled with noise, for tests that do not check gradients.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "core/random.h"
#include "nn/layers.h"

namespace hourglass {

/// One layer with its buffers: noise in x, d_y and the trainable parameters, initial values in the state.
struct LayerRun {
  Compute compute;
  std::unique_ptr<Layer> layer;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters, gradients, x, y, d_y, d_x;
  int batch;
  Mode mode = Mode::kTraining;
  std::uint64_t seed = 1, step = 1;
  bool writes_state = false;

  LayerRun(const LayerSpec& spec, int n, Variant variant, int threads, std::uint64_t noise = 5)
      : compute(variant, MathMode::kPortable, threads), layer(make_layer(spec)), batch(n) {
    builder.enter("layer");
    layer->build(builder);
    workspace = Workspace(builder.caches(), n);
    parameters = Buffer<Real>(builder.parameter_count());
    gradients = parameters;
    x = Buffer<Real>(static_cast<std::size_t>(spec.input.features() * n));
    y = Buffer<Real>(static_cast<std::size_t>(layer->output_shape().features() * n));
    d_y = y;
    d_x = x;
    Random random({noise, Stream::kTest, 0});
    for (Buffer<Real>* values : {&parameters, &x, &d_y}) {
      for (Real& value : *values) value = Real(random.uniform(-1, 1));
    }
    for (const Parameter& p : builder.parameters()) {
      if (!p.trainable) std::fill_n(parameters.data() + p.slot.offset, p.slot.size, p.start);
    }
  }
  LayerRun(const LayerSpec& spec, int n) : LayerRun(spec, n, instruction_sets().begin()->portable, 1) {}

  Pass pass() {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = batch,
            .mode = mode,
            .seed = seed,
            .step = step,
            .state = writes_state ? parameters.data() : nullptr};
  }
  void forward() { layer->forward(pass(), x.data(), y.data()); }
  void backward() { layer->backward(pass(), x.data(), y.data(), d_y.data(), d_x.data()); }
  Real* parameter(std::size_t index) { return parameters.data() + builder.parameters()[index].slot.offset; }
};

template <class A, class B>
bool same_bits(const A& a, const B& b) {
  return a.size() == b.size() && (a.size() == 0 || std::memcmp(a.data(), b.data(), a.size() * sizeof(Real)) == 0);
}

}  // namespace hourglass
