#include "io/sample_formats.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "support/data_files.h"

namespace hourglass {
namespace {

/// A description of each kind, with the shape of its samples.
struct Example {
  DataDescription description;
  Shape shape;
};

std::vector<Example> examples() {
  return {{{}, {4, 4, 3}},
          {{.kind = DataKind::kSignal, .sample_rate = 100}, {1, 8, 1}},
          {{.kind = DataKind::kTable, .columns = {{"a"}, {"b", "", {"x", "y"}}}}, flat(3)},
          {{.kind = DataKind::kText, .alphabet = {"", "a"}}, {1, 4, 2}}};
}

TEST_CASE("no two formats have one ending, and every kind can be written in its own", "[unit][formats]") {
  std::set<std::string_view> endings;
  for (const SampleFormat& format : sample_formats()) CHECK(endings.insert(format.ending).second);
  for (const Example& example : examples()) {
    const std::string_view own = data_kind_row(example.description.kind).file_ending;
    CHECK(format_endings(example.description, example.shape).starts_with(own));
    for (const std::string& path : {std::string("new"), std::string("a.b/new"), "new" + std::string(own)}) {
      CAPTURE(path);
      CHECK(value_of(find_sample_format("--out", path, example.description, example.shape))->ending == own);
    }
  }
}

TEST_CASE("every format that fits writes a file", "[unit][formats]") {
  for (const Example& example : examples()) {
    const std::vector<float> values(3 * static_cast<std::size_t>(example.shape.features()), 0.5f);
    for (const SampleFormat& format : sample_formats()) {
      if (!format.fits(example.description, example.shape)) continue;
      CAPTURE(format.ending);
      CHECK_FALSE(value_of(format.write({example.description, example.shape, values}, {.columns = 2})).empty());
    }
  }
}

TEST_CASE("an ending that is unknown or does not fit is refused, with those that do", "[unit][formats]") {
  const auto refusal = [](std::string_view path, const DataDescription& description, const Shape& shape) {
    const auto format = find_sample_format("--out", path, description, shape);
    CHECK(code_of(format) == "argument-not-a-choice");
    return format.error().sentence();
  };
  const auto kinds = examples();
  CHECK(refusal("new.xyz", kinds[0].description, kinds[0].shape) ==
        "--out: expected for images a file's name that ends in .png, .npy, .apng, found .xyz; choose one of the names "
        "listed.");
  refusal("new.WAV", kinds[2].description, kinds[2].shape);
  refusal("new.csv", kinds[3].description, kinds[3].shape);
  // A sound needs a rate.
  refusal("new.wav", {.kind = DataKind::kSignal}, {1, 8, 1});
  // Pictures have one channel or three.
  refusal("new.png", {}, {4, 4, 2});
  CHECK(value_of(find_sample_format("--out", "new", {}, {4, 4, 2}))->ending == ".npy");
  CHECK(value_of(find_sample_format("--out", "new.WAV", kinds[1].description, kinds[1].shape))->ending == ".wav");
}

}  // namespace
}  // namespace hourglass
