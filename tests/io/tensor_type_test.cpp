#include "io/tensor_type.h"

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

TEST_CASE("every half-precision number becomes its own bits again", "[unit][io]") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    if ((half & 0x7c00) != 0x7c00 && to_f16(from_f16(half)) != half) FAIL("at " << bits);
  }
}

TEST_CASE("numbers become the nearest half-precision number, of two the even one", "[unit][io]") {
  CHECK(to_f16(1.0f + 0x1p-11f) == 0x3c00);
  CHECK(to_f16(1.0f + 0x1.8p-10f) == 0x3c02);
  CHECK(to_f16(std::nextafter(1.0f + 0x1p-11f, 2.0f)) == 0x3c01);
  CHECK(to_f16(-0x1.ffep-1f) == 0xbc00);
  CHECK(to_f16(-0x1.ffdp-1f) == 0xbbff);
  CHECK(to_f16(0x1.ffffp-1f) == 0x3c00);
  CHECK(to_f16(0x1p-25f) == 0x0000);
  CHECK(to_f16(0x1.8p-24f) == 0x0002);
  CHECK(to_f16(0x1.fffp-15f) == 0x0400);
  CHECK(to_f16(-0x1p-30f) == 0x8000);
  CHECK(to_f16(65519.0f) == 0x7bff);
  CHECK(to_f16(-1e30f) == 0xfbff);
  CHECK(to_f16(INFINITY) == 0x7bff);
  CHECK(std::isnan(from_f16(to_f16(std::nanf("")))));
}

TEST_CASE("bfloat16 is the upper half of a float", "[unit][io]") {
  CHECK(from_bf16(0x3f80) == 1.0f);
  CHECK(from_bf16(0xc2c8) == -100.0f);
  CHECK(std::isnan(from_bf16(0x7fc0)));
}

TEST_CASE("types have the names of safetensors", "[unit][io]") {
  CHECK(tensor_type("F32") == TensorType::kF32);
  CHECK(tensor_type("F16") == TensorType::kF16);
  CHECK(tensor_type("BF16") == TensorType::kBF16);
  CHECK(tensor_type("I8") == TensorType::kI8);
  CHECK_FALSE(tensor_type("F64"));
  CHECK_FALSE(tensor_type("f32"));
}

}  // namespace
}  // namespace hourglass
