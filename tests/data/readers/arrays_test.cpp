#include "data/readers/arrays.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "support/data_files.h"

namespace hourglass {
namespace {

TEST_CASE("Keras's names of arrays give both splits", "[unit][arrays]") {
  const GivenSet given = given_data({"npz/keras.npz"});
  CHECK(given.description.kind == DataKind::kImage);
  CHECK(given.training.samples.shape == Shape{6, 5, 1});
  CHECK(given.training.samples.count == 20);
  CHECK(given.training.samples.bytes.size() == 600);
  CHECK(given.training.labels.size() == 20);
  REQUIRE(given.held_out);
  CHECK(given.held_out->samples.count == 4);
  CHECK(given.held_out->labels == std::vector<int>{0, 1, 2, 0});
}

TEST_CASE("arrays are recognised by other names, by their dimensions, and in streamed archives", "[unit][arrays]") {
  for (const char* name : {"npz/compressed.npz", "npz/positional.npz"}) {
    CAPTURE(name);
    const GivenSet given = given_data({name});
    CHECK(given.training.samples.count == 20);
    CHECK(given.training.labels.size() == 20);
    CHECK_FALSE(given.held_out);
  }
  CHECK(given_data({"npz/streamed.npz"}).training.samples.count == 20);
}

TEST_CASE("two dimensions of floats are a table, one-hot rows its labels", "[unit][arrays]") {
  const GivenSet given = given_data({"npz/sklearn.npz"});
  CHECK(given.description.kind == DataKind::kTable);
  CHECK(given.description.columns.size() == 4);
  CHECK(given.training.samples.shape == flat(4));
  CHECK(given.training.samples.numbers[5] == 5);
  CHECK(given.training.labels == std::vector<int>{0, 1, 2, 0, 1, 2, 0, 1, 2});
}

TEST_CASE("the target of a regression is ignored, and said to be", "[unit][arrays]") {
  const GivenSet given = given_data({"npz/regression.npz"});
  CHECK(given.training.labels.empty());
  CHECK(given.ignored == std::vector<std::string>{"target.npy: not whole numbers, so no labels"});
}

TEST_CASE("a validation split is ignored, and a column of labels is a list", "[unit][arrays]") {
  const GivenSet given = given_data({"npz/validation.npz"});
  CHECK(given.training.labels[4] == 1);
  CHECK(given.held_out->samples.count == 20);
  CHECK(given.ignored.size() == 2);
}

TEST_CASE("channels before height and width are moved behind them", "[unit][arrays]") {
  const GivenSet given = given_data({"npz/channels_first.npz"});
  CHECK(given.training.samples.shape == Shape{6, 7, 3});
  const auto& bytes = given.training.samples.bytes;
  CHECK(std::vector<int>(bytes.begin(), bytes.begin() + 6) == std::vector<int>{0, 42, 84, 1, 43, 85});
}

TEST_CASE("arrays whose names and dimensions say nothing are refused by their names", "[unit][arrays]") {
  const auto given = read_data({"npz/unnamed.npz"});
  REQUIRE_FALSE(given);
  CHECK(given.error().code.name() == "data-several-sets");
  CHECK(given.error().sentence().find("second") != std::string::npos);
}

TEST_CASE("loose NumPy files are joined by their names", "[unit][arrays]") {
  const Bytes samples = data_bytes("npy/u1_little.npy");
  const auto given = value_of(read_files({{"x_train.npy", samples}, {"x_test.npy", samples}}, "set", {}));
  CHECK(given.training.samples.count == 3);
  CHECK(given.held_out->samples.count == 3);
}

TEST_CASE("bytes of 784 columns are MNIST's images", "[unit][arrays]") {
  std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 784), }";
  header.resize(117, ' ');
  header += '\n';
  std::string file = std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size()) + '\0' + header;
  file.resize(file.size() + 2 * 784, '\7');
  const auto given = value_of(read_text("train.npy", file));
  CHECK(given.training.samples.shape == Shape{28, 28, 1});
  CHECK(given.training.samples.bytes.size() == 1568);
}

TEST_CASE("IDX files of every type are read as a set", "[unit][arrays]") {
  for (const char* name : {"i1", "i2", "i4", "f4", "f8"}) {
    CAPTURE(name);
    const GivenSet given = given_data({std::string("idx/") + name + ".idx"});
    CHECK(given.training.samples.shape == Shape{3, 2, 1});
    CHECK(given.training.samples.count == 4);
    CHECK(given.training.samples.numbers[23] == 23);
  }
}

}  // namespace
}  // namespace hourglass
