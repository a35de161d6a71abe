#include "core/whole_number.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace hourglass {
namespace {

TEST_CASE("unsigned numbers are digits, up to the largest number of 64 bits", "[unit][numbers]") {
  CHECK(parse_unsigned("0") == 0u);
  CHECK(parse_unsigned("007") == 7u);
  CHECK(parse_unsigned("18446744073709551615") == UINT64_MAX);
  for (const std::string text : {"", "18446744073709551616", "18446744073709551620", "99999999999999999999", "-1", "+1",
                                 " 1", "1 ", "1.0", "1e3", "0x1", "a"}) {
    INFO(text);
    CHECK_FALSE(parse_unsigned(text));
  }
  CHECK_FALSE(parse_unsigned(std::string_view("1\0", 2)));
}

TEST_CASE("whole numbers may have only a minus before their digits", "[unit][numbers]") {
  CHECK(parse_whole("12") == 12);
  CHECK(parse_whole("-12") == -12);
  CHECK(parse_whole("-0") == 0);
  CHECK(parse_whole("9223372036854775807") == INT64_MAX);
  CHECK(parse_whole("-9223372036854775807") == -INT64_MAX);
  for (const std::string text : {"", "-", "--1", "+1", "- 1", "9223372036854775808", "-9223372036854775809"}) {
    INFO(text);
    CHECK_FALSE(parse_whole(text));
  }
}

TEST_CASE("whole numbers outside the range are refused", "[unit][numbers]") {
  CHECK(parse_whole("3", 1, 3) == 3);
  CHECK(parse_whole("-2147483648", INT32_MIN, 3) == INT32_MIN);
  CHECK_FALSE(parse_whole("4", 1, 3));
  CHECK_FALSE(parse_whole("0", 1, 3));
  CHECK_FALSE(parse_whole("4294967298", 1, 3));
}

}  // namespace
}  // namespace hourglass
