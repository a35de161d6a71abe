// Every layer of the table, with every activation, on shapes that include 1 and odd sizes.
#include <catch2/catch_test_macros.hpp>

#include "gradients/check.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

struct Sizes {
  int inputs, units, batch;
};
constexpr Sizes kSizes[] = {{1, 1, 1}, {3, 1, 2}, {1, 5, 3}, {7, 4, 5}, {9, 17, 3}};

/// A layer with its buffers, and the scalar function sum(weights * layer(x)) whose gradient is checked.
struct Bench {
  Compute compute{Variant::generic, MathMode::kPortable, 1};
  std::unique_ptr<Layer> layer;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters, gradients, x, y, d_y, d_x;
  std::vector<Real> weights;
  int batch;

  Bench(const LayerRow& row, const LayerSpec& spec, int n, std::uint64_t seed) : layer(row.make(spec)), batch(n) {
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

  Pass pass() { return {compute, workspace, parameters.data(), gradients.data(), batch, Mode::kTraining, 1, 1}; }

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

}  // namespace

TEST_CASE("every layer's gradients equal central differences", "[grad]") {
  const std::uint64_t seed = 20;
  CAPTURE(seed);
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const ActivationRow& activation : activations()) {
      for (const Sizes& sizes : kSizes) {
        CAPTURE(row.id, activation.id, sizes.inputs, sizes.units, sizes.batch);
        const LayerSpec spec{flat(sizes.inputs), sizes.units, activation.kind, Initialiser::kAuto};
        Bench bench(row, spec, sizes.batch, seed + static_cast<std::uint64_t>(cases));
        bench.backward();
        const std::vector<Real> d_parameters(bench.gradients.begin(), bench.gradients.end());
        const std::vector<Real> d_x(bench.d_x.begin(), bench.d_x.end());
        auto value = [&] { return bench.value(); };
        for (const Parameter& p : bench.builder.parameters()) {
          const std::vector<Real> analytic(d_parameters.begin() + static_cast<std::ptrdiff_t>(p.slot.offset),
                                           d_parameters.begin() + static_cast<std::ptrdiff_t>(p.slot.offset + p.slot.size));
          CAPTURE(p.name);
          CHECK(gradient_error(value, bench.parameters.data() + p.slot.offset, p.slot.size, analytic) <
                kGradientTolerance);
        }
        CHECK(gradient_error(value, bench.x.data(), bench.x.size(), d_x) < kGradientTolerance);
        ++cases;
      }
    }
  }
  REQUIRE(cases == static_cast<int>(layers().size() * activations().size() * std::size(kSizes)));
}

TEST_CASE("a layer assigns the gradients of its parameters and of its input", "[grad]") {
  for (const LayerRow& row : layers()) {
    CAPTURE(row.id);
    Bench bench(row, {flat(5), 3, Activation::kTanh, Initialiser::kAuto}, 4, 7);
    bench.backward();
    const Buffer<Real> once = bench.gradients, d_x = bench.d_x;
    bench.backward();
    for (std::size_t i = 0; i < once.size(); ++i) CHECK(bench.gradients[i] == once[i]);
    for (std::size_t i = 0; i < d_x.size(); ++i) CHECK(bench.d_x[i] == d_x[i]);
  }
}

}  // namespace hourglass
