// Every layer of the table, with every activation, on shapes that include 1 and odd sizes.
#include <catch2/catch_test_macros.hpp>

#include "gradients/layer_bench.h"

namespace hourglass {
namespace {

struct Sizes {
  int inputs, units, batch;
};
constexpr Sizes kSizes[] = {{1, 1, 1}, {3, 1, 2}, {1, 5, 3}, {7, 4, 5}, {9, 17, 3}};

}  // namespace

TEST_CASE("every layer's gradients equal central differences", "[grad]") {
  const std::uint64_t seed = 20;
  CAPTURE(seed);
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const ActivationRow& activation : activations()) {
      for (const Sizes& sizes : kSizes) {
        CAPTURE(row.id, activation.id, sizes.inputs, sizes.units, sizes.batch);
        const LayerSpec spec{
            .kind = row.kind, .input = flat(sizes.inputs), .units = sizes.units, .activation = activation.kind};
        LayerBench bench(spec, sizes.batch, seed + static_cast<std::uint64_t>(cases));
        check_gradients(bench);
        ++cases;
      }
    }
  }
  REQUIRE(cases == static_cast<int>(layers().size() * activations().size() * std::size(kSizes)));
}

TEST_CASE("a layer assigns the gradients of its parameters and of its input", "[grad]") {
  for (const LayerRow& row : layers()) {
    CAPTURE(row.id);
    LayerBench bench({.kind = row.kind, .input = flat(5), .units = 3, .activation = Activation::kTanh}, 4, 7);
    bench.backward();
    const Buffer<Real> once = bench.gradients, d_x = bench.d_x;
    bench.backward();
    for (std::size_t i = 0; i < once.size(); ++i) CHECK(bench.gradients[i] == once[i]);
    for (std::size_t i = 0; i < d_x.size(); ++i) CHECK(bench.d_x[i] == d_x[i]);
  }
}

}  // namespace hourglass
