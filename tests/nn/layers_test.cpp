// Properties of every layer: the same bits on every instruction set and number of threads, no allocation, state that
// only training writes, and a spec that makes the same layer.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "support/allocation_counter.h"
#include "support/layer_run.h"

namespace hourglass {
namespace {

/// Specs with images, several heads and patches, and fewer tokens in training if the layer has tokens.
LayerSpec spec_for(LayerKind kind, const Shape& input) {
  return {.kind = kind,
          .input = input,
          .units = 19,
          .activation = Activation::kGelu,
          .heads = input.channels % 2 == 0 ? 2 : 1,
          .visible = 2};
}
constexpr Shape kInputs[] = {{3, 5, 6}, {2, 1, 34}, {4, 4, 1}};

}  // namespace

TEST_CASE("every layer gives the same bits for any number of threads on every instruction set", "[unit][layers]") {
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const Shape& input : kInputs) {
      LayerRun first(spec_for(row.kind, input), 11, instruction_sets().begin()->portable, 1);
      first.writes_state = true;
      first.forward();
      first.backward();
      for (const InstructionSet& set : instruction_sets()) {
        if (!set.runs_here()) continue;
        for (int threads : {1, 2, 3}) {
          CAPTURE(row.id, input.height, input.width, input.channels, set.name, threads);
          LayerRun other(spec_for(row.kind, input), 11, set.portable, threads);
          other.writes_state = true;
          other.forward();
          other.backward();
          CHECK(same_bits(other.y, first.y));
          CHECK(same_bits(other.d_x, first.d_x));
          CHECK(same_bits(other.gradients, first.gradients));
          CHECK(same_bits(other.parameters, first.parameters));
          ++cases;
        }
      }
    }
  }
  REQUIRE(cases >= static_cast<int>(layers().size() * std::size(kInputs) * 3));
}

TEST_CASE("a pass through any layer allocates nothing, in any mode", "[unit][layers]") {
  for (const LayerRow& row : layers()) {
    for (const Mode mode : {Mode::kTraining, Mode::kScoring, Mode::kInference}) {
      CAPTURE(row.id, static_cast<int>(mode));
      LayerRun run(spec_for(row.kind, kInputs[0]), 4, instruction_sets().begin()->portable, 2);
      run.mode = mode;
      const AllocationScope scope;
      run.forward();
      run.backward();
      CHECK(scope.count() == 0);
    }
  }
}

TEST_CASE("only training passes write a layer's state, and no pass writes other parameters", "[unit][layers]") {
  int with_state = 0;
  for (const LayerRow& row : layers()) {
    CAPTURE(row.id);
    for (const Mode mode : {Mode::kTraining, Mode::kScoring, Mode::kInference}) {
      LayerRun run(spec_for(row.kind, kInputs[0]), 4);
      run.mode = mode;
      run.writes_state = true;
      const Buffer<Real> before = run.parameters;
      run.forward();
      run.backward();
      for (const Parameter& p : run.builder.parameters()) {
        CAPTURE(p.name);
        const std::size_t bytes = p.slot.size * sizeof(Real);
        const bool same = std::memcmp(before.data() + p.slot.offset, run.parameters.data() + p.slot.offset, bytes) == 0;
        CHECK(same == (p.trainable || mode != Mode::kTraining));
        with_state += !p.trainable;
      }
      run.writes_state = false;
      const Buffer<Real> unchanged = run.parameters;
      run.forward();
      run.backward();
      CHECK(same_bits(run.parameters, unchanged));
    }
  }
  REQUIRE(with_state == 2 * 3);
}

TEST_CASE("a layer made from another layer's spec is the same layer", "[unit][layers]") {
  for (const LayerRow& row : layers()) {
    for (const Shape& input : kInputs) {
      CAPTURE(row.id, input.height, input.width, input.channels);
      LayerBuilder builder, builder_again;
      const auto layer = make_layer(spec_for(row.kind, input));
      CHECK(layer->spec().kind == row.kind);
      const auto again = make_layer(layer->spec());
      layer->build(builder);
      again->build(builder_again);
      CHECK(again->output_shape() == layer->output_shape());
      CHECK(again->multiply_adds() == layer->multiply_adds());
      CHECK(describe(again->spec()) == describe(layer->spec()));
      REQUIRE(builder_again.parameters().size() == builder.parameters().size());
      for (std::size_t i = 0; i < builder.parameters().size(); ++i) {
        CHECK(builder_again.parameters()[i].shape == builder.parameters()[i].shape);
      }
    }
  }
}

TEST_CASE("a spec names the activation that gives the layer's output", "[unit][layers]") {
  for (const LayerKind kind :
       {LayerKind::kDense, LayerKind::kConvolution, LayerKind::kTransposedConvolution, LayerKind::kBatchNormalisation,
        LayerKind::kLayerNormalisation, LayerKind::kGroupNormalisation}) {
    CAPTURE(layer_row(kind).id);
    CHECK(make_layer(spec_for(kind, kInputs[0]))->spec().activation == Activation::kGelu);
  }
}

TEST_CASE("every layer describes itself in one line, different from the others", "[unit][layers]") {
  std::set<std::string> lines, ids;
  for (const LayerRow& row : layers()) {
    const std::string line = describe(make_layer(spec_for(row.kind, kInputs[0]))->spec());
    CAPTURE(row.id, line);
    CHECK(line.size() > 5);
    CHECK(line.find('\n') == std::string::npos);
    CHECK(lines.insert(line).second);
    CHECK(ids.insert(std::string(row.id)).second);
  }
}

}  // namespace hourglass
