#include "data/readers/picture.h"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

#include "support/data_files.h"

namespace hourglass {
namespace {

/// Skips the test in a build without the library.
Picture checked(Result<Picture> picture) {
  if (!picture && picture.error().found == "one without") SKIP(picture.error().expected);
  return value_of(std::move(picture));
}

Picture png(const std::string& name) { return checked(decode_png(data_bytes("png/" + name + ".png"), name, {})); }
Picture jpeg(const std::string& name) { return checked(decode_jpeg(data_bytes("jpeg/" + name + ".jpg"), name, {})); }

TEST_CASE("grey PNGs of every depth are read", "[unit][picture]") {
  for (const char* name : {"grey1", "grey2", "grey4", "grey8", "grey16"}) {
    CAPTURE(name);
    const Picture picture = png(name);
    CHECK(picture.shape == Shape{5, 6, 1});
    CHECK(picture.pixels.front() == 255);
    CHECK(picture.pixels.back() == 0);
  }
  CHECK(png("grey8").pixels[6] == 191);
  CHECK(png("grey16").pixels[6] == 191);
}

TEST_CASE("colour PNGs are read with palette, with 16 bits, and interlaced", "[unit][picture]") {
  for (const char* name : {"rgb8", "rgb16", "palette", "interlaced"}) {
    CAPTURE(name);
    const Picture picture = png(name);
    CHECK(picture.shape == Shape{5, 6, 3});
    CHECK(std::vector<int>(picture.pixels.begin(), picture.pixels.begin() + 3) == std::vector<int>{255, 0, 0});
    CHECK(std::vector<int>(picture.pixels.end() - 3, picture.pixels.end()) == std::vector<int>{0, 0, 255});
  }
}

TEST_CASE("transparent pixels of PNGs are white", "[unit][picture]") {
  for (const char* name : {"grey_alpha8", "grey_alpha16", "rgb_alpha8", "rgb_alpha16"}) {
    CAPTURE(name);
    const Picture picture = png(name);
    CHECK(picture.shape.channels == (name[0] == 'g' ? 1 : 3));
    for (int pixel : picture.pixels) CHECK(pixel == 255);
  }
}

/// Whether all pixels are about this colour.
void check_colour(const Picture& picture, std::vector<int> colour, int tolerance) {
  CHECK(picture.shape == Shape{12, 16, static_cast<int>(colour.size())});
  int worst = 0;
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    worst = std::max(worst, std::abs(picture.pixels[i] - colour[i % colour.size()]));
  }
  CHECK(worst <= tolerance);
}

TEST_CASE("grey, colour, progressive and CMYK JPEGs are read", "[unit][picture]") {
  check_colour(jpeg("grey"), {102}, 2);
  check_colour(jpeg("rgb"), {200, 100, 50}, 3);
  check_colour(jpeg("progressive"), {200, 100, 50}, 3);
  check_colour(jpeg("cmyk"), {200, 100, 50}, 6);
}

TEST_CASE("the sizes of pictures are known from their headers", "[unit][picture]") {
  png("rgb8");
  jpeg("rgb");
  CHECK(value_of(png_shape(data_bytes("png/rgb8.png"), "png")) == Shape{5, 6, 3});
  CHECK(value_of(jpeg_shape(data_bytes("jpeg/grey.jpg"), "jpeg")) == Shape{12, 16, 1});
}

TEST_CASE("pictures beyond the budget are refused", "[unit][picture]") {
  png("rgb8");
  CHECK(code_of(decode_png(data_bytes("png/rgb8.png"), "png", {89})) == "file-over-budget");
  jpeg("rgb");
  CHECK(code_of(decode_jpeg(data_bytes("jpeg/rgb.jpg"), "jpeg", {100})) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
