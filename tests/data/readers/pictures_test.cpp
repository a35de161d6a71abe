#include "data/readers/pictures.h"

#include <catch2/catch_test_macros.hpp>

#include "io/png.h"
#include "support/data_files.h"

namespace hourglass {
namespace {

GivenFile png_of(const std::string& name, Shape shape, std::uint8_t value) {
  const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(shape.features()), value);
  return {name, png_file(shape, pixels)};
}

/// Skips the test in a build without libpng.
GivenSet given_pictures(GivenFiles files, const OpenOptions& options = {}) {
  auto given = read_files(std::move(files), "set", options);
  if (!given && given.error().found == "one without") SKIP(given.error().expected);
  return value_of(std::move(given));
}

TEST_CASE("folders in an archive are classes and splits", "[unit][pictures]") {
  const GivenSet given = given_pictures({data_file("folders.zip")});
  CHECK(given.description.label_names == std::vector<std::string>{"cats", "dogs"});
  CHECK(given.training.samples.count == 10);
  CHECK(given.training.samples.shape == Shape{8, 8, 1});
  CHECK(given.training.labels == std::vector<int>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1});
  CHECK(given.training.samples.bytes[0] == 51);
  CHECK(given.training.samples.bytes[9 * 64] == 204);
  REQUIRE(given.held_out);
  CHECK(given.held_out->labels == std::vector<int>{0, 0, 1, 1});
}

TEST_CASE("pictures have the size that most of them have, or the one asked for", "[unit][pictures]") {
  const GivenFiles files = {png_of("a.png", {2, 3, 1}, 1), png_of("b.png", {4, 4, 1}, 2),
                            png_of("c.png", {4, 4, 1}, 3)};
  const GivenSet common = given_pictures(files);
  CHECK(common.training.samples.shape == Shape{4, 4, 1});
  OpenOptions options;
  options.image_size = 7;
  CHECK(given_pictures(files, options).training.samples.shape == Shape{7, 7, 1});
}

TEST_CASE("one picture with colour makes a set of colours", "[unit][pictures]") {
  GivenFile colour = png_of("b.png", {1, 1, 3}, 9);
  colour.bytes = png_file({1, 1, 3}, std::vector<std::uint8_t>{1, 2, 3});
  const GivenSet given = given_pictures({png_of("a.png", {1, 1, 1}, 7), colour});
  CHECK(given.training.samples.shape == Shape{1, 1, 3});
  CHECK(given.training.samples.bytes == std::vector<std::uint8_t>{7, 7, 7, 1, 2, 3});
}

TEST_CASE("colour pictures without colour are grey", "[unit][pictures]") {
  const GivenSet grey = given_pictures({png_of("a.png", {2, 2, 3}, 7)});
  CHECK(grey.training.samples.shape == Shape{2, 2, 1});
}

TEST_CASE("colour in the test pictures makes the training pictures coloured", "[unit][pictures]") {
  GivenFile colour{"test/b.png", png_file({1, 1, 3}, std::vector<std::uint8_t>{1, 2, 3})};
  const GivenSet given = given_pictures({png_of("train/a.png", {1, 1, 1}, 7), colour});
  CHECK(given.training.samples.shape.channels == 3);
  CHECK(given.held_out->samples.shape.channels == 3);
}

TEST_CASE("pictures in one folder have no labels", "[unit][pictures]") {
  const GivenSet given = given_pictures({png_of("x/a.png", {1, 1, 1}, 7), png_of("x/b.png", {1, 1, 1}, 8)});
  CHECK(given.training.labels.empty());
  CHECK(given.description.label_names.empty());
}

TEST_CASE("a picture outside of all classes has no label", "[unit][pictures]") {
  const GivenSet given =
      given_pictures({png_of("a.png", {1, 1, 1}, 1), png_of("x/a.png", {1, 1, 1}, 7), png_of("y/b.png", {1, 1, 1}, 8)});
  CHECK(given.training.labels == std::vector<int>{kNoLabel, 0, 1});
}

TEST_CASE("test pictures alone are for training", "[unit][pictures]") {
  const GivenSet given = given_pictures({png_of("test/a.png", {1, 1, 1}, 1), png_of("test/b.png", {1, 1, 1}, 7)});
  CHECK(given.training.samples.count == 2);
  CHECK_FALSE(given.held_out);
}

TEST_CASE("other files among pictures are named and ignored", "[unit][pictures]") {
  const GivenSet given = given_pictures(
      {png_of("a.png", {1, 1, 1}, 1), {"notes.txt", bytes_of("two\nlines\n")}, {"x.bin", bytes_of("\1")}});
  CHECK(given.ignored == std::vector<std::string>{"notes.txt: a text file", "x.bin: an unknown format"});
}

TEST_CASE("pictures beyond the budget are refused", "[unit][pictures]") {
  OpenOptions options;
  options.image_size = 100;
  options.budget = {29999};
  given_pictures({png_of("a.png", {1, 1, 1}, 1)});
  CHECK(code_of(read_files({png_of("a.png", {1, 1, 1}, 1)}, "set", options)) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
