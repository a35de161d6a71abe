// What layers request at build time: slots, state that no optimiser changes, and numbers that key their noise.
#include "nn/layer.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("state has a slot of its own among the parameters, and is not trainable", "[unit]") {
  LayerBuilder builder;
  builder.enter("encoder.0");
  const ParameterSlot weight = builder.add_parameter("weight", {3, 5}, Initialiser::kAuto, Activation::kRelu, {5, 3});
  const ParameterSlot state = builder.add_state("running_mean", {7}, Real(0.5));
  REQUIRE(builder.parameters().size() == 2);
  CHECK(builder.parameters()[0].trainable);
  const Parameter& p = builder.parameters()[1];
  CHECK(p.name == "encoder.0.running_mean");
  CHECK_FALSE(p.trainable);
  CHECK(p.start == Real(0.5));
  CHECK(p.slot.offset == state.offset);
  CHECK(state.offset >= weight.offset + weight.size);
  CHECK(builder.parameter_count() >= state.offset + 7);
}

TEST_CASE("layers with several columns per sample get caches larger by that factor", "[unit]") {
  LayerBuilder builder;
  builder.set_columns(4);
  builder.add_cache(10);
  builder.add_fixed_cache(10);
  builder.set_columns(1);
  builder.add_cache(10);
  CHECK(builder.caches()[0].per_sample == 40);
  CHECK(builder.caches()[1].fixed == 10);
  CHECK(builder.caches()[2].per_sample == 10);
}

TEST_CASE("layers with different numbers draw different noise with every seed", "[unit]") {
  LayerBuilder builder;
  const int first = builder.next_number(), second = builder.next_number();
  CHECK(first != second);
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  Workspace workspace;
  for (std::uint64_t seed : {0u, 1u, 2147483647u}) {
    const Pass pass{.compute = compute,
                    .workspace = workspace,
                    .parameters = nullptr,
                    .gradients = nullptr,
                    .batch = 1,
                    .mode = Mode::kTraining,
                    .seed = seed,
                    .step = 5};
    const RandomKey a = numbered_key(pass, Stream::kTest, first), b = numbered_key(pass, Stream::kTest, second);
    CHECK(a.seed != b.seed);
    CHECK((a.seed & 0x7fffffffu) == seed);
    CHECK(philox(a, 0) != philox(b, 0));
    CHECK(philox(a, 0) != philox({seed, Stream::kTest, 5}, 0));
  }
}

}  // namespace hourglass
