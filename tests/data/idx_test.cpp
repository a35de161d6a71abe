#include "data/idx.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "core/file.h"
#include "core/random.h"
#include "support/allocation_counter.h"
#include "support/file_bytes.h"

namespace hourglass {
namespace {

TEST_CASE("IDX images are read, gzipped or not", "[unit][idx]") {
  const Bytes plain = idx_file({5, 4, 3});
  for (const Bytes& file : {plain, gzipped(plain)}) {
    const auto images = parse_idx_samples(file, "file");
    REQUIRE(images);
    CHECK(images->count == 5);
    CHECK(images->shape == Shape{4, 3, 1});
    REQUIRE(images->bytes.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) CHECK(images->bytes[i] == i);
    CHECK(*idx_kind(file, "file") == IdxKind::kSamples);
  }
}

TEST_CASE("a fourth dimension of IDX images is channels", "[unit][idx]") {
  const auto images = parse_idx_samples(idx_file({2, 4, 5, 3}), "file");
  REQUIRE(images);
  CHECK(images->count == 2);
  CHECK(images->shape == Shape{4, 5, 3});
  CHECK(images->bytes.size() == 120);
}

TEST_CASE("IDX labels are read, gzipped or not", "[unit][idx]") {
  const Bytes plain = idx_file({7}, 3);
  for (const Bytes& file : {plain, gzipped(plain)}) {
    const auto labels = parse_idx_labels(file, "file");
    REQUIRE(labels);
    CHECK(*labels == std::vector<int>{0, 1, 2, 0, 1, 2, 0});
    CHECK(*idx_kind(file, "file") == IdxKind::kLabels);
  }
}

TEST_CASE("an IDX file larger than the first piece is unpacked completely", "[unit][idx]") {
  Bytes plain = idx_file({5000, 28, 28});
  Random random({1, Stream::kTest, 0});
  for (std::size_t i = 16; i < plain.size(); i += 8) plain[i] = static_cast<std::byte>(random.bits());
  const auto images = parse_idx_samples(gzipped(plain), "file", MemoryBudget{5000 * (28 * 28 + 4)});
  REQUIRE(images);
  CHECK(std::equal(plain.begin() + 16, plain.end(), std::as_bytes(std::span(images->bytes)).begin()));
  CHECK(images->bytes.size() == 5000 * 28 * 28);
}

TEST_CASE("IDX files beyond the budget are refused", "[unit][idx]") {
  const Bytes file = idx_file({10, 4, 4});
  CHECK(parse_idx_samples(file, "file", MemoryBudget{200}));
  AllocationScope scope;
  const auto refused = parse_idx_samples(file, "file", MemoryBudget{199});
  CHECK(scope.peak_bytes() < 4096);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code.name() == "idx-over-budget");
}

TEST_CASE("IDX errors give the position and what was found there", "[unit][idx]") {
  const auto zero = parse_idx_samples(idx_file({5, 0, 3}), "some.idx");
  REQUIRE_FALSE(zero);
  CHECK(zero.error().sentence() ==
        "some.idx, byte 8: expected a dimension above 0, found 0; give a file with at least one item.");
  const auto labels = parse_idx_samples(idx_file({5}), "labels.idx");
  REQUIRE_FALSE(labels);
  CHECK(labels.error().where == "byte 3");
  CHECK(labels.error().found == "labels (1 dimension)");
  const auto packed = parse_idx_samples(gzipped(idx_file({5, 0, 3})), "some.gz");
  REQUIRE_FALSE(packed);
  CHECK(packed.error().where == "byte 8 of the unpacked data");
}

TEST_CASE("IDX images with channels first are converted to channels last", "[unit][idx]") {
  const auto grey = parse_idx_samples(idx_file({2, 1, 28, 28}), "file");
  REQUIRE(grey);
  CHECK(grey->shape == Shape{28, 28, 1});
  CHECK(grey->bytes[29] == 29);
  const auto colour = parse_idx_samples(idx_file({2, 3, 5, 6}), "file");
  REQUIRE(colour);
  CHECK(colour->shape == Shape{5, 6, 3});
  // Pixel (0, 1) of the first image is value 1 of each plane of 30 values. Then the first pixel of the second image.
  CHECK(std::vector<int>(colour->bytes.begin() + 3, colour->bytes.begin() + 6) == std::vector<int>{1, 31, 61});
  CHECK(std::vector<int>(colour->bytes.begin() + 90, colour->bytes.begin() + 93) == std::vector<int>{90, 120, 150});
  const auto vectors = parse_idx_samples(idx_file({2, 1, 1, 16}), "file");
  REQUIRE(vectors);
  CHECK(vectors->shape == Shape{1, 1, 16});
}

/// A label file in QMNIST's format: rows of `columns` 32-bit numbers, first the label, then -1.
Bytes label_table(const std::vector<int>& labels, int columns) {
  Bytes file = {std::byte{0}, std::byte{0}, std::byte{0x0c}, std::byte{2}};
  const auto append = [&](int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      file.push_back(static_cast<std::byte>(static_cast<std::uint32_t>(value) >> shift));
    }
  };
  append(static_cast<int>(labels.size()));
  append(columns);
  for (int label : labels) {
    append(label);
    for (int column = 1; column < columns; ++column) append(-1);
  }
  return file;
}

