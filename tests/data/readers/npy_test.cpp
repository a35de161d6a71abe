#include "data/readers/npy.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "support/data_files.h"

namespace hourglass {
namespace {

Array parsed(const std::string& name) { return value_of(parse_npy(data_bytes("npy/" + name), name)); }

std::vector<float> values(const Array& array) {
  if (array.bytes.empty()) return array.numbers;
  return {array.bytes.begin(), array.bytes.end()};
}

/// 0, 1, 2, ... as in the fixtures.
std::vector<float> counting(std::size_t count) {
  std::vector<float> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<float>(i % 120));
  return numbers;
}

TEST_CASE("every type of NumPy's numbers is read in either byte order", "[unit][npy]") {
  for (const char* type : {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"}) {
    for (const char* order : {"little", "big"}) {
      if (type[1] == '1' && std::string(order) == "big") continue;
      CAPTURE(type, order);
      const Array array = parsed(std::string(type) + "_" + order + ".npy");
      CHECK(array.dimensions == std::vector<std::uint32_t>{3, 2, 5});
      CHECK(values(array) == counting(30));
      CHECK(array.is_whole == (type[0] != 'f'));
      CHECK(array.bytes.empty() == (std::string(type) != "u1"));
    }
  }
}

TEST_CASE("booleans are the bytes 0 and 1", "[unit][npy]") {
  const Array array = parsed("b1_little.npy");
  CHECK(array.is_boolean);
  CHECK(array.bytes[0] == 0);
  CHECK(array.bytes[29] == 1);
}

TEST_CASE("floats of 16 bits have signs, fractions, their smallest and their largest values", "[unit][npy]") {
  const std::vector<float> read = values(parsed("negative.npy"));
  REQUIRE(read.size() == 6);
  CHECK(read[0] == -1.5f);
  CHECK(read[2] == 168 * 0x1p-24f);  // 1e-5 rounded to a multiple of 2^-24
  CHECK(read[3] == -65504.0f);
}

TEST_CASE("arrays in Fortran order are rearranged", "[unit][npy]") {
  CHECK(values(parsed("fortran.npy")) == counting(30));
  CHECK(values(parsed("fortran_4d.npy")) == counting(180));
}

TEST_CASE("versions 2.0 and 3.0 of the format are read", "[unit][npy]") {
  CHECK(values(parsed("version_2.npy")) == counting(30));
  CHECK(values(parsed("version_3.npy")) == counting(30));
}

TEST_CASE("records and texts are refused", "[unit][npy]") {
  for (const char* name : {"records.npy", "texts.npy"}) {
    CHECK(code_of(parse_npy(data_bytes(std::string("npy/") + name), name)) == "file-unsupported");
  }
}

TEST_CASE("a NumPy array beyond the budget is refused", "[unit][npy]") {
  const Bytes file = data_bytes("npy/i1_little.npy");
  CHECK(parse_npy(file, "file", {120}));
  CHECK(code_of(parse_npy(file, "file", {29})) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
