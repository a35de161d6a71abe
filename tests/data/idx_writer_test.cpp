#include "data/idx_writer.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("images and labels written as IDX are read back unchanged", "[unit][idx]") {
  for (int channels : {1, 3}) {
    CAPTURE(channels);
    StoredSamples images{{2, 3, channels}, 4};
    for (int i = 0; i < 24 * channels; ++i) images.bytes.push_back(static_cast<std::uint8_t>(7 * i));
    const auto read = parse_idx_samples(idx_file_of(images), "images");
    REQUIRE(read);
    CHECK(read->shape == images.shape);
    CHECK(read->count == 4);
    CHECK(read->bytes == images.bytes);
  }
  for (const std::vector<int>& labels : {std::vector<int>{3, 1, 4, 1, 5}, std::vector<int>{0, 255, 256, 65535}}) {
    const auto read = parse_idx_labels(idx_file_of(labels), "labels");
    REQUIRE(read);
    CHECK(*read == labels);
  }
}

}  // namespace hourglass
