// The workloads have the multiply-adds of their definitions, computed by hand from their layers' shapes.
#include "session/benchmark.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "autoencoder/autoencoder.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

struct Work {
  const char* id;
  int batch;
  double flops_per_sample;  ///< 2 x multiply-adds; a training step has no gradient of the input
};
constexpr Work kWork[] = {{"W1", 64, 1052672}, {"W2", 128, 15430000}, {"W3", 128, 3280000},
                          {"W4", 64, 3593856}, {"W5", 256, 5666000},  {"W5-latency", 1, 5666000}};

TEST_CASE("every workload has the multiply-adds of its definition", "[unit]") {
  REQUIRE(std::size(kWork) == workloads().size());
  for (const Work& work : kWork) {
    CAPTURE(work.id);
    const auto result = run_benchmark(work.id, {.compute = {.math = MathMode::kFast}, .seconds = 0});
    REQUIRE(result);
    const double seconds = result->ms_per_step * 1e-3;
    CHECK(std::abs(result->samples_per_second * seconds - work.batch) < 1e-6);
    CHECK(std::abs(result->gflops * 1e9 * seconds / work.batch - work.flops_per_sample) < 1e-3);
  }
}

TEST_CASE("the convolutional network's multiply-adds are those of its layers", "[unit]") {
  Architecture a;
  a.channels = {16, 32};
  a.hidden = {};
  a.latent = 32;
  const Autoencoder network(a);
  const double outer = 14 * 14 * 16 * 9, inner = 7 * 7 * 32 * 9 * 16, dense = 7 * 7 * 32 * 32;
  CHECK(network.forward_multiply_adds() == 2 * (outer + inner + dense));
  CHECK(network.forward_multiply_adds() == 608384);
  CHECK(2 * network.training_multiply_adds() == 3593856);
  REQUIRE(network.encoder().layers().size() == 3);
  REQUIRE(network.decoder().layers().size() == 3);
  CHECK(describe(network.encoder().layers()[1]->spec()) ==
        "convolution 14 x 14 x 16 -> 7 x 7 x 32, 3 x 3, stride 2, relu");
  CHECK(describe(network.encoder().layers()[2]->spec()) == "dense 1568 -> 32, linear");
  CHECK(describe(network.decoder().layers()[0]->spec()) == "dense 32 -> 1568, relu");
  CHECK(describe(network.decoder().layers()[2]->spec()) ==
        "transposed convolution 14 x 14 x 16 -> 28 x 28 x 1, 3 x 3, stride 2, sigmoid");
}

}  // namespace
}  // namespace hourglass
