#include "data/readers/cifar.h"

#include <catch2/catch_test_macros.hpp>

#include "support/data_files.h"

namespace hourglass {
namespace {

/// Rows of the format: labels, then planes that are 10, 20 and 30 everywhere.
Bytes batch(std::initializer_list<std::string> labels) {
  std::string file;
  for (const std::string& label : labels) {
    file += label + std::string(1024, '\x0a') + std::string(1024, '\x14') + std::string(1024, '\x1e');
  }
  return bytes_of(file);
}

TEST_CASE("the batches of CIFAR-10 are joined", "[unit][cifar]") {
  const auto given = value_of(read_files({{"cifar/data_batch_2.bin", batch({"\7"})},
                                          {"cifar/data_batch_1.bin", batch({"\1", "\2"})},
                                          {"cifar/test_batch.bin", batch({"\3"})},
                                          {"cifar/batches.meta.txt", bytes_of("airplane\nautomobile\n")}},
                                         "set", {}));
  CHECK(given.training.samples.shape == Shape{32, 32, 3});
  CHECK(given.training.labels == std::vector<int>{1, 2, 7});
  CHECK(given.held_out->labels == std::vector<int>{3});
  CHECK(given.description.label_names[9] == "truck");
  const auto& bytes = given.training.samples.bytes;
  CHECK(std::vector<int>(bytes.begin(), bytes.begin() + 4) == std::vector<int>{10, 20, 30, 10});
}

TEST_CASE("CIFAR-100 gives its fine labels", "[unit][cifar]") {
  const auto given =
      value_of(read_files({{"train.bin", batch({"\5\x62", "\6\1"})}, {"test.bin", batch({"\5\2"})}}, "set", {}));
  CHECK(given.training.labels == std::vector<int>{98, 1});
  CHECK(given.held_out->labels == std::vector<int>{2});
}

TEST_CASE("broken batches are refused", "[unit][cifar]") {
  const auto code = [](const std::string& name, const Bytes& bytes) {
    return code_of(read_files({{name, bytes}}, "set", {}));
  };
  CHECK(code("data_batch_1.bin", batch({"\x0a"})) == "data-bad-label");
  CHECK(code("train.bin", batch({"\1\x64"})) == "data-bad-label");
  CHECK(code("data_batch_1.bin", cut(batch({"\1"}), 3072)) == "file-truncated");
  CHECK(code_of(read_files({{"data_batch_1.bin", batch({"\1"})}, {"train.bin", batch({"\1\1"})}}, "set", {})) ==
        "data-several-sets");
}

}  // namespace
}  // namespace hourglass
