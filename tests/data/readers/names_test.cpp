#include "data/readers/names.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("names have folders, a file and a stem", "[unit][names]") {
  CHECK(file_part("a/b/c.tar.gz") == "c.tar.gz");
  CHECK(folder_part("a/b/c.tar.gz") == "a/b");
  CHECK(folder_part("c").empty());
  CHECK(stem_of("a/x_train.npy") == "x_train");
  CHECK(stem_of(".hidden") == ".hidden");
}

TEST_CASE("words of a name give role and split", "[unit][names]") {
  CHECK(role_of("x_train").role == FileRole::kImages);
  CHECK(role_of("x_train").split == NamedSplit::kTraining);
  CHECK(role_of("test-labels").role == FileRole::kLabels);
  CHECK(role_of("test-labels").split == NamedSplit::kHeldOut);
  CHECK(role_of("val_images").split == NamedSplit::kValidation);
  CHECK_FALSE(role_of("latest_xy").role);
  CHECK_FALSE(role_of("latest_xy").split);
}

TEST_CASE("only a folder called like a split is one", "[unit][names]") {
  CHECK(split_folder("Test") == NamedSplit::kHeldOut);
  CHECK(split_folder("train") == NamedSplit::kTraining);
  CHECK_FALSE(split_folder("test drives"));
  CHECK_FALSE(split_folder("x"));
}

}  // namespace
}  // namespace hourglass
