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
    const auto images = parse_idx_images(file, "file");
    REQUIRE(images);
    CHECK(images->count == 5);
    CHECK(images->shape == Shape{4, 3, 1});
    REQUIRE(images->pixels.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) CHECK(images->pixels[i] == i);
    CHECK(*idx_kind(file, "file") == IdxKind::kImages);
  }
}

TEST_CASE("a fourth dimension of IDX images is channels", "[unit][idx]") {
  const auto images = parse_idx_images(idx_file({2, 4, 5, 3}), "file");
  REQUIRE(images);
  CHECK(images->count == 2);
  CHECK(images->shape == Shape{4, 5, 3});
  CHECK(images->pixels.size() == 120);
}

TEST_CASE("IDX labels are read, gzipped or not", "[unit][idx]") {
  const Bytes plain = idx_file({7}, 3);
  for (const Bytes& file : {plain, gzipped(plain)}) {
    const auto labels = parse_idx_labels(file, "file");
    REQUIRE(labels);
    CHECK(labels->labels == std::vector<std::uint8_t>{0, 1, 2, 0, 1, 2, 0});
    CHECK(*idx_kind(file, "file") == IdxKind::kLabels);
  }
}

TEST_CASE("an IDX file larger than the first piece unpacks whole", "[unit][idx]") {
  Bytes plain = idx_file({5000, 28, 28});
  Random random({1, Stream::kTest, 0});
  for (std::size_t i = 16; i < plain.size(); i += 8) plain[i] = static_cast<std::byte>(random.bits());
  const auto images = parse_idx_images(gzipped(plain), "file", MemoryBudget{5000 * (28 * 28 + 4)});
  REQUIRE(images);
  CHECK(std::equal(plain.begin() + 16, plain.end(), std::as_bytes(std::span(images->pixels)).begin()));
  CHECK(images->pixels.size() == 5000 * 28 * 28);
}

TEST_CASE("IDX files are held against the budget they are given", "[unit][idx]") {
  const Bytes file = idx_file({10, 4, 4});
  CHECK(parse_idx_images(file, "file", MemoryBudget{200}));
  AllocationScope scope;
  const auto refused = parse_idx_images(file, "file", MemoryBudget{199});
  CHECK(scope.peak_bytes() < 4096);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code.name() == "idx-over-budget");
}

TEST_CASE("IDX errors say where in the file and what stood there", "[unit][idx]") {
  const auto zero = parse_idx_images(idx_file({5, 0, 3}), "some.idx");
  REQUIRE_FALSE(zero);
  CHECK(zero.error().sentence() ==
        "some.idx, byte 8: expected a dimension above 0, found 0; give a file with at least one item.");
  const auto labels = parse_idx_images(idx_file({5}), "labels.idx");
  REQUIRE_FALSE(labels);
  CHECK(labels.error().where == "byte 3");
  CHECK(labels.error().found == "labels (1 dimension)");
  const auto packed = parse_idx_images(gzipped(idx_file({5, 0, 3})), "some.gz");
  REQUIRE_FALSE(packed);
  CHECK(packed.error().where == "byte 8 of the unpacked data");
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
  const auto training = parse_mnist("train-images-idx3-ubyte.gz", parse_idx_images);
  CHECK(training.count == 60000);
  CHECK(training.shape == Shape{28, 28, 1});
  const auto sum = std::accumulate(training.pixels.begin(), training.pixels.end(), std::uint64_t{0});
  const double mean = static_cast<double>(sum) / 255.0 / static_cast<double>(training.pixels.size());
  CHECK(std::abs(mean - 0.1307) < 0.00005);
  CHECK(parse_mnist("t10k-images-idx3-ubyte.gz", parse_idx_images).count == 10000);
  const auto labels = parse_mnist("train-labels-idx1-ubyte.gz", parse_idx_labels).labels;
  REQUIRE(labels.size() == 60000);
  CHECK(std::vector<int>(labels.begin(), labels.begin() + 5) == std::vector<int>{5, 0, 4, 1, 9});
  CHECK(parse_mnist("t10k-labels-idx1-ubyte.gz", parse_idx_labels).labels.size() == 10000);
}

}  // namespace
}  // namespace hourglass
