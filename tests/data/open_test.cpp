#include "data/open.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <filesystem>

#include "core/file.h"
#include "support/file_bytes.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

void put(const TemporaryFolder& folder, const std::string& name, const Bytes& bytes) {
  REQUIRE(write_file_atomically(folder / name, bytes));
}

std::shared_ptr<const Dataset> opened(const std::string& text) {
  auto set = open_dataset(text);
  if (!set) FAIL(set.error().sentence());
  return *set;
}

std::string code_of(const std::string& text) {
  const auto set = open_dataset(text);
  return set ? "opened" : std::string(set.error().code.name());
}

TEST_CASE("every built-in set opens by its name", "[unit][open]") {
  REQUIRE_FALSE(built_in_sets().empty());
  for (const BuiltInSet& row : built_in_sets()) {
    INFO(row.name);
    const auto set = open_dataset(row.name, {.seed = 3, .budget = {}, .training = 50, .held_out = 20, .scale = {}});
    REQUIRE(set);
    CHECK((*set)->name() == row.name);
    CHECK((*set)->count(Split::kTraining) == 50);
    CHECK((*set)->count(Split::kHeldOut) == 20);
    CHECK_FALSE(row.blurb.empty());
  }
}

TEST_CASE("a folder of the four MNIST files opens, whichever of their usual names they have", "[unit][open]") {
  const std::string dash = "-", dot = ".";
  for (const std::string& mark : {dash, dot}) {
    for (const std::string ending : {"", ".gz"}) {
      const TemporaryFolder folder;
      const auto packed = [&](const Bytes& bytes) { return ending.empty() ? bytes : gzipped(bytes); };
      put(folder, "train-images" + mark + "idx3-ubyte" + ending, packed(idx_file({20, 4, 3})));
      put(folder, "train-labels" + mark + "idx1-ubyte" + ending, packed(idx_file({20}, 10)));
      put(folder, "t10k-images" + mark + "idx3-ubyte" + ending, packed(idx_file({5, 4, 3})));
      put(folder, "t10k-labels" + mark + "idx1-ubyte" + ending, packed(idx_file({5}, 10)));
      const auto set = opened(folder.path());
      CHECK(set->count(Split::kTraining) == 20);
      CHECK(set->count(Split::kHeldOut) == 5);
      CHECK(set->label_bound() == 10);
      CHECK(set->label(Split::kTraining, 13) == 3);
      CHECK(set->name() == std::filesystem::path(folder.path()).filename().string());
      CHECK(opened(folder.path() + "/")->name() == set->name());
    }
  }
}

TEST_CASE("the files of a folder may separate the words of their names differently", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "train-images.idx3-ubyte", idx_file({60, 4, 3}));
  put(folder, "train-labels-idx1-ubyte.gz", gzipped(idx_file({60}, 10)));
  put(folder, "t10k-images-idx3-ubyte", idx_file({20, 4, 3}));
  put(folder, "t10k_labels.idx1-ubyte", idx_file({20}, 10));
  const auto set = opened(folder.path());
  CHECK(set->count(Split::kTraining) == 60);
  CHECK(set->count(Split::kHeldOut) == 20);
  CHECK(set->label_bound() == 10);
  CHECK(set->label(Split::kHeldOut, 13) == 3);
  CHECK(opened(folder / "train-images.idx3-ubyte")->count(Split::kHeldOut) == 20);
}

TEST_CASE("files with a prefix are a set of their own", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "emnist-letters-train-images-idx3-ubyte", idx_file({12, 4, 3}));
  put(folder, "emnist-letters-train-labels-idx1-ubyte", idx_file({12}, 4));
  put(folder, "emnist-letters-test-images-idx3-ubyte", idx_file({5, 4, 3}));
  CHECK(opened(folder.path())->count(Split::kHeldOut) == 5);
  CHECK(opened(folder.path())->label_bound() == 4);
  put(folder, "emnist-digits-train-images-idx3-ubyte", idx_file({14, 4, 3}));
  CHECK(code_of(folder.path()) == "data-several-sets");
  CHECK(opened(folder / "emnist-digits-train-images-idx3-ubyte")->count(Split::kHeldOut) == 2);
  put(folder, "train-images-idx3-ubyte", idx_file({9, 4, 3}));
  CHECK(opened(folder.path())->count(Split::kTraining) == 8);
}

