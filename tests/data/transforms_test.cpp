#include "data/transforms.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "data/digits.h"
#include "data/shifted.h"
#include "data/words.h"

namespace hourglass {
namespace {

constexpr std::size_t kPixels = 784;

std::shared_ptr<const Dataset> digits() {
  static const auto set =
      std::make_shared<Digits>(GeneratedOptions{.seed = 4, .training_count = 400, .held_out_count = 50});
  return set;
}

std::shared_ptr<const Dataset> with(const TransformOptions& options) {
  const auto set = transformed(digits(), options);
  REQUIRE(set);
  return *set;
}

std::vector<float> image(const Dataset& data, Split split, std::uint32_t index) {
  std::vector<float> pixels(kPixels);
  data.read(split, index, pixels.data());
  return pixels;
}

std::vector<float> image_in_pass(const Dataset& data, std::uint32_t index, std::uint64_t pass) {
  std::vector<float> pixels(kPixels);
  data.read_in_pass(index, pass, pixels.data());
  return pixels;
}

}  // namespace

TEST_CASE("without transforms the set itself is returned, and new transforms replace old ones", "[transforms]") {
  CHECK(with({}) == digits());
  const auto binary = with({.training_limit = 10, .binarise = true, .shift = 2});
  const auto again = transformed(binary, {});
  REQUIRE(again);
  CHECK(*again == digits());
}

TEST_CASE("one class: the training split keeps only that label, in order, and the held-out split keeps all",
          "[transforms]") {
  const auto sevens = with({.only_class = 7});
  CHECK(sevens->count(Split::kTraining) == 40);
  CHECK(sevens->count(Split::kHeldOut) == 50);
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < 40; ++i) {
    CHECK(sevens->label(Split::kTraining, i) == 7);
    while (digits()->label(Split::kTraining, next) != 7) ++next;
    REQUIRE(image(*sevens, Split::kTraining, i) == image(*digits(), Split::kTraining, next++));
  }
  for (std::uint32_t i = 0; i < 50; ++i) {
    CHECK(sevens->label(Split::kHeldOut, i) == digits()->label(Split::kHeldOut, i));
  }
  const auto none = transformed(digits(), {.only_class = 12});
  REQUIRE(!none);
  CHECK(none.error().code == ErrorCode("data-no-such-class"));
}

TEST_CASE("a limit keeps the first training images; a limit above their number keeps all", "[transforms]") {
  const auto few = with({.training_limit = 30});
  CHECK(few->count(Split::kTraining) == 30);
  CHECK(image(*few, Split::kTraining, 29) == image(*digits(), Split::kTraining, 29));
  CHECK(with({.training_limit = 1000})->count(Split::kTraining) == 400);
  CHECK(with({.only_class = 3, .training_limit = 5})->count(Split::kTraining) == 5);
}

TEST_CASE("binarised pixels are 0 or 1, the same in every pass, and on average as bright as the grey ones",
          "[transforms]") {
  const auto binary = with({.binarise = true, .seed = 9}), other = with({.binarise = true, .seed = 10});
  double grey_sum = 0, variance = 0, sum = 0;
  bool differs = false;
  for (std::uint32_t n = 0; n < 400; ++n) {
    const auto drawn = image(*binary, Split::kTraining, n), grey = image(*digits(), Split::kTraining, n);
    REQUIRE(drawn == image_in_pass(*binary, n, 5));
    differs = differs || drawn != image(*other, Split::kTraining, n);
    for (std::size_t i = 0; i < kPixels; ++i) {
      REQUIRE((drawn[i] == 0 || drawn[i] == 1));
      if (grey[i] == 0 || grey[i] == 1) REQUIRE(drawn[i] == grey[i]);
      const double p = static_cast<double>(grey[i]);
      grey_sum += p;
      variance += p * (1 - p);
      sum += static_cast<double>(drawn[i]);
    }
  }
  CAPTURE(sum, grey_sum);
  CHECK(std::abs(sum - grey_sum) < 4 * std::sqrt(variance));
  CHECK(differs);
  CHECK(image(*binary, Split::kHeldOut, 0) != image(*binary, Split::kTraining, 0));
}

