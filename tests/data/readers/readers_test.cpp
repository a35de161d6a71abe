#include "data/readers/readers.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "support/data_files.h"

namespace hourglass {
namespace {

std::string code_for(GivenFiles files) { return code_of(read_files(std::move(files), "set", {})); }

TEST_CASE("every format has a name with its article, and recognises its own files only", "[unit][readers]") {
  const struct {
    const char* file;
    std::string_view format;
  } rows[] = {{"idx/i2.idx", "an IDX file"},     {"npy/f4_little.npy", "a NumPy array"},
              {"png/rgb8.png", "a PNG picture"}, {"jpeg/rgb.jpg", "a JPEG picture"},
              {"wav/stereo.wav", "a WAV sound"}, {"csv/excel.csv", "a table (CSV)"},
              {"csv/unix.tsv", "a table (CSV)"}};
  for (const auto& row : rows) {
    CAPTURE(row.file);
    const Bytes bytes = data_bytes(row.file);
    const DataFormat* format = find_format("a name without ending", bytes);
    REQUIRE(format != nullptr);
    CHECK(format->name == row.format);
    int recognising = 0;
    for (const DataFormat& other : data_formats()) recognising += other.recognises("a name without ending", bytes);
    // A table is text too, and less preferred as that.
    CHECK(recognising == (row.format == "a table (CSV)" ? 2 : 1));
  }
  CHECK(find_format("data_batch_1.bin", bytes_of("\1"))->name == "a CIFAR batch");
  CHECK(find_format("notes", bytes_of("one\ntwo\n"))->name == "a text file");
  CHECK(find_format("notes", {}) == nullptr);
}

TEST_CASE("gzip around any file is unpacked", "[unit][readers]") {
  for (const char* name : {"idx/i2.idx", "npy/f4_little.npy", "npz/keras.npz", "csv/excel.csv"}) {
    CAPTURE(name);
    const auto plain = given_data({name});
    const auto packed = value_of(read_files({{std::string(name) + ".gz", gzipped(data_bytes(name))}}, "set", {}));
    CHECK(packed.training.samples.count == plain.training.samples.count);
    CHECK(packed.training.samples.bytes == plain.training.samples.bytes);
  }
}

TEST_CASE("files of a less preferred format are named and ignored, whatever their order", "[unit][readers]") {
  const GivenFile array = data_file("npy/f4_little.npy"), text = {"notes.txt", bytes_of("one\ntwo\n")},
                  other = {"paper.pdf", bytes_of("%PDF\1")}, nothing = {"nothing", {}};
  for (const GivenFiles& files : {GivenFiles{array, text, other, nothing}, GivenFiles{nothing, other, text, array}}) {
    GivenSet given = value_of(read_files(files, "set", {}));
    std::sort(given.ignored.begin(), given.ignored.end());
    CHECK(given.ignored ==
          std::vector<std::string>{"notes.txt: a text file", "nothing: an empty file", "paper.pdf: an unknown format"});
    CHECK(given.name == "set");
  }
}

TEST_CASE("what has no known format is refused by its name", "[unit][readers]") {
  CHECK(code_for({}) == "file-unknown-format");
  CHECK(code_for({{"nothing", {}}}) == "file-empty");
  CHECK(code_for({{"noise", bytes_of("\1\2\3")}}) == "file-unknown-format");
  CHECK(code_for({{"a.gif", bytes_of("GIF89a")}}) == "file-picture");
  CHECK(code_for({{"a.7z", bytes_of("7z\xbc\xaf\x27\x1c")}}) == "file-archive");
  CHECK(code_for({{"a.html", bytes_of("<html>\n<p>\n")}}) == "file-html");
  CHECK(code_for({{"a.gz", gzipped(gzipped(bytes_of("a\nb\n")))}}) == "file-gzip");
  const auto refused = read_files({{"noise", bytes_of("\1\2%s%n")}}, "set", {});
  CHECK(refused.error().found == "\"??%s%n\"");
}

TEST_CASE("all files together stay within the budget", "[unit][readers]") {
  OpenOptions options;
  options.budget = {3700};  // 600 lines of 3 bytes, which become 2 x 3 each
  const auto words = [](const std::string& name) {
    std::string text;
    for (int i = 0; i < 600; ++i) text += "ab\n";
    return GivenFile{name, gzipped(bytes_of(text))};
  };
  CHECK(code_of(read_files({words("a.gz")}, "set", options)) == "accepted");
  CHECK(code_of(read_files({words("a.gz"), words("b.gz"), words("c.gz")}, "set", options)) == "gzip-over-budget");
  options.budget = {2999};
  CHECK(code_of(read_data({"deflated.zip"}, options)) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
