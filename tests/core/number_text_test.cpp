#include "core/number_text.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstdlib>

namespace hourglass {
namespace {

TEST_CASE("a number's text is the shorter of plain and scientific", "[unit][text]") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(-1.5) == "-1.5");
  CHECK(number_text(0.001) == "0.001");
  CHECK(number_text(1e-4) == "1e-04");
  CHECK(number_text(0.00025) == "0.00025");
  CHECK(number_text(5.0) == "5");
  CHECK(number_text(128) == "128");
  CHECK(number_text(100000) == "1e+05");
  CHECK(number_text(123456) == "123456");
  CHECK(number_text(2147483647) == "2147483647");
  CHECK(number_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_text(1e300) == "1e+300");
  CHECK(number_text(INFINITY) == "inf");
  CHECK(number_text(NAN).find("nan") != std::string::npos);
}

TEST_CASE("a number's text is parsed to the same number", "[unit][text]") {
  double value = 1;
  for (int i = 0; i < 2000; ++i) {
    value = std::fmod(value * 1103515245.0 + 12345.0, 2147483648.0);
    for (const double scale : {1.0, 1e-12, 3e-7, 1e5, 7e40, 1e-300}) {
      const double number = value * scale;
      CHECK(std::strtod(number_text(number).c_str(), nullptr) == number);
    }
  }
}

TEST_CASE("a rounded number has the requested number of digits", "[unit][text]") {
  CHECK(rounded_text(0.123456, 3) == "0.123");
  CHECK(rounded_text(1234567, 3) == "1.23e+06");
  CHECK(rounded_text(2, 4) == "2");
}

}  // namespace
}  // namespace hourglass
