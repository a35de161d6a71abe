#include "app/widgets/texture_atlas.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "app/widgets/pixel_row.h"

namespace hourglass {
namespace {

constexpr ColourMap kGrey{IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)};
constexpr SignedColourMap kSigned{IM_COL32(0, 0, 255, 255), IM_COL32(0, 0, 0, 255), IM_COL32(255, 0, 0, 255)};
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The colour of the atlas's first row at column x.
ImU32 at(const TextureAtlas& atlas, int x) { return atlas.pixels()[static_cast<std::size_t>(x)]; }

TEST_CASE("a value maps to the nearest level; values outside the range map to its ends, NaN to the level of 0",
          "[app]") {
  const float values[] = {0, 1, 0.5f, -3, 7, kNan, 1.4f / 255, 1.6f / 255};
  std::uint16_t levels[8];
  unsigned_levels(values, 8, levels);
  CHECK(std::vector<int>(levels, levels + 8) == std::vector<int>{0, 255, 128, 0, 255, 0, 1, 2});
  signed_levels(values, 8, levels);
  CHECK(std::vector<int>(levels, levels + 8) == std::vector<int>{255, 510, 383, 0, 510, 255, 256, 257});
}

TEST_CASE("grey images have their colour map's colours, also beside images with another one", "[app]") {
  TextureAtlas atlas;
  atlas.begin_frame();
  const std::vector<float> values = {0, 0.5f, 1};
  atlas.put(values, {1, 3, 1}, kGrey);
  atlas.put(values, {1, 3, 1}, {kGrey.high, kGrey.low});
  CHECK(at(atlas, 0) == kGrey.low);
  CHECK(at(atlas, 1) == IM_COL32(128, 128, 128, 255));
  CHECK(at(atlas, 2) == kGrey.high);
  CHECK(at(atlas, 4) == kGrey.high);
  CHECK(at(atlas, 6) == kGrey.low);
}

TEST_CASE("signed images go from the negative colour through that of zero to the positive one", "[app]") {
  TextureAtlas atlas;
  atlas.begin_frame();
  atlas.put_signed(std::vector<float>{-1, 0, 1, kNan}, 1, 4, kSigned);
  CHECK(at(atlas, 0) == kSigned.negative);
  CHECK(at(atlas, 1) == kSigned.zero);
  CHECK(at(atlas, 2) == kSigned.positive);
  CHECK(at(atlas, 3) == kSigned.zero);
}

TEST_CASE("images with three channels keep their own colours", "[app]") {
  TextureAtlas atlas;
  atlas.begin_frame();
  atlas.put(std::vector<float>{1, 0, 0, 0, 1, 0.5f}, {1, 2, 3}, kGrey);
  CHECK(at(atlas, 0) == IM_COL32(255, 0, 0, 255));
  CHECK(at(atlas, 1) == IM_COL32(0, 255, 128, 255));
}

TEST_CASE("images with two or four channels show their first one or three", "[app]") {
  TextureAtlas atlas;
  atlas.begin_frame();
  atlas.put(std::vector<float>{1, 0, 0, 1}, {1, 2, 2}, kGrey);
  atlas.put(std::vector<float>{1, 0, 0, 0.5f, 0, 1, 0, 0.5f}, {1, 2, 4}, kGrey);
  CHECK(at(atlas, 0) == kGrey.high);
  CHECK(at(atlas, 1) == kGrey.low);
  CHECK(at(atlas, 3) == IM_COL32(255, 0, 0, 255));
  CHECK(at(atlas, 4) == IM_COL32(0, 255, 0, 255));
}

TEST_CASE("images larger than 256 pixels are subsampled", "[app]") {
  TextureAtlas atlas;
  atlas.begin_frame();
  std::vector<float> values(512 * 3);
  for (std::size_t x = 256; x < 512; ++x) values[3 * x] = 1;
  const TextureAtlas::Tile tile = atlas.put(values, {1, 512, 3}, kGrey);
  CHECK(std::lround((tile.uv_maximum.x - tile.uv_minimum.x) * TextureAtlas::kSide) == 256);
  CHECK(at(atlas, 127) == IM_COL32(0, 0, 0, 255));
  CHECK(at(atlas, 128) == IM_COL32(255, 0, 0, 255));
}

TEST_CASE("the content's hash changes with an image, its colours and its place", "[app]") {
  TextureAtlas atlas;
  const auto content = [&](const std::vector<float>& values, ColourMap colours, int before) {
    atlas.begin_frame();
    for (int i = 0; i < before; ++i) atlas.put(std::vector<float>{0}, {1, 1, 1}, kGrey);
    atlas.put(values, {1, 5, 1}, colours);
    return atlas.content();
  };
  const std::uint64_t first = content({0, 0, 0, 0, 0}, kGrey, 0);
  CHECK(content({0, 0, 0, 0, 0}, kGrey, 0) == first);
  CHECK(content({0, 0, 0, 0, 1}, kGrey, 0) != first);
  CHECK(content({1, 0, 0, 0, 0}, kGrey, 0) != first);
  CHECK(content({0, 0, 0, 0, 0}, {kGrey.low, kGrey.low}, 0) != first);
  CHECK(content({0, 0, 0, 0, 0}, kGrey, 1) != first);
}

}  // namespace
}  // namespace hourglass
