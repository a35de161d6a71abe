#include "data/gzip.h"

#include <catch2/catch_test_macros.hpp>

#include "support/file_bytes.h"

namespace hourglass {
namespace {

TEST_CASE("gzip is recognised by its first two bytes", "[unit][gzip]") {
  CHECK(is_gzip(gzipped({})));
  CHECK_FALSE(is_gzip({}));
  CHECK_FALSE(is_gzip(bytes_of("\x1f")));
  CHECK_FALSE(is_gzip(bytes_of("plain text")));
}

TEST_CASE("the size that a gzip file may unpack to is proportional to its own", "[unit][gzip]") {
  CHECK(largest_unpacked_size(0) == 1 << 20);
  CHECK(largest_unpacked_size(1000) == 32000 + (1 << 20));
  CHECK(largest_unpacked_size(UINT64_MAX) == UINT64_MAX);
}

}  // namespace
}  // namespace hourglass
