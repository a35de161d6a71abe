#include "session/finding_signs.h"

#include <catch2/catch_test_macros.hpp>

#include "session/diagnosis.h"

namespace hourglass {
namespace {

TEST_CASE("every kind of finding has a sign", "[diagnosis]") {
  REQUIRE(finding_kinds().size() > 10);
  for (const FindingKind& kind : finding_kinds()) {
    CAPTURE(kind.code);
    CHECK(finding_sign(kind.code).ends_with("."));
  }
  CHECK(finding_sign("sunshine").empty());
}

}  // namespace
}  // namespace hourglass