TEST_CASE("a file whose name only contains the letters of test is not held out", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "latest-train-images-idx3-ubyte", idx_file({14, 4, 3}));
  CHECK(opened(folder.path())->count(Split::kTraining) == 12);
  const Bytes images = idx_file({14, 4, 3}), labels = idx_file({14}, 5), test_images = idx_file({3, 4, 3});
  const NamedBytes dropped[] = {{"latest-train-images-idx3-ubyte", images},
                                {"latest-train-labels-idx1-ubyte", labels},
                                {"latest-test-images-idx3-ubyte", test_images}};
  const auto set = dataset_from_bytes(dropped);
  REQUIRE(set);
  CHECK((*set)->count(Split::kTraining) == 14);
  CHECK((*set)->count(Split::kHeldOut) == 3);
  // The names distinguish two files of images, also without labels.
  const NamedBytes images_alone[] = {dropped[2], dropped[0]};
  const auto pair = dataset_from_bytes(images_alone);
  REQUIRE(pair);
  CHECK((*pair)->count(Split::kTraining) == 14);
}

TEST_CASE("of two files with the same words the one that is not gzipped is read", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "train-images-idx3-ubyte.gz", gzipped(idx_file({7, 4, 3})));
  put(folder, "train-images-idx3-ubyte", idx_file({14, 4, 3}));
  CHECK(opened(folder.path())->count(Split::kTraining) == 12);
}

TEST_CASE("a single file is recognised by its content, whatever its name", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "pictures.txt", idx_file({14, 4, 3}));
  put(folder, "pictures", gzipped(idx_file({14, 4, 3})));
  for (const char* name : {"pictures.txt", "pictures"}) {
    const auto set = opened(folder / name);
    CHECK(set->name() == name);
    CHECK(set->shape() == Shape{4, 3, 1});
    CHECK(set->count(Split::kTraining) == 12);
    CHECK(set->count(Split::kHeldOut) == 2);
    CHECK(set->label_bound() == 0);
  }
}

TEST_CASE("the labels and held-out images beside a single file are used", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "emnist-train-images-idx3-ubyte.gz", gzipped(idx_file({14, 4, 3})));
  put(folder, "emnist-train-labels-idx1-ubyte", idx_file({14}, 5));
  const std::string path = folder / "emnist-train-images-idx3-ubyte.gz";
  CHECK(opened(path)->label_bound() == 5);
  CHECK(opened(path)->count(Split::kHeldOut) == 2);
  put(folder, "emnist-test-images-idx3-ubyte", idx_file({3, 4, 3}));
  CHECK(opened(path)->count(Split::kHeldOut) == 3);
  CHECK(opened(path)->label(Split::kHeldOut, 0) == kNoLabel);
  CHECK(opened(folder / "emnist-test-images-idx3-ubyte")->count(Split::kTraining) == 2);
}

TEST_CASE("a damaged file beside the training images is an error", "[unit][open]") {
  const TemporaryFolder folder;
  put(folder, "train-images-idx3-ubyte", idx_file({14, 4, 3}));
  put(folder, "train-labels-idx1-ubyte", idx_file({13}, 5));
  CHECK(code_of(folder.path()) == "data-count-mismatch");
  put(folder, "train-labels-idx1-ubyte", cut(idx_file({14}, 5), 12));
  CHECK(code_of(folder.path()) == "idx-truncated");
  put(folder, "train-labels-idx1-ubyte", idx_file({14}, 5));
  put(folder, "t10k-images-idx3-ubyte.gz", cut(gzipped(idx_file({3, 4, 3})), 20));
  CHECK(code_of(folder.path()) == "gzip-truncated");
  put(folder, "t10k-images-idx3-ubyte.gz", gzipped(idx_file({3, 3, 4})));
  CHECK(code_of(folder.path()) == "data-split-mismatch");
}

