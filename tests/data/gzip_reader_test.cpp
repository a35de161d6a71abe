#include "data/gzip_reader.h"

#include <catch2/catch_test_macros.hpp>

#include "support/file_bytes.h"

namespace hourglass {
namespace {

Bytes sample(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * i >> 3);
  return bytes;
}

/// The whole content of the file, read in pieces of one size.
Result<Bytes> unpacked(const Bytes& packed, std::size_t piece = 65536) {
  GzipReader reader(packed, "file");
  Bytes all, buffer(piece);
  while (true) {
    const auto count = reader.read(buffer);
    if (!count) return count.error();
    all = joined(std::move(all), cut(buffer, *count));
    if (*count < piece) return all;
  }
}

TEST_CASE("the reader returns what was compressed, in pieces of any size", "[unit][gzip]") {
  for (std::size_t size : {0u, 1u, 10000u, 65536u, 300000u}) {
    for (std::size_t piece : {7u, 10000u, 65535u, 65536u, 65537u}) {
      INFO(size << " bytes in pieces of " << piece);
      const auto bytes = unpacked(gzipped(sample(size)), piece);
      REQUIRE(bytes);
      CHECK(*bytes == sample(size));
    }
  }
}

TEST_CASE("a read at the end of gzip data returns 0 bytes", "[unit][gzip]") {
  const Bytes packed = gzipped(sample(10));
  GzipReader reader(packed, "file");
  Bytes buffer(10);
  CHECK(*reader.read(buffer) == 10);
  CHECK(*reader.read(buffer) == 0);
  CHECK(*reader.read(buffer) == 0);
}

TEST_CASE("several gzip members are read as one", "[unit][gzip]") {
  const auto bytes = unpacked(joined(joined(gzipped(sample(1000)), gzipped({})), gzipped(sample(500))));
  REQUIRE(bytes);
  CHECK(*bytes == joined(sample(1000), sample(500)));
}

TEST_CASE("zeros behind the last gzip member are padding", "[unit][gzip]") {
  const Bytes two = joined(gzipped(sample(1000)), gzipped(sample(500)));
  for (std::size_t padding : {1u, 500u, 100000u}) {
    const auto bytes = unpacked(joined(two, Bytes(padding)));
    REQUIRE(bytes);
    CHECK(*bytes == joined(sample(1000), sample(500)));
  }
  const auto other = unpacked(joined(joined(two, Bytes(10)), bytes_of("x")));
  REQUIRE_FALSE(other);
  CHECK(other.error().code.name() == "gzip-trailing-bytes");
}

TEST_CASE("bytes that are not gzip are refused with their position", "[unit][gzip]") {
  const auto text = unpacked(bytes_of("plain text"));
  REQUIRE_FALSE(text);
  CHECK(text.error().code.name() == "gzip-corrupt");
  const auto nothing = unpacked({});
  REQUIRE_FALSE(nothing);
  CHECK(nothing.error().code.name() == "gzip-truncated");
  CHECK(nothing.error().where == "byte 0 of the compressed data");
}

TEST_CASE("the tests' gzip bomb is a valid file that unpacks to 1 GB", "[unit][gzip][slow]") {
  const Bytes bomb = gzip_bomb(bytes_of("x"), 1024);
  CHECK(bomb.size() < 1'200'000);
  GzipReader reader(bomb, "file");
  Bytes buffer(1 << 20);
  std::uint64_t total = 0;
  while (true) {
    const auto count = reader.read(buffer);
    REQUIRE(count);
    total += *count;
    if (*count < buffer.size()) break;
  }
  CHECK(total == (std::uint64_t{1} << 30) + 1);
}

}  // namespace
}  // namespace hourglass
