#include "core/assert.h"

#include <catch2/catch_test_macros.hpp>

#include "nn/upsampling.h"
#include "support/ends_process.h"

#if !defined(__EMSCRIPTEN__)

namespace hourglass {

TEST_CASE("a failed assert inside a library of the engine ends the process", "[unit][assert]") {
#if !defined(HG_ASSERTS)
  SKIP("built with HOURGLASS_ASSERTS=OFF");
#endif
  const Shape small{4, 4, 1};
  CHECK_FALSE(ends_process([&] { Upsampling(small, Shape{8, 8, 1}); }));
  CHECK(ends_process([&] { Upsampling(small, Shape{9, 9, 1}); }));
}

TEST_CASE("an assert whose condition holds does nothing", "[unit][assert]") {
  CHECK_FALSE(ends_process([] { HG_ASSERT(1 + 1 == 2, "arithmetic"); }));
}

}  // namespace hourglass

#endif
