// Updates during the backward pass: they give the same parameters as updates after it, for every layer and optimiser.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstring>

#include "core/random.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 47;
/// With weight decay, since the update then changes the weights that the backward pass may still need.
constexpr OptimiserOptions kOptions{.weight_decay = 0.01};
constexpr std::size_t kMostParameters = 1'000'000;

/// A layer with its buffers, filled with noise.
struct Bench {
  Compute compute;
  std::unique_ptr<Layer> layer;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters, gradients, state, x, y, d_y, d_x;
  int batch;

  Bench(const LayerSpec& spec, int n, const OptimiserRow& optimiser, int threads)
      : compute(instruction_sets().begin()->portable, MathMode::kPortable, threads), layer(make_layer(spec)), batch(n) {
    builder.enter("layer");
    layer->build(builder);
    workspace = Workspace(builder.caches(), n);
    parameters = Buffer<Real>(builder.parameter_count());
    gradients = parameters;
    state = Buffer<Real>(parameters.size() * static_cast<std::size_t>(optimiser.states));
    x = Buffer<Real>(static_cast<std::size_t>(spec.input.features() * n));
    d_x = x;
    y = Buffer<Real>(static_cast<std::size_t>(layer->output_shape().features() * n));
    d_y = y;
    Random random({kSeed, Stream::kTest, 0});
    for (Buffer<Real>* values : {&parameters, &x, &d_y}) {
      for (Real& value : *values) value = Real(random.uniform(-1, 1));
    }
  }

  void pass_through(const ParameterUpdate* update) {
    const Pass pass{.compute = compute,
                    .workspace = workspace,
                    .parameters = parameters.data(),
                    .gradients = gradients.data(),
                    .batch = batch,
                    .mode = Mode::kTraining,
                    .seed = 1,
                    .step = 1,
                    .update = update};
    layer->forward(pass, x.data(), y.data());
    layer->backward(pass, x.data(), y.data(), d_y.data(), d_x.data());
  }
};

bool same_bits(const Real* a, const Real* b, std::size_t size) { return std::memcmp(a, b, size * sizeof(Real)) == 0; }

/// Two steps, so that the state that the first one leaves in the optimiser has an effect.
void check_updates(const LayerSpec& spec, int batch, const OptimiserRow& optimiser, int threads) {
  Bench after(spec, batch, optimiser, 1), during(spec, batch, optimiser, threads);
  const Buffer<Real> d_y = after.d_y, before = after.parameters;
  for (std::uint64_t step : {1, 2}) {
    after.d_y = during.d_y = d_y;
    after.pass_through(nullptr);
    update_parameters(after.compute, optimiser.kind, kOptions, step, after.parameters.size(), after.gradients.data(),
                      after.parameters.data(), after.state.data());
    const ParameterUpdate update(during.compute, optimiser.kind, kOptions, step, during.parameters.size(),
                                 during.parameters.data(), during.state.data());
    during.pass_through(&update);
  }
  CHECK(same_bits(during.d_x.data(), after.d_x.data(), after.d_x.size()));
  for (const Parameter& p : during.builder.parameters()) {
    CAPTURE(p.name);
    const std::size_t at = p.slot.offset;
    if (!p.trainable) continue;
    // The normalisation of a single value has no gradient, so its parameters may stay unchanged.
    const Real* gradient = after.gradients.data() + at;
    const bool moves = std::any_of(gradient, gradient + p.slot.size, [](Real d) { return d != 0; });
    if (moves) CHECK_FALSE(same_bits(during.parameters.data() + at, before.data() + at, p.slot.size));
    CHECK(same_bits(during.parameters.data() + at, after.parameters.data() + at, p.slot.size));
  }
}

}  // namespace

TEST_CASE("an update during the backward pass equals one after it, for every layer and optimiser",
          "[unit][update][long]") {
  // A small layer; one wider than the pieces that a sink receives; and a batch longer than one slice of sums.
  struct Sizes {
    Shape input;
    int units, batch;
  };
  constexpr Sizes kSizes[] = {{flat(1), 1, 1}, {{5, 7, 3}, 4, 3}, {flat(4200), 13, 2}, {flat(9), 17, 1100}};
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const OptimiserRow& optimiser : optimisers()) {
      for (const Sizes& sizes : kSizes) {
        for (int threads : {1, ThreadPool::available() ? 3 : 1}) {
          CAPTURE(row.id, optimiser.id, sizes.input.features(), sizes.units, sizes.batch, threads);
          LayerBuilder builder;
          const LayerSpec spec{
              .kind = row.kind, .input = sizes.input, .units = sizes.units, .activation = Activation::kTanh};
          make_layer(spec)->build(builder);
          // Attention with thousands of values per token would take a minute.
          if (builder.parameter_count() > kMostParameters) continue;
          ++cases;
          check_updates(spec, sizes.batch, optimiser, threads);
        }
      }
    }
  }
  CHECK(cases >= static_cast<int>(layers().size() * optimisers().size() * (std::size(kSizes) - 1) * 2));
}

}  // namespace hourglass
