// One step of every kind of network: forward, backward and update.
#include <catch2/catch_test_macros.hpp>

#include "autoencoder/autoencoder.h"
#include "core/random.h"
#include "nn/optimiser.h"
#include "support/allocation_counter.h"

namespace hourglass {
namespace {

struct Kind {
  const char* name;
  Architecture architecture;
};

std::vector<Kind> kinds() {
  const Architecture dense = {.hidden = {40, 24}, .latent = 6, .activation = Activation::kGelu};
  Architecture convolutional = dense, variational = dense, both = dense;
  Architecture denoising = dense, sparse = dense, careful = dense;
  denoising.corruption = CorruptionKind::kGaussian;
  sparse.bottleneck = BottleneckKind::kTopK;
  sparse.bottleneck_options.active = 3;
  careful.bottleneck = BottleneckKind::kGaussian;
  careful.bottleneck_options = {.capacity = 3, .free_bits = 0.1};
  convolutional.channels = both.channels = {4, 8};
  variational.bottleneck = both.bottleneck = BottleneckKind::kGaussian;
  variational.loss = both.loss = ReconstructionLoss::kBce;
  return {{"dense", dense},    {"convolutional", convolutional}, {"variational", variational},
          {"both", both},      {"denoising", denoising},         {"sparse", sparse},
          {"careful", careful}};
}

}  // namespace

TEST_CASE("a step allocates nothing, for any network, optimiser and number of threads", "[unit]") {
  constexpr int kBatch = 12;
  for (const Kind& kind : kinds()) {
    for (const OptimiserRow& optimiser : optimisers()) {
      for (int threads : {1, ThreadPool::available() ? 2 : 1}) {
        CAPTURE(kind.name, optimiser.id, threads);
        const Compute compute(choose_variant("auto", MathMode::kFast).value(), MathMode::kFast, threads);
        const Autoencoder network(kind.architecture);
        Workspace workspace = network.make_workspace(kBatch);
        Buffer<Real> parameters(network.parameter_count()), gradients = parameters;
        Buffer<Real> state(parameters.size() * static_cast<std::size_t>(optimiser.states));
        Buffer<Real> pixels(784 * kBatch);
        Random random({1, Stream::kTest, 0});
        for (Real& pixel : pixels) pixel = Real(random.uniform());
        network.initialise(1, parameters.data());

        double first = 0, last = 0;
        const AllocationScope scope;
        for (std::uint64_t step = 1; step <= 20; ++step) {
          const ParameterUpdate update(compute, optimiser.kind, {}, step, parameters.size(), parameters.data(),
                                       state.data());
          const Pass pass{.compute = compute,
                          .workspace = workspace,
                          .parameters = parameters.data(),
                          .gradients = gradients.data(),
                          .batch = kBatch,
                          .mode = Mode::kTraining,
                          .seed = 1,
                          .step = step,
                          .update = &update};
          last = network.train(pass, pixels.data()).total;
          if (step == 1) first = last;
        }
        CHECK(scope.count() == 0);
        CHECK(last < first);
      }
    }
  }
}

}  // namespace hourglass
