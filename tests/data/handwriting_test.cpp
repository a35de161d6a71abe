// Handwriting: every style of every digit can be written, and the fields of Hand have their effects.
#include "data/handwriting.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <set>
#include <string>

namespace hourglass {
namespace {

/// Slope of the line x = a - slope * y fitted to the points: how far the strokes lean to the right.
double lean(const std::vector<InkPoint>& ink) {
  double n = 0, x = 0, y = 0, xy = 0, yy = 0;
  for (const InkPoint& p : ink) {
    n += 1, x += p.x, y += p.y, xy += double{p.x} * double{p.y}, yy += double{p.y} * double{p.y};
  }
  return -(xy - x * y / n) / (yy - y * y / n);
}

std::vector<InkPoint> write(int digit, const Hand& hand, std::uint64_t step = 0) {
  Random random({1, Stream::kTest, step});
  return write_digit(digit, hand, random);
}

}  // namespace

TEST_CASE("the table has styles for all digits, with distinct names and positive weights") {
  for (int digit = 0; digit < 10; ++digit) {
    std::set<std::string> names;
    for (const DigitStyle& style : styles_of(digit)) {
      CHECK(style.digit == digit);
      CHECK(style.weight > 0);
      CHECK(names.insert(style.name).second);
      REQUIRE(style.shapes[0].size() >= 3);
      for (const StylePoint& p : style.shapes[0]) CHECK((p.x >= -10 && p.x <= 110 && p.y >= -10 && p.y <= 110));
    }
    CHECK(names.size() >= 3);
  }
}

TEST_CASE("strokes are finite, near the digit's place, and as wide as the pen") {
  for (int digit = 0; digit < 10; ++digit) {
    for (std::uint64_t step = 0; step < 50; ++step) {
      Random random({1, Stream::kTest, step});
      const Hand hand = random_hand(digit, random);
      const std::vector<InkPoint> ink = write_digit(digit, hand, random);
      REQUIRE(ink.size() > 10);
      CHECK(ink.front().starts_stroke);
      for (const InkPoint& p : ink) {
        CHECK((std::abs(p.x) < 250 && std::abs(p.y) < 250));
        CHECK((p.radius >= 0.3f * hand.pen * 0.999f && p.radius <= 2 * hand.pen));
      }
    }
  }
}

TEST_CASE("slant leans a digit to the right, width widens it") {
  Hand upright, slanted;
  slanted.slant = 0.5f;
  CHECK(std::abs(lean(write(0, upright))) < 0.25);
  CHECK(std::abs(lean(write(0, slanted)) - lean(write(0, upright)) - 0.5) < 0.01);
  Hand wide;
  wide.width = 2;
  const auto narrow_ink = write(0, upright), wide_ink = write(0, wide);
  REQUIRE(narrow_ink.size() == wide_ink.size());
  for (std::size_t i = 0; i < narrow_ink.size(); ++i) CHECK(wide_ink[i].x == 2 * narrow_ink[i].x);
}

TEST_CASE("the same draws give the same strokes, and tremble changes them") {
  Hand steady, trembling;
  trembling.tremble = 5;
  CHECK(write(8, steady)[20].x == write(8, steady)[20].x);
  CHECK(write(8, steady)[20].x != write(8, trembling)[20].x);
}

TEST_CASE("a 1 has one stroke, or two with a foot") {
  std::set<std::size_t> counts;
  for (std::uint64_t step = 0; step < 200; ++step) {
    std::size_t strokes = 0;
    for (const InkPoint& p : write(1, {}, step)) strokes += p.starts_stroke;
    counts.insert(strokes);
  }
  CHECK(counts == std::set<std::size_t>{1, 2});
}

}  // namespace hourglass
