#include "data/writers/csv_writer.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "support/data_files.h"

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::string written(const WrittenSamples& samples) {
  const std::vector<std::byte> file = csv_file_of(samples);
  return {reinterpret_cast<const char*>(file.data()), file.size()};
}

/// Names that need quotes, a unit, and labels with names.
DataDescription payments() {
  return {.kind = DataKind::kTable,
          .columns = {{"amount, paid", "EUR"}, {"paid \"by\"", "", {"card", "cash, coins", " cheque"}}},
          .label_names = {"normal", "fraud"},
          .scaling = {{10, 0, 0, 0}, {2, 1, 1, 1}}};
}

TEST_CASE("a table has a header, unscaled numbers, categories and labels by name, and quotes where needed",
          "[unit][csv]") {
  const DataDescription description = payments();
  const std::vector<float> values = {0.25f, 0.1f, 0.7f, 0.2f, 0.1f, 0, 0, 1, kMissing, kMissing, kMissing, kMissing};
  const std::vector<int> labels = {1, 0, kNoLabel};
  CHECK(written({description, flat(4), values, labels}) ==
        "\"amount, paid\",\"paid \"\"by\"\"\",label\n"
        "10.5,\"cash, coins\",fraud\n"
        "10.2,\" cheque\",normal\n"
        ",,\n");
  CHECK(written({description, flat(4), values}).starts_with("\"amount, paid\",\"paid \"\"by\"\"\"\n10.5,"));
}

TEST_CASE("a table that was written is read back as the same table", "[unit][csv]") {
  const GivenSet given = given_data({"csv/excel.csv"});
  const auto& samples = given.training.samples;
  const WrittenSamples out{given.description, samples.shape, samples.numbers, given.training.labels};
  const GivenSet again = value_of(read_text("again.csv", written(out)));
  CHECK(again.description == given.description);
  CHECK(again.training.labels == given.training.labels);
  REQUIRE(again.training.samples.numbers.size() == samples.numbers.size());
  for (std::size_t i = 0; i < samples.numbers.size(); ++i) {
    const float a = samples.numbers[i], b = again.training.samples.numbers[i];
    CHECK((a == b || (std::isnan(a) && std::isnan(b))));
  }
}

TEST_CASE("numbers are written so that they read back as the same floats", "[unit][csv]") {
  const DataDescription description{.kind = DataKind::kTable, .columns = {{"x"}}};
  const std::vector<float> values = {0.1f, 1.0f / 3, 16777217.0f, -1e-30f, 3.4028235e38f, 123456.789f, 0, 5};
  const GivenSet again = value_of(read_text("x.csv", written({description, flat(1), values})));
  CHECK(again.training.samples.numbers == values);
}

TEST_CASE("signals have a row each and a name for each value", "[unit][csv]") {
  const DataDescription stereo{.kind = DataKind::kSignal, .columns = {{"left"}, {"right"}}, .scaling = {{-1}, {2}}};
  const std::vector<float> values = {0, 0.5f, 1, 0.25f};
  CHECK(written({stereo, {1, 2, 2}, values}) == "left 1,right 1,left 2,right 2\n-1,0,1,-0.5\n");
  const DataDescription unnamed{.kind = DataKind::kSignal};
  CHECK(written({unnamed, {1, 2, 1}, values}) == "value 1,value 2\n0,0.5\n1,0.25\n");
}

}  // namespace
}  // namespace hourglass
