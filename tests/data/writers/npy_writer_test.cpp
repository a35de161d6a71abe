#include "data/writers/npy_writer.h"

#include <catch2/catch_test_macros.hpp>

#include "data/readers/npy.h"
#include "support/data_files.h"

namespace hourglass {
namespace {

using Dimensions = std::vector<std::uint32_t>;

Array read_back(const WrittenSamples& samples) { return value_of(parse_npy(npy_file_of(samples), "written.npy")); }

const std::vector<float> kValues = {0.5f, 0.25f, 1, 0, 0.125f, 0.75f, 0.3f, 0.1f, 0.7f, 0.9f, 0.6f, 0.2f};

TEST_CASE("an array is read back with its values and its kind's dimensions", "[unit][npy]") {
  const DataDescription image, signal{.kind = DataKind::kSignal}, table{.kind = DataKind::kTable};
  const Array grey = read_back({image, {2, 3, 1}, kValues});
  CHECK(grey.numbers == kValues);
  CHECK(grey.dimensions == Dimensions{2, 2, 3});
  CHECK(read_back({image, {1, 2, 3}, kValues}).dimensions == Dimensions{2, 1, 2, 3});
  CHECK(read_back({signal, {1, 4, 1}, kValues}).dimensions == Dimensions{3, 4});
  CHECK(read_back({signal, {1, 3, 2}, kValues}).dimensions == Dimensions{2, 3, 2});
  CHECK(read_back({table, flat(4), kValues}).dimensions == Dimensions{3, 4});
}

TEST_CASE("an array holds the numbers that features stand for", "[unit][npy]") {
  const DataDescription signal{.kind = DataKind::kSignal, .scaling = {{-1}, {4}}};
  CHECK(read_back({signal, {1, 2, 1}, std::span(kValues).first(4)}).numbers == std::vector<float>{1, 0, 3, -1});
}

TEST_CASE("an array's values begin at a multiple of 64 bytes", "[unit][npy]") {
  for (const int count : {1, 10, 100, 1000, 100000}) {
    const std::vector<float> values(static_cast<std::size_t>(count));
    const DataDescription table{.kind = DataKind::kTable};
    CHECK((npy_file_of({table, flat(1), values}).size() - 4 * values.size()) % 64 == 0);
  }
}

}  // namespace
}  // namespace hourglass