TEST_CASE("shifted images move by whole pixels, differently in every pass, in each direction equally often",
          "[transforms]") {
  const auto moving = with({.shift = 1, .seed = 2});
  CHECK(image(*moving, Split::kTraining, 3) == image(*digits(), Split::kTraining, 3));
  int times[3][3] = {};
  for (std::uint32_t n = 0; n < 300; ++n) {
    for (std::uint64_t pass = 0; pass < 3; ++pass) {
      const auto moved = image_in_pass(*moving, n, pass);
      REQUIRE(moved == image_in_pass(*moving, n, pass));
      int matches = 0;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          auto expected = image(*digits(), Split::kTraining, n);
          shift_image({28, 28, 1}, dx, dy, expected.data());
          if (expected == moved) {
            ++matches;
            ++times[dy + 1][dx + 1];
          }
        }
      }
      REQUIRE(matches == 1);
    }
  }
  // 900 draws over nine shifts: 100 each, with a deviation of 9.4.
  for (const auto& row : times) {
    for (int count : row) CHECK(std::abs(count - 100) < 45);
  }
}

TEST_CASE("a shift moves rows and columns, fills with black, and may shift everything out", "[transforms]") {
  std::vector<float> pixels = {1, 2, 3, 4, 5, 6};
  shift_image({2, 3, 1}, 1, 0, pixels.data());
  CHECK(pixels == std::vector<float>{0, 1, 2, 0, 4, 5});
  shift_image({2, 3, 1}, -1, 1, pixels.data());
  CHECK(pixels == std::vector<float>{0, 0, 0, 1, 2, 0});
  shift_image({2, 3, 1}, 0, -5, pixels.data());
  CHECK(pixels == std::vector<float>(6, 0.0f));
  std::vector<float> colours = {1, 2, 3, 4, 5, 6};  // one row of two pixels with three channels
  shift_image({1, 2, 3}, 1, 0, colours.data());
  CHECK(colours == std::vector<float>{0, 0, 0, 1, 2, 3});
}

TEST_CASE("respelled texts keep their lengths, and have other symbols in every pass", "[transforms]") {
  const auto words = std::make_shared<Words>(GeneratedOptions{.training_count = 300, .held_out_count = 20});
  const auto set = transformed(words, {.respell = 0.4, .seed = 3});
  REQUIRE(set);
  const auto symbols = static_cast<std::size_t>((*set)->shape().channels);
  const auto features = static_cast<std::size_t>((*set)->shape().features());
  std::vector<float> plain(features), respelled(features), again(features), next(features);
  int replaced = 0, letters = 0, differ = 0;
  for (std::uint32_t i = 0; i < 300; ++i) {
    words->read(Split::kTraining, i, plain.data());
    (*set)->read_in_pass(i, 1, respelled.data());
    (*set)->read_in_pass(i, 1, again.data());
    (*set)->read_in_pass(i, 2, next.data());
    REQUIRE(again == respelled);
    differ += next != respelled;
    for (std::size_t at = 0; at < features; at += symbols) {
      REQUIRE(std::accumulate(&respelled[at], &respelled[at] + symbols, 0.0f) == 1);
      REQUIRE(respelled[at] == plain[at]);
      letters += plain[at] == 0;
      replaced += plain[at] == 0 && !std::equal(&plain[at], &plain[at] + symbols, &respelled[at]);
    }
  }
  CHECK(differ > 250);
  // One in 26 is replaced by itself.
  CHECK(std::abs(static_cast<double>(replaced) / letters - 0.4 * 25 / 26) < 0.04);
}

TEST_CASE("respelling changes nothing that read returns, and is refused for what is no text", "[transforms]") {
  const auto words = std::make_shared<Words>(GeneratedOptions{.training_count = 30, .held_out_count = 20});
  const auto set = transformed(words, {.respell = 1});
  REQUIRE(set);
  std::vector<float> plain(324), read(324);
  for (const Split split : {Split::kTraining, Split::kHeldOut}) {
    words->read(split, 7, plain.data());
    (*set)->read(split, 7, read.data());
    CHECK(read == plain);
  }
  const auto refused = transformed(digits(), {.respell = 0.1});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("setting-does-not-fit"));
}

}  // namespace hourglass
