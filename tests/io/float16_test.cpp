#include "io/float16.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

namespace hourglass {
namespace {

TEST_CASE("half precision is converted exactly", "[unit][io]") {
  CHECK(from_f16(0x0000) == 0.0f);
  CHECK(std::signbit(from_f16(0x8000)));
  CHECK(from_f16(0x3c00) == 1.0f);
  CHECK(from_f16(0x3555) == 0x1.554p-2f);
  CHECK(from_f16(0x7bff) == 65504.0f);
  CHECK(from_f16(0x0400) == 0x1p-14f);
  CHECK(from_f16(0x03ff) == 0x1.ff8p-15f);
  CHECK(from_f16(0x8001) == -0x1p-24f);
  CHECK(from_f16(0xfc00) == -INFINITY);
  CHECK(std::isnan(from_f16(0x7e00)));
}

TEST_CASE("finite half-precision numbers keep their order and stay distinct", "[unit][io]") {
  for (std::uint16_t bits = 1; bits < 0x7c00; ++bits) {
    if (!(from_f16(bits) > from_f16(static_cast<std::uint16_t>(bits - 1)))) FAIL("at " << bits);
  }
}

TEST_CASE("bfloat16 is the upper half of a float", "[unit][io]") {
  CHECK(from_bf16(0x3f80) == 1.0f);
  CHECK(from_bf16(0xc2c8) == -100.0f);
  CHECK(std::isnan(from_bf16(0x7fc0)));
}

TEST_CASE("float types have the names of safetensors", "[unit][io]") {
  CHECK(float_type("F32") == FloatType::kF32);
  CHECK(float_type("F16") == FloatType::kF16);
  CHECK(float_type("BF16") == FloatType::kBF16);
  CHECK_FALSE(float_type("F64"));
  CHECK_FALSE(float_type("f32"));
}

}  // namespace
}  // namespace hourglass
