#include "data/file_names.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("names split into words of letters and digits in lower case", "[unit][names]") {
  CHECK(words_of("X_train-Images.idx3") == std::vector<std::string>{"x", "train", "images", "idx3"});
  CHECK(words_of("__..").empty());
}

TEST_CASE("a word of an IDX file's name determines its role, whatever separates the words", "[unit][file_names]") {
  for (const char* name : {"train-images-idx3-ubyte", "train-images.idx3-ubyte.gz", "Train_Images.IDX3", "images"}) {
    INFO(name);
    CHECK(parse_idx_file_name(name).role == FileRole::kImages);
  }
  for (const char* name : {"t10k-labels-idx1-ubyte", "qmnist-train-labels-idx2-int.gz", "labels.idx"}) {
    INFO(name);
    CHECK(parse_idx_file_name(name).role == FileRole::kLabels);
  }
  CHECK_FALSE(parse_idx_file_name("emnist-letters-mapping.txt").role);
  CHECK_FALSE(parse_idx_file_name("").role);
}

TEST_CASE("only the words test and t10k mark a held-out file", "[unit][file_names]") {
  for (const char* name : {"t10k-images-idx3-ubyte", "emnist-letters-test-images-idx3-ubyte", "images.test.gz"}) {
    INFO(name);
    CHECK(parse_idx_file_name(name).split == Split::kHeldOut);
  }
  for (const char* name : {"latest-train-images-idx3-ubyte", "contest_images", "train-images-idx3-ubyte", "test10"}) {
    INFO(name);
    CHECK(parse_idx_file_name(name).split == Split::kTraining);
  }
}

TEST_CASE("the other words of a name are the name of the set", "[unit][file_names]") {
  CHECK(parse_idx_file_name("train-images-idx3-ubyte.gz").set.empty());
  CHECK(parse_idx_file_name("emnist-letters-train-images-idx3-ubyte").set == "emnist-letters");
  CHECK(parse_idx_file_name("emnist.letters-test-labels.idx1-ubyte.gz").set == "emnist-letters");
}

}  // namespace
}  // namespace hourglass