TEST_CASE("text that names no data set is refused with its code", "[unit][open]") {
  const TemporaryFolder folder;
  CHECK(code_of("no such thing %s%n") == "file-not-found");
  CHECK(code_of("") == "file-not-found");
  CHECK(code_of(folder.path()) == "file-unknown-format");
  put(folder, "empty", {});
  CHECK(code_of(folder / "empty") == "file-empty");
  put(folder, "one", idx_file({1, 4, 3}));
  CHECK(code_of(folder / "one") == "data-too-few");
  put(folder, "labels", idx_file({20}));
  CHECK(code_of(folder / "labels") == "data-no-samples");
  const auto over = open_dataset(folder / "labels", {.budget = {10}});
  REQUIRE_FALSE(over);
  CHECK(over.error().code.name() == "file-over-budget");
  const auto missing = open_dataset("digitz");
  CHECK(missing.error().sentence().find("digits") != std::string::npos);
}

TEST_CASE("dropped files become a data set, in any order", "[unit][open]") {
  const Bytes images = idx_file({14, 4, 3}), labels = gzipped(idx_file({14}, 5)), tests = idx_file({3, 4, 3});
  const NamedBytes all[] = {{"latest labels", labels}, {"pictures", images}, {"t10k", tests}};
  const auto alone = dataset_from_bytes({all + 1, 1});
  REQUIRE(alone);
  CHECK((*alone)->name() == "pictures");
  CHECK((*alone)->label_bound() == 0);
  const auto pair = dataset_from_bytes({all, 2});
  REQUIRE(pair);
  CHECK((*pair)->label_bound() == 5);
  CHECK((*pair)->count(Split::kHeldOut) == 2);
  const Bytes test_labels = idx_file({3}, 5);
  const NamedBytes whole[] = {
      {"train-labels", labels}, {"t10k-images", tests}, {"train-images", images}, {"t10k-labels", test_labels}};
  const auto mnist = dataset_from_bytes(whole);
  REQUIRE(mnist);
  CHECK((*mnist)->count(Split::kTraining) == 14);
  CHECK((*mnist)->count(Split::kHeldOut) == 3);
}

TEST_CASE("dropped files that are not a data set are refused", "[unit][open]") {
  const Bytes images = idx_file({14, 4, 3}), labels = idx_file({14}, 5);
  const NamedBytes file{"images", images}, file_of_labels{"labels", labels};
  const NamedBytes twice[] = {file, file};
  CHECK(dataset_from_bytes({}).error().code.name() == "file-unknown-format");
  CHECK(dataset_from_bytes({&file_of_labels, 1}).error().code.name() == "file-unknown-format");
  CHECK(dataset_from_bytes(twice).error().code.name() == "file-unknown-format");
}

TEST_CASE("a list of columns has names without the blanks around them", "[unit][open]") {
  using Names = std::vector<std::string>;
  CHECK(column_list("age, since last ,3") == Names{"age", "since last", "3"});
  CHECK(column_list(" , ,").empty());
  CHECK(column_list("").empty());
  CHECK(column_list("none").empty());
}

TEST_CASE("the real MNIST folder opens", "[unit][open][mnist]") {
  const char* folder = std::getenv("HOURGLASS_MNIST");
  if (folder == nullptr) SKIP("HOURGLASS_MNIST does not name a folder with the MNIST files");
  const auto set = opened(folder);
  CHECK(set->count(Split::kTraining) == 60000);
  CHECK(set->count(Split::kHeldOut) == 10000);
  CHECK(set->label_bound() == 10);
}

}  // namespace
}  // namespace hourglass
