// The choice of instruction set and math mode.
#include "core/compute.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("auto selects the best instruction set of this machine, and each set of this machine can be named",
          "[unit]") {
  const InstructionSet* best = nullptr;
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    best = &set;
    CHECK(choose_variant(set.name, MathMode::kPortable).value() == set.portable);
    CHECK(choose_variant(set.name, MathMode::kFast).value() == set.fast);
  }
  REQUIRE(best);
  CHECK(choose_variant("auto", MathMode::kPortable).value() == best->portable);
}

TEST_CASE("an instruction set that this machine lacks is refused", "[unit]") {
  const Result<Variant> refused = choose_variant("z80", MathMode::kPortable);
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode("option-unsupported"));
}

TEST_CASE("the rows of the math modes are in the enum's order", "[unit]") {
  for (const MathModeRow& row : math_modes()) CHECK(math_mode_row(row.kind).id == row.id);
}

}  // namespace hourglass
