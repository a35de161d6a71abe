#include "data/readers/unpack_files.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "support/data_files.h"

namespace hourglass {
namespace {

std::vector<std::string> names_in(const UnpackedFiles& unpacked) {
  std::vector<std::string> names;
  for (const GivenFile& file : unpacked.files) names.push_back(file.name);
  std::sort(names.begin(), names.end());
  return names;
}

TEST_CASE("an archive's files take its place, with their folders", "[unit][readers]") {
  const auto unpacked = value_of(unpack_files({data_file("folders.zip"), {"words.txt", bytes_of("one\n")}}, {}));
  const std::vector<std::string> names = names_in(unpacked);
  CHECK(std::ranges::count(names, "words.txt") == 1);
  CHECK(std::ranges::count_if(names, [](const std::string& name) { return name.ends_with(".png"); }) > 1);
  CHECK(std::ranges::count_if(names, [](const std::string& name) { return name.find('/') != std::string::npos; }) > 1);
}

TEST_CASE("gzip loses its ending, other files stay as they are", "[unit][readers]") {
  const auto unpacked =
      value_of(unpack_files({{"a.csv.gz", gzipped(bytes_of("1,2\n"))}, {"b.csv", bytes_of("3")}}, {}));
  CHECK(names_in(unpacked) == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(unpacked.files[0].bytes == bytes_of("1,2\n"));
  CHECK(unpacked.ignored.empty());
}

TEST_CASE("the budget is that of all files together", "[unit][readers]") {
  const MemoryBudget budget{5};
  CHECK(code_of(unpack_files({{"a", bytes_of("123")}, {"b", bytes_of("456")}}, budget)) == "file-over-budget");
  CHECK(code_of(unpack_files({{"a", bytes_of("123")}, {"b", bytes_of("45")}}, budget)) == "accepted");
}

}  // namespace
}  // namespace hourglass
