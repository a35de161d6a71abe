#include "compression/quantiser.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "core/random.h"

namespace hourglass {
namespace {

/// Codes of three values with deviations 1, 10 and 0.
Samples drawn_codes() {
  Random random({31, Stream::kTest, 0});
  Samples codes{3, 400, {}, {}};
  for (int n = 0; n < 400; ++n) {
    codes.values.push_back(random.normal());
    codes.values.push_back(100 + 10 * random.normal());
    codes.values.push_back(0.73f);
  }
  return codes;
}

/// Samples of two values: 3 times the first value, and the second over 5.
Samples decode_scaled(const Samples& codes) {
  Samples samples{2, codes.count, {}, {}};
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    samples.values.push_back(3 * codes.sample(n)[0]);
    samples.values.push_back(codes.sample(n)[1] / 5);
  }
  return samples;
}

}  // namespace

TEST_CASE("offsets are medians, and sensitivities what the decoder does", "[unit][compression]") {
  const CodeScale scale = code_scale(drawn_codes(), decode_scaled);
  CHECK(std::abs(scale.offsets[0]) < 0.2f);
  CHECK(std::abs(scale.offsets[1] - 100) < 2);
  CHECK(scale.offsets[2] == 0.73f);
  CHECK(std::abs(scale.sensitivities[0] - 3) < 1e-3);
  CHECK(std::abs(scale.sensitivities[1] - 0.2) < 1e-3);
  CHECK(scale.sensitivities[2] == 0);
}

TEST_CASE("a step of any value moves a sample by the same distance", "[unit][compression]") {
  const Quantiser quantiser = make_quantiser(code_scale(drawn_codes(), decode_scaled), 0.6);
  CHECK(std::abs(quantiser.steps[0] - 0.2f) < 1e-3f);
  CHECK(std::abs(quantiser.steps[1] - 3.0f) < 1e-2f);
  CHECK(quantiser.steps[2] > 1000);
}

TEST_CASE("quantised codes lie within half a step, and constant values are exact", "[unit][compression]") {
  const Samples codes = drawn_codes();
  const Quantiser quantiser = make_quantiser(code_scale(codes, decode_scaled), 0.6);
  const auto quantised = quantise(codes, quantiser);
  REQUIRE(quantised);
  const Samples back = dequantise(*quantised, quantiser);
  REQUIRE(back.values.size() == codes.values.size());
  for (std::size_t i = 0; i < codes.values.size(); ++i) {
    const float bound = i % 3 == 2 ? 0 : quantiser.steps[i % 3] * 0.5001f;
    if (!(std::abs(back.values[i] - codes.values[i]) <= bound)) FAIL_CHECK("value " << i);
  }
}

TEST_CASE("codes that are not finite and steps that are too fine are refused", "[unit][compression]") {
  Samples codes{1, 2, {0, 1}, {}};
  const Quantiser fine{{0}, {1e-9f}};
  const auto refused = quantise(codes, fine);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("argument-out-of-range"));
  codes.values[1] = std::numeric_limits<float>::quiet_NaN();
  const auto not_finite = quantise(codes, {{0}, {1}});
  REQUIRE_FALSE(not_finite);
  CHECK(not_finite.error().code == ErrorCode("array-not-finite"));
}

TEST_CASE("no codes are quantised to no numbers", "[unit][compression]") {
  const Samples none{3, 0, {}, {}};
  const CodeScale scale = code_scale(none, decode_scaled);
  const auto quantised = quantise(none, make_quantiser(scale, 1));
  REQUIRE(quantised);
  CHECK(quantised->values.empty());
}

}  // namespace hourglass
