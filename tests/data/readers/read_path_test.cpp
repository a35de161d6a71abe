#include "data/readers/read_path.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>

#include "support/data_files.h"
#include "support/temporary_folder.h"

namespace hourglass {
namespace {

void put(const TemporaryFolder& folder, const std::string& name, const Bytes& bytes) {
  std::filesystem::create_directories(std::filesystem::path(folder / name).parent_path());
  REQUIRE(write_file_atomically(folder / name, bytes));
}

GivenSet given_path(const std::string& path) { return value_of(read_path(path, {})); }

TEST_CASE("a folder of folders is read, without hidden files", "[unit][read_path]") {
  const TemporaryFolder folder;
  const Bytes picture = data_bytes("png/grey8.png");
  for (const char* name : {"a/1.png", "b/2.png", ".hidden/3.png", "a/.4.png"}) put(folder, name, picture);
  put(folder, "b/paper.pdf", bytes_of("%PDF\1"));
  const auto given = read_path(folder.path(), {});
  if (!given && given.error().found == "one without") SKIP(given.error().expected);
  CHECK(value_of(given).training.samples.count == 2);
  CHECK(given->description.label_names == std::vector<std::string>{"a", "b"});
  CHECK(given->ignored == std::vector<std::string>{"b/paper.pdf: an unknown format"});
}

TEST_CASE("a folder with one dotted name keeps its labels and test set", "[unit][read_path]") {
  const TemporaryFolder folder;
  put(folder, "train-images.idx3-ubyte", idx_file({20, 4, 3}));
  put(folder, "train-labels-idx1-ubyte.gz", gzipped(idx_file({20}, 10)));
  put(folder, "t10k-images-idx3-ubyte", idx_file({5, 4, 3}));
  put(folder, "t10k_labels.idx1-ubyte", idx_file({5}, 10));
  put(folder, "readme.txt", bytes_of("two\nlines\n"));
  const GivenSet given = given_path(folder.path());
  CHECK(given.training.samples.count == 20);
  CHECK(given.training.labels.size() == 20);
  CHECK(given.held_out->labels.size() == 5);
  CHECK(given.ignored == std::vector<std::string>{"readme.txt: a text file"});
}

TEST_CASE("files of another set and second versions are ignored, and said to be", "[unit][read_path]") {
  const TemporaryFolder folder;
  put(folder, "train-images-idx3-ubyte", idx_file({20, 4, 3}));
  put(folder, "train-images-idx3-ubyte.gz", gzipped(idx_file({10, 4, 3})));
  put(folder, "fashion-train-images-idx3-ubyte", idx_file({5, 4, 3}));
  const GivenSet given = given_path(folder.path());
  CHECK(given.training.samples.count == 20);
  CHECK(given.ignored.size() == 2);
}

TEST_CASE("a file that is no IDX file stands alone", "[unit][read_path]") {
  const TemporaryFolder folder;
  put(folder, "a.csv", bytes_of("1,2\n3,4\n"));
  put(folder, "b.csv", bytes_of("5,6\n"));
  CHECK(given_path(folder / "a.csv").training.samples.count == 2);
  CHECK(given_path(folder / "a.csv").name == "a.csv");
  CHECK(given_path(folder.path()).training.samples.count == 3);
}

TEST_CASE("errors name the path of the file", "[unit][read_path]") {
  const TemporaryFolder folder;
  put(folder, "inner/a.csv", bytes_of("1,2\n3\n"));
  for (const std::string& path : {folder.path(), folder / "inner/a.csv"}) {
    const auto given = read_path(path, {});
    REQUIRE_FALSE(given);
    CHECK(given.error().source == folder / "inner/a.csv");
    CHECK(given.error().where == "line 2");
  }
  CHECK(read_path(folder / "inner", {}).error().code.name() == "data-bad-row");
  CHECK(read_path(folder / "none", {}).error().code.name() == "file-not-found");
}

TEST_CASE("a large file of another kind beside the data does not count", "[unit][read_path]") {
  const TemporaryFolder folder;
  put(folder, "a.csv", bytes_of("1,2\n3,4\n"));
  put(folder, "film.mp4", Bytes(100000, std::byte{1}));
  OpenOptions options;
  options.budget = {1000};
  CHECK(value_of(read_path(folder.path(), options)).training.samples.count == 2);
}

}  // namespace
}  // namespace hourglass
