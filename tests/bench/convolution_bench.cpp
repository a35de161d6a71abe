// Both convolutions, forward and backward, over the shapes of workload W4 and a larger one.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/support.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

struct Case {
  LayerKind layer;
  Shape image;
  int units;
  Window window = {};
  OutputPadding output_padding = {1, 1};
};
constexpr int kBatch = 64;
constexpr Case kCases[] = {
    {LayerKind::kConvolution, {28, 28, 1}, 16},
    {LayerKind::kConvolution, {14, 14, 16}, 32},
    {LayerKind::kConvolution, {32, 32, 32}, 64, {3, 1, 1}},
    {LayerKind::kTransposedConvolution, {7, 7, 32}, 16},
    {LayerKind::kTransposedConvolution, {14, 14, 16}, 1},
    {LayerKind::kTransposedConvolution, {32, 32, 64}, 32, {3, 1, 1}, {0, 0}},
};

/// A layer with its buffers, filled with noise.
struct Bench {
  Compute compute;
  std::unique_ptr<Layer> layer;
  Workspace workspace;
  Buffer<Real> parameters, gradients, x, y, d_y, d_x;

  Bench(const Case& c, MathMode math) : compute(bench::compute_for(math)) {
    layer = make_layer({.kind = c.layer,
                        .input = c.image,
                        .units = c.units,
                        .activation = Activation::kRelu,
                        .window = c.window,
                        .output_padding = c.output_padding});
    LayerBuilder builder;
    layer->build(builder);
    workspace = Workspace(builder.caches(), kBatch);
    parameters = bench::noise(static_cast<int>(builder.parameter_count()), 1);
    gradients = parameters;
    d_x = x = bench::noise(c.image.features(), kBatch);
    d_y = y = bench::noise(layer->output_shape().features(), kBatch);
  }
  Pass pass() {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = kBatch,
            .mode = Mode::kTraining};
  }
};

void forward(benchmark::State& state, const Case& c, MathMode math) {
  Bench bench(c, math);
  for (auto _ : state) {
    bench.layer->forward(bench.pass(), bench.x.data(), bench.y.data());
    benchmark::ClobberMemory();
  }
  bench::report_flops(state, bench.compute, 2 * bench.layer->multiply_adds() * kBatch);
}

/// The gradients of the weights and of the input: twice the work of the forward pass.
void backward(benchmark::State& state, const Case& c, MathMode math) {
  Bench bench(c, math);
  for (auto _ : state) {
    bench.layer->backward(bench.pass(), bench.x.data(), bench.y.data(), bench.d_y.data(), bench.d_x.data());
    benchmark::ClobberMemory();
  }
  bench::report_flops(state, bench.compute, 4 * bench.layer->multiply_adds() * kBatch);
}

const int kRegistered = [] {
  for (const auto& [math, math_word] : bench::kMathModes) {
    for (const Case& c : kCases) {
      const auto name = [&, word = math_word](const char* direction) {
        return std::string(layer_row(c.layer).id) + "/" + word + "/" + direction + "/" +
               std::to_string(c.image.height) + "x" + std::to_string(c.image.width) + "x" +
               std::to_string(c.image.channels) + "-" + std::to_string(c.units);
      };
      benchmark::RegisterBenchmark(name("forward").c_str(), forward, c, math);
      benchmark::RegisterBenchmark(name("backward").c_str(), backward, c, math);
    }
  }
  return 0;
}();

}  // namespace
}  // namespace hourglass
