#include "io/film.h"

#include <catch2/catch_test_macros.hpp>

#include "support/png_chunks.h"

namespace hourglass {
namespace {

/// The grey pixels of each frame of a film of 4 x 4 pixels, in the order of the file; the sequence's numbers are
/// checked.
std::vector<std::vector<std::uint8_t>> frames_of(const std::vector<std::byte>& film) {
  std::vector<std::vector<std::uint8_t>> frames;
  std::uint32_t number = 0;
  for (const PngChunk& chunk : chunks_of(film)) {
    if (chunk.name == "fcTL") CHECK(number_at(chunk.content, 0) == number++);
    if (chunk.name != "IDAT" && chunk.name != "fdAT") continue;
    const std::size_t skipped = chunk.name == "fdAT" ? 4 : 0;
    if (skipped > 0) CHECK(number_at(chunk.content, 0) == number++);
    const auto rows = unpacked_rows(chunk.content.data() + skipped, chunk.content.size() - skipped, 4, 4);
    std::vector<std::uint8_t> pixels;
    for (std::size_t y = 0; y < 4; ++y) pixels.insert(pixels.end(), &rows[y * 5 + 1], &rows[y * 5 + 1] + 4);
    frames.push_back(pixels);
  }
  return frames;
}

const std::vector<std::uint8_t> kThree = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};  // three of 2 x 2

TEST_CASE("a film shows its frames one after the other, each pixel as a square", "[unit][io]") {
  const auto film = film_file({2, 2, 1}, kThree, {.zoom = 2, .milliseconds = 250});
  const auto frames = frames_of(film);
  REQUIRE(frames.size() == 3);
  CHECK(frames[0] == std::vector<std::uint8_t>{10, 10, 20, 20, 10, 10, 20, 20, 30, 30, 40, 40, 30, 30, 40, 40});
  CHECK(frames[2][0] == 90);
  const auto chunks = chunks_of(film);
  CHECK(chunks[1].name == "acTL");
  CHECK(number_at(chunks[1].content, 0) == 3);
  CHECK(number_at(chunks[1].content, 4) == 0);  // without end
  CHECK(number_at(chunks[2].content, 4) == 4);  // pixels across and down
  CHECK(number_at(chunks[2].content, 8) == 4);
  CHECK(number_at(chunks[2].content, 20) == (250u << 16 | 1000u));  // thousandths of a second
  CHECK(chunks.back().name == "IEND");
}

TEST_CASE("a film there and back shows neither end twice", "[unit][io]") {
  const auto frames = frames_of(film_file({2, 2, 1}, kThree, {.zoom = 2, .there_and_back = true}));
  REQUIRE(frames.size() == 4);
  CHECK(frames[3] == frames[1]);
  const std::vector<std::uint8_t> two(kThree.begin(), kThree.begin() + 8);
  CHECK(frames_of(film_file({2, 2, 1}, two, {.zoom = 2, .there_and_back = true})).size() == 2);
}

TEST_CASE("without a zoom a film of small images is enlarged, one of large ones stays", "[unit][io]") {
  const auto width = [](Shape frame) {
    const std::vector<std::uint8_t> pixels(static_cast<std::size_t>(frame.features()));
    return number_at(chunks_of(film_file(frame, pixels, {}))[0].content, 0);
  };
  CHECK(width({28, 28, 1}) == 196);
  CHECK(width({100, 256, 3}) == 256);
}

TEST_CASE("samples of every kind become frames of one size", "[unit][io]") {
  const std::vector<float> values = {0, 0.5f, 1, 0.25f, 0.5f, 0, 1, 0.75f, 1, 1, 0, 0};
  const DataDescription image, signal{.kind = DataKind::kSignal};
  for (const WrittenSamples& samples : {WrittenSamples{image, {2, 2, 1}, values}, {signal, {1, 4, 1}, values}}) {
    const auto chunks = chunks_of(film_of(samples, {}));
    CHECK(number_at(chunks[1].content, 0) == 3);
    for (const PngChunk& chunk : chunks) {
      if (chunk.name == "fcTL") CHECK(number_at(chunk.content, 4) == number_at(chunks[0].content, 0));
    }
  }
}

}  // namespace
}  // namespace hourglass
