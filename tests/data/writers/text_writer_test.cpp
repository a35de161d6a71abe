#include "data/writers/text_writer.h"

#include <catch2/catch_test_macros.hpp>

#include "support/data_files.h"

namespace hourglass {
namespace {

TEST_CASE("texts are read back with the same symbols", "[unit][texts]") {
  const std::string lines = "na\xc3\xafve\nsea view\nice\n";
  const GivenSet given = value_of(read_text("given.txt", lines));
  std::vector<float> values;
  for (const std::uint8_t byte : given.training.samples.bytes) values.push_back(static_cast<float>(byte) / 255);
  const std::vector<std::byte> file = text_file_of({given.description, given.training.samples.shape, values});
  CHECK(std::string(reinterpret_cast<const char*>(file.data()), file.size()) == lines);
  const GivenSet again = value_of(read_files({{"again.txt", file}}, "again", {}));
  CHECK(again.description == given.description);
  CHECK(again.training.samples.bytes == given.training.samples.bytes);
}

}  // namespace
}  // namespace hourglass
