#include "compression/jpeg_baseline.h"

#include <catch2/catch_test_macros.hpp>

#include "analysis/image_metrics.h"
#include "support/sessions.h"

namespace hourglass {

TEST_CASE("JPEG of a higher quality takes more bytes and loses less", "[unit][compression]") {
  if (!has_jpeg()) SKIP("built without libjpeg");
  const Samples images = read_samples(Rectangles(), Split::kHeldOut, 20);
  std::size_t last_bytes = 0;
  double last_error = 1e9;
  for (double quality : {kLeastJpegQuality, 1.5, 20.0, 90.0}) {
    CAPTURE(quality);
    const auto made = jpeg_images(images, {28, 28, 1}, quality);
    REQUIRE(made);
    const double error = squared_error(made->images.values, images.values);
    CHECK(made->coded_bytes > last_bytes);
    CHECK(error < last_error);
    last_bytes = made->coded_bytes;
    last_error = error;
  }
  CHECK(last_error / static_cast<double>(images.values.size()) < 1e-3);
}

TEST_CASE("of a JPEG of one colour the pixels take a few bytes: headers and tables do not count",
          "[unit][compression]") {
  if (!has_jpeg()) SKIP("built without libjpeg");
  const Samples grey{784, 1, std::vector<float>(784, 0.5f), {}};
  const auto made = jpeg_images(grey, {28, 28, 1}, 50);
  REQUIRE(made);
  // 16 blocks of two codes of a bit each.
  CHECK(made->coded_bytes >= 2);
  CHECK(made->coded_bytes <= 8);
}

TEST_CASE("JPEG keeps three channels", "[unit][compression]") {
  if (!has_jpeg()) SKIP("built without libjpeg");
  Samples red{3 * 64, 1, {}, {}};
  for (int i = 0; i < 64; ++i) red.values.insert(red.values.end(), {1, 0, 0});
  const auto made = jpeg_images(red, {8, 8, 3}, 90);
  REQUIRE(made);
  CHECK(squared_error(made->images.values, red.values) < 0.1);
}

TEST_CASE("builds without libjpeg say so", "[unit][compression]") {
  if (has_jpeg()) SKIP("built with libjpeg");
  const auto refused = jpeg_images(Samples{1, 1, {0}, {}}, {1, 1, 1}, 50);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("file-unsupported"));
}

}  // namespace hourglass
