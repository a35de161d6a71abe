#include "io/png.h"

#include <catch2/catch_test_macros.hpp>

#include "support/png_chunks.h"

namespace hourglass {
TEST_CASE("a PNG holds the given pixels, grey and in colour", "[unit][io]") {
  for (int channels : {1, 3}) {
    CAPTURE(channels);
    const Shape shape{3, 5, channels};
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < shape.features(); ++i) pixels.push_back(static_cast<std::uint8_t>(11 * i));
    const auto chunks = chunks_of(png_file(shape, pixels));
    REQUIRE(chunks.size() == 3);
    CHECK(chunks[0].name == "IHDR");
    CHECK(chunks[0].content ==
          std::vector<std::uint8_t>{0, 0, 0, 5, 0, 0, 0, 3, 8, std::uint8_t(channels == 1 ? 0 : 2), 0, 0, 0});
    CHECK(chunks[2].name == "IEND");
    const std::size_t row = static_cast<std::size_t>(5 * channels);
    const auto rows = unpacked_rows(chunks[1].content.data(), chunks[1].content.size(), 3, row);
    for (std::size_t y = 0; y < 3; ++y) {
      CHECK(rows[y * (row + 1)] == 0);
      for (std::size_t x = 0; x < row; ++x) REQUIRE(rows[y * (row + 1) + 1 + x] == pixels[y * row + x]);
    }
  }
}

TEST_CASE("a grid puts images side by side, with a line between them", "[unit][io]") {
  const std::vector<float> images = {0, 1, 2, -1, 0.5f, 0.5f};  // three images of one row and two columns
  const ImageGrid grid = image_grid({1, 2, 1}, images, 2);
  CHECK(grid.shape == Shape{3, 5, 1});
  const std::uint8_t line = grid.pixels[2];
  CHECK(grid.pixels ==
        std::vector<std::uint8_t>{0, 255, line, 255, 0, line, line, line, line, line, 128, 128, line, line, line});
}

}  // namespace hourglass