TEST_CASE("the first column of QMNIST's label table is the label", "[unit][idx]") {
  for (const Bytes& file : {label_table({5, 0, 65535}, 8), gzipped(label_table({5, 0, 65535}, 8))}) {
    CHECK(*idx_kind(file, "file") == IdxKind::kLabels);
    const auto labels = parse_idx_labels(file, "file");
    REQUIRE(labels);
    CHECK(*labels == std::vector<int>{5, 0, 65535});
  }
  for (int wrong : {-1, 65536}) {
    const auto refused = parse_idx_labels(label_table({5, wrong}, 8), "file");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code.name() == "data-bad-label");
    CHECK(refused.error().where == "byte 44");
  }
  const auto short_file = parse_idx_labels(cut(label_table({5, 6}, 8), 70), "file");
  REQUIRE_FALSE(short_file);
  CHECK(short_file.error().code.name() == "idx-truncated");
}

/// An IDX file of any type: the header, then `values` as they are.
Bytes typed_file(int type, const std::vector<std::uint32_t>& dimensions, std::string_view values) {
  return joined(with_byte(idx_header(dimensions), 2, type), bytes_of(values));
}

TEST_CASE("every type of IDX values is read with its sign and byte order", "[unit][idx]") {
  using namespace std::string_view_literals;
  const struct {
    int type;
    std::string_view values;
    std::vector<float> numbers;
  } rows[] = {
      {0x08, "\x00\xff"sv, {0, 255}},
      {0x09, "\x7f\xff"sv, {127, -1}},
      {0x0b, "\x01\x02\xff\xfe"sv, {258, -2}},
      {0x0c, "\x00\x01\x00\x02\xff\xff\xff\xfe"sv, {65538, -2}},
      {0x0d, "\x3f\xc0\x00\x00\xc0\x20\x00\x00"sv, {1.5f, -2.5f}},
      {0x0e, "\x3f\xf8\x00\x00\x00\x00\x00\x00\xc0\x04\x00\x00\x00\x00\x00\x00"sv, {1.5f, -2.5f}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.type);
    // Two samples of one value; 32-bit numbers in two dimensions would be labels.
    const auto samples = parse_idx_samples(typed_file(row.type, {2, 1, 1}, row.values), "file");
    REQUIRE(samples);
    CHECK(samples->count == 2);
    std::vector<float> read = samples->numbers;
    if (row.type == 0x08) read.assign(samples->bytes.begin(), samples->bytes.end());
    CHECK(read == row.numbers);
  }
}

TEST_CASE("two dimensions are samples of a table", "[unit][idx]") {
  const auto samples = parse_idx_samples(idx_file({3, 4}), "file");
  REQUIRE(samples);
  CHECK(samples->shape == flat(4));
  CHECK(samples->count == 3);
  CHECK(samples->numbers == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  CHECK(description_of(*samples).kind == DataKind::kTable);
  CHECK(description_of(*samples).columns.size() == 4);
}

TEST_CASE("labels may be whole numbers of any type", "[unit][idx]") {
  using namespace std::string_view_literals;
  CHECK(*parse_idx_labels(typed_file(0x09, {2}, "\x01\x7f"sv), "file") == std::vector<int>{1, 127});
  CHECK(*parse_idx_labels(typed_file(0x0b, {2}, "\x00\x01\x7f\xff"sv), "file") == std::vector<int>{1, 32767});
  CHECK(*parse_idx_labels(typed_file(0x0c, {1}, "\x00\x00\x01\x02"sv), "file") == std::vector<int>{258});
}

std::string refusal(const Bytes& file) {
  const auto images = parse_idx_samples(file, "given.bin");
  return images ? "read" : images.error().sentence();
}

TEST_CASE("a file of another format is refused by its format's name", "[unit][idx]") {
  CHECK(refusal(bytes_of("version https://git-lfs.github.com/spec/v1\n")) ==
        "given.bin, byte 0: expected an IDX file, found a Git LFS pointer; fetch the file itself, with git lfs pull or "
        "from the repository's download link.");
  CHECK(refusal(bytes_of("<!doctype html><title>Sign in</title>")).find("found an HTML page") != std::string::npos);
  const Bytes twice = gzipped(gzipped(idx_file({5, 4, 3})));
  CHECK(refusal(twice) ==
        "given.bin, byte 0 of the unpacked data: expected an IDX file, found a gzip file; unpack it "
        "once and give what is inside.");
}

std::string mnist_file(const char* name) { return std::string(std::getenv("HOURGLASS_MNIST")) + "/" + name; }

template <class Parse>
auto parse_mnist(const char* name, Parse parse) {
  const auto bytes = read_file(mnist_file(name));
  REQUIRE(bytes);
  auto parsed = parse(*bytes, name, MemoryBudget{});
  REQUIRE(parsed);
  return std::move(*parsed);
}

TEST_CASE("the real MNIST files are read", "[unit][idx][mnist]") {
  if (std::getenv("HOURGLASS_MNIST") == nullptr) SKIP("HOURGLASS_MNIST does not name a folder with the MNIST files");
  const auto training = parse_mnist("train-images-idx3-ubyte.gz", parse_idx_samples);
  CHECK(training.count == 60000);
  CHECK(training.shape == Shape{28, 28, 1});
  const auto sum = std::accumulate(training.bytes.begin(), training.bytes.end(), std::uint64_t{0});
  const double mean = static_cast<double>(sum) / 255.0 / static_cast<double>(training.bytes.size());
  CHECK(std::abs(mean - 0.1307) < 0.00005);
  CHECK(parse_mnist("t10k-images-idx3-ubyte.gz", parse_idx_samples).count == 10000);
  const auto labels = parse_mnist("train-labels-idx1-ubyte.gz", parse_idx_labels);
  REQUIRE(labels.size() == 60000);
  CHECK(std::vector<int>(labels.begin(), labels.begin() + 5) == std::vector<int>{5, 0, 4, 1, 9});
  CHECK(parse_mnist("t10k-labels-idx1-ubyte.gz", parse_idx_labels).size() == 10000);
}

}  // namespace
}  // namespace hourglass
