#include "analysis/image_metrics.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <vector>

namespace hourglass {

TEST_CASE("the squared error is the sum of the squared differences", "[analysis]") {
  CHECK(squared_error(std::vector<float>{1, 0, 0.5f}, std::vector<float>{0, 2, 0.5f}) == 5);
}

TEST_CASE("PSNR rises by 10 dB for a tenth of the error, and is finite for equal images", "[analysis]") {
  CHECK(std::abs(psnr_db(0.25) - 6.0206) < 1e-4);
  CHECK(std::abs(psnr_db(0.025) - 16.0206) < 1e-4);
  CHECK(psnr_db(1e-12) == kMostPsnrDb);
  CHECK(psnr_db(0) == kMostPsnrDb);
}

TEST_CASE("structural similarity is 1 for equal images and falls with noise", "[analysis]") {
  const Shape shape{28, 28, 1};
  std::vector<float> a(784), b(784);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<float>((i * 37) % 101) / 100;
  b = a;
  CHECK(std::abs(structural_similarity(shape, a.data(), b.data()) - 1) < 1e-12);
  for (std::size_t i = 0; i < b.size(); i += 3) b[i] = 1 - b[i];
  const double changed = structural_similarity(shape, a.data(), b.data());
  CHECK(changed < 0.8);
  CHECK(std::abs(changed - structural_similarity(shape, b.data(), a.data())) < 1e-12);
}

TEST_CASE("structural similarity of two flat images is the luminance term", "[analysis]") {
  const std::vector<float> a(49, 0.25f), b(49, 0.75f);
  const double expected = (2 * 0.25 * 0.75 + 1e-4) / (0.25 * 0.25 + 0.75 * 0.75 + 1e-4);
  CHECK(std::abs(structural_similarity({7, 7, 1}, a.data(), b.data()) - expected) < 1e-9);
}

}  // namespace hourglass
