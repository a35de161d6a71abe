// What every layer of the table promises: the same bits however it is computed, no allocation, and state that only
// training writes.
#include <catch2/catch_test_macros.hpp>

#include <set>

#include "support/allocation_counter.h"
#include "support/layer_run.h"

namespace hourglass {
namespace {

/// Images, several heads and patches, and fewer tokens in training where a layer knows such a thing.
LayerSpec spec_for(const Shape& input) {
  LayerSpec spec{input, 19, Activation::kGelu};
  spec.heads = input.channels % 2 == 0 ? 2 : 1;
  spec.visible = 2;
  return spec;
}
constexpr Shape kInputs[] = {{3, 5, 6}, {2, 1, 34}, {4, 4, 1}};

}  // namespace

TEST_CASE("every layer gives the same bits for any number of threads on every instruction set", "[unit][layers]") {
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const Shape& input : kInputs) {
      LayerRun first(row.id, spec_for(input), 11, instruction_sets().begin()->portable, 1);
      first.writes_state = true;
      first.forward();
      first.backward();
      for (const InstructionSet& set : instruction_sets()) {
        if (!set.runs_here()) continue;
        for (int threads : {1, 2, 3}) {
          CAPTURE(row.id, input.height, input.width, input.channels, set.name, threads);
          LayerRun other(row.id, spec_for(input), 11, set.portable, threads);
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
      LayerRun run(row.id, spec_for(kInputs[0]), 4, instruction_sets().begin()->portable, 2);
      run.mode = mode;
      const AllocationScope scope;
      run.forward();
      run.backward();
      CHECK(scope.count() == 0);
    }
  }
}

TEST_CASE("no pass but training's writes a layer's state, and none writes other parameters", "[unit][layers]") {
  int with_state = 0;
  for (const LayerRow& row : layers()) {
    CAPTURE(row.id);
    for (const Mode mode : {Mode::kTraining, Mode::kScoring, Mode::kInference}) {
      LayerRun run(row.id, spec_for(kInputs[0]), 4);
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
      const Buffer<Real> kept = run.parameters;
      run.forward();
      run.backward();
      CHECK(same_bits(run.parameters, kept));
    }
  }
  REQUIRE(with_state == 2 * 3);
}

TEST_CASE("every layer says what it is in one line of its own", "[unit][layers]") {
  std::set<std::string> lines, ids;
  for (const LayerRow& row : layers()) {
    LayerBuilder builder;
    const std::string line = row.make(spec_for(kInputs[0]))->describe();
    CAPTURE(row.id, line);
    CHECK(line.size() > 5);
    CHECK(line.find('\n') == std::string::npos);
    CHECK(lines.insert(line).second);
    CHECK(ids.insert(std::string(row.id)).second);
  }
}

}  // namespace hourglass
