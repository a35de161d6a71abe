#include "data/sample_picture.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/glyphs.h"
#include "data/sample_text.h"

namespace hourglass {
namespace {

std::vector<float> drawn(const DataDescription& description, const Shape& sample, const std::vector<float>& values,
                         Shape& picture, int width = 40) {
  picture = picture_shape(description, sample, width);
  std::vector<float> pixels;
  draw_sample(description, sample, values, picture, pixels);
  REQUIRE(pixels.size() == static_cast<std::size_t>(picture.features()));
  return pixels;
}

/// The mean row of the ink in a column, as a share of the height from the top; -1 where there is none.
float height_of_ink(const std::vector<float>& pixels, const Shape& picture, int x) {
  float ink = 0, sum = 0;
  for (int y = 0; y < picture.height; ++y) {
    const float value = pixels[static_cast<std::size_t>(y * picture.width + x)];
    ink += value;
    sum += value * (static_cast<float>(y) + 0.5f);
  }
  return ink > 0 ? sum / ink / static_cast<float>(picture.height) : -1;
}

TEST_CASE("an image is its own picture, whatever the width", "[unit]") {
  Shape picture;
  const std::vector<float> values = {0, 0.25f, 0.5f, 1, 0.75f, 0.125f};
  CHECK(drawn({}, {1, 2, 3}, values, picture, 200) == values);
  CHECK(picture == Shape{1, 2, 3});
}

TEST_CASE("a signal is a line from left to right, high values at the top", "[unit]") {
  Shape picture;
  std::vector<float> rising;
  for (int t = 0; t < 64; ++t) rising.push_back(static_cast<float>(t) / 63);
  const std::vector<float> pixels = drawn({.kind = DataKind::kSignal}, {1, 64, 1}, rising, picture);
  CHECK(height_of_ink(pixels, picture, 1) > 0.85f);
  CHECK(height_of_ink(pixels, picture, 38) < 0.15f);
  CHECK(std::abs(height_of_ink(pixels, picture, 20) - 0.5f) < 0.08f);
}

TEST_CASE("a table has bars for numbers and cells for categories; what is missing is empty", "[unit]") {
  DataDescription table{.kind = DataKind::kTable};
  table.columns = {{"a"}, {"b"}, {"c", "", {"x", "y"}}, {"d"}};
  const float missing = std::numeric_limits<float>::quiet_NaN();
  Shape picture;
  const std::vector<float> pixels = drawn(table, flat(5), {1, 0.5f, 0, 1, missing}, picture);
  const auto ink = [&](int from, int to) {
    float sum = 0;
    for (int y = 0; y < picture.height; ++y) {
      for (int x = from; x < to; ++x) sum += pixels[static_cast<std::size_t>(y * picture.width + x)];
    }
    return sum;
  };
  CHECK(ink(0, 10) > 1.7f * ink(10, 20));
  CHECK(height_of_ink(pixels, picture, 25) > 0.6f);
  CHECK(ink(30, 40) == 0);
}

TEST_CASE("a word is its letters, and doubt is two letters over each other", "[unit]") {
  const DataDescription words{.kind = DataKind::kText, .alphabet = {"", "a", "l"}};
  const Shape shape = {1, 2, 3};
  Shape picture;
  const std::vector<float> a = drawn(words, shape, {0, 1, 0, 1, 0, 0}, picture);
  const std::vector<float> l = drawn(words, shape, {0, 0, 1, 1, 0, 0}, picture);
  const std::vector<float> both = drawn(words, shape, {0, 0.5f, 0.5f, 1, 0, 0}, picture);
  CHECK(a != l);
  for (std::size_t i = 0; i < both.size(); ++i) CHECK(std::abs(both[i] - (a[i] + l[i]) / 2) < 1e-6f);
  CHECK(sample_text(words, shape, std::vector<float>{0, 1, 0, 0, 0.1f, 0.9f}) == "al");
}

TEST_CASE("every letter, digit and sign has a glyph of its own", "[unit]") {
  std::vector<std::uint64_t> seen;
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-'.,")) {
    CAPTURE(c);
    const std::uint64_t bits = glyph_of(std::string(1, c)).bits;
    CHECK(bits != 0);
    CHECK(std::find(seen.begin(), seen.end(), bits) == seen.end());
    seen.push_back(bits);
  }
  CHECK(glyph_of("A").bits == glyph_of("a").bits);
  CHECK(glyph_of(" ").bits == 0);
  CHECK(glyph_of("").bits == 0);
  CHECK(glyph_of("\u00f6").bits == glyph_of("\u4e2d").bits);
}

TEST_CASE("a table's row is said with names, units and categories", "[unit]") {
  DataDescription table{.kind = DataKind::kTable};
  table.columns = {{"amount", "EUR"}, {"type", "", {"cash", "card"}}, {"age"}};
  table.scaling = {{0, 0, 0, 20}, {200, 1, 1, 50}};
  const float missing = std::numeric_limits<float>::quiet_NaN();
  CHECK(sample_text(table, flat(4), std::vector<float>{0.5f, 0.2f, 0.8f, 0.1f}) == "amount 100 EUR, type card, age 25");
  CHECK(column_text(table, 1, std::vector<float>{0, missing, missing, 0}) == "missing");
}

}  // namespace
}  // namespace hourglass
