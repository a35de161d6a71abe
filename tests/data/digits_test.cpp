// The data set `digits`: the same bytes everywhere, balanced labels, splits without common images.
#include "data/digits.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>
#include <vector>

#include "core/hash.h"

namespace hourglass {
namespace {

std::uint64_t hash_of_first(const Digits& digits, std::uint32_t count) {
  std::uint64_t hash = hash_bytes(nullptr, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    const DigitImage& image = digits.image(Split::kTraining, i);
    hash = hash_bytes(image.data(), image.size(), hash);
  }
  return hash;
}

std::set<DigitImage> images_of(const Digits& digits, Split split) {
  std::set<DigitImage> images;
  for (std::uint32_t i = 0; i < digits.count(split); ++i) images.insert(digits.image(split, i));
  return images;
}

/// Mean of the pixels' indices in one direction, weighted by ink.
double centre_of_mass(const DigitImage& image, int step_of_index, int other_step) {
  double mass = 0, moment = 0;
  for (int i = 0; i < kDigitSide; ++i) {
    for (int j = 0; j < kDigitSide; ++j) {
      const double value = image[static_cast<std::size_t>(i * step_of_index + j * other_step)];
      mass += value;
      moment += value * i;
    }
  }
  return moment / mass;
}

}  // namespace

TEST_CASE("the first 200 digits have the golden hash, natively and in WebAssembly", "[determinism]") {
  CHECK(hash_text(hash_of_first(Digits({.seed = 1}), 200)) == "bcd102766b2a35c4");
}

TEST_CASE("a digit does not depend on the order of reading, the set's size and the number of threads") {
  const Digits forward({.seed = 3, .training_count = 600}), backward({.seed = 3, .training_count = 900}),
      shared({.seed = 3, .training_count = 600});
  const std::uint64_t expected = hash_of_first(forward, 600);
  for (std::uint32_t i = 600; i-- > 0;) backward.image(Split::kTraining, i);
  CHECK(hash_of_first(backward, 600) == expected);
#if !defined(__EMSCRIPTEN__) || defined(__EMSCRIPTEN_PTHREADS__)
  std::uint64_t hashes[2] = {};
  std::thread other([&] { hashes[1] = hash_of_first(shared, 600); });
  hashes[0] = hash_of_first(shared, 600);
  other.join();
  CHECK(hashes[0] == expected);
  CHECK(hashes[1] == expected);
#endif
}

TEST_CASE("digits have a name, a shape and ten labels") {
  const Digits digits({.seed = 1, .training_count = 30, .held_out_count = 7});
  CHECK(digits.name() == "digits");
  CHECK(digits.shape() == Shape{28, 28, 1});
  CHECK(digits.label_bound() == 10);
  CHECK(digits.count(Split::kTraining) == 30);
  CHECK(digits.count(Split::kHeldOut) == 7);
}

TEST_CASE("every ten digits hold each label once, in varying order") {
  const Digits digits({.seed = 1, .training_count = 1000});
  std::set<std::vector<int>> orders;
  for (std::uint32_t ten = 0; ten < 100; ++ten) {
    std::vector<int> order;
    for (std::uint32_t i = 0; i < 10; ++i) order.push_back(digits.label(Split::kTraining, 10 * ten + i));
    CHECK(std::set<int>(order.begin(), order.end()) == std::set<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    orders.insert(order);
  }
  CHECK(orders.size() > 95);
}

TEST_CASE("pixels read are the image's bytes as fractions of 255") {
  const Digits digits({.seed = 1, .training_count = 20});
  std::vector<float> pixels(784);
  digits.read(Split::kTraining, 13, pixels.data());
  const DigitImage& image = digits.image(Split::kTraining, 13);
  for (std::size_t i = 0; i < 784; ++i) CHECK(pixels[i] == static_cast<float>(image[i]) / 255.0f);
}

TEST_CASE("digits are centred by mass on MNIST's middle pixel and fill a box of 20 pixels") {
  const Digits digits({.seed = 2, .training_count = 500});
  int off_centre = 0;
  for (std::uint32_t n = 0; n < 500; ++n) {
    CAPTURE(n);
    const DigitImage& image = digits.image(Split::kTraining, n);
    const double off_x = std::abs(centre_of_mass(image, 1, 28) - 14);
    const double off_y = std::abs(centre_of_mass(image, 28, 1) - 14);
    off_centre += std::max(off_x, off_y) > 0.5001;
    CHECK(std::max(off_x, off_y) < 1.5);
    int left = 28, right = -1, top = 28, bottom = -1;
    for (int i = 0; i < 784; ++i) {
      if (image[static_cast<std::size_t>(i)] == 0) continue;
      left = std::min(left, i % 28), right = std::max(right, i % 28);
      top = std::min(top, i / 28), bottom = std::max(bottom, i / 28);
    }
    const int size = std::max(right - left, bottom - top) + 1;
    CHECK(size >= 19);
    CHECK(size <= 20);
  }
  // Only a very lopsided digit, such as a 7 that is nearly all bar, would have to leave the image to be centred.
  CHECK(off_centre <= 2);
}

TEST_CASE("digits are as dark as MNIST's") {
  const Digits digits({.seed = 5, .training_count = 2000});
  double sum = 0, squares = 0;
  for (std::uint32_t n = 0; n < 2000; ++n) {
    for (std::uint8_t byte : digits.image(Split::kTraining, n)) {
      sum += byte / 255.0;
      squares += byte / 255.0 * (byte / 255.0);
    }
  }
  const double count = 2000 * 784, mean = sum / count, variance = squares / count - mean * mean;
  CHECK(std::abs(mean - 0.1307) < 0.01);
  CHECK(std::abs(std::sqrt(variance) - 0.3081) < 0.015);
}

TEST_CASE("no two digits are equal: within a split, across splits, and for another seed") {
  const Digits first({.seed = 1, .training_count = 1000, .held_out_count = 1000});
  const Digits second({.seed = 2, .training_count = 1000});
  std::set<DigitImage> all = images_of(first, Split::kTraining);
  all.merge(images_of(first, Split::kHeldOut));
  all.merge(images_of(second, Split::kTraining));
  CHECK(all.size() == 3000);
}

}  // namespace hourglass
