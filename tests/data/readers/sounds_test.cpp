#include "data/readers/sounds.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "data/readers/wav.h"
#include "support/data_files.h"

namespace hourglass {
namespace {

Sound parsed(const std::string& name) { return value_of(parse_wav(data_bytes("wav/" + name), name)); }

/// A WAV file of 8-bit values, one channel at 8000 values per second.
GivenFile wav_of(const std::string& name, std::string_view values, char channels = 1) {
  const auto number = [](std::size_t n) {
    return std::string{static_cast<char>(n & 255), static_cast<char>(n >> 8), '\0', '\0'};
  };
  const std::string format =
      std::string{1, 0, channels, 0} + number(8000) + number(8000) + std::string{channels, 0, 8, 0};
  const std::string chunks = "WAVEfmt " + number(16) + format + "data" + number(values.size()) + std::string(values);
  return {name, bytes_of("RIFF" + number(chunks.size()) + chunks)};
}

TEST_CASE("sounds of every encoding have the same values", "[unit][wav]") {
  for (const char* name : {"unsigned-integer8", "signed-integer16", "signed-integer24", "signed-integer32",
                           "floating-point32", "floating-point64"}) {
    CAPTURE(name);
    const Sound sound = parsed(std::string(name) + ".wav");
    CHECK(sound.channels == 1);
    CHECK(sound.sample_rate == 8000);
    REQUIRE(sound.values.size() == 400);
    for (float value : sound.values) CHECK(std::abs(std::abs(value) - 0.5f) < 0.01f);
    CHECK(sound.values[10] > 0);
    CHECK(sound.values[50] < 0);
  }
}

TEST_CASE("channels are interleaved", "[unit][wav]") {
  const Sound sound = parsed("stereo.wav");
  CHECK(sound.channels == 2);
  CHECK(sound.values.size() == 800);
}

TEST_CASE("a sound whose writer did not know its size is read to the end", "[unit][wav]") {
  CHECK(parsed("streamed.wav").values.size() == 400);
}

TEST_CASE("sounds are cut into windows", "[unit][sounds]") {
  OpenOptions options;
  options.window = 4;
  const GivenSet given = value_of(read_files({wav_of("a.wav", "abcdefghij")}, "set", options));
  CHECK(given.description.kind == DataKind::kSignal);
  CHECK(given.description.sample_rate == 8000);
  CHECK(given.training.samples.shape == Shape{1, 4, 1});
  CHECK(given.training.samples.count == 2);
  CHECK(given.training.samples.numbers[4] == ('e' - 128) / 128.0f);
  options.hop = 3;
  const GivenSet overlapping = value_of(read_files({wav_of("a.wav", "abcdefghij")}, "set", options));
  CHECK(overlapping.training.samples.count == 3);
  CHECK(overlapping.training.samples.numbers[4] == ('d' - 128) / 128.0f);
}

TEST_CASE("the channels of a window stay together", "[unit][sounds]") {
  OpenOptions options;
  options.window = 2;
  const GivenSet given = value_of(read_files({wav_of("a.wav", "aAbBcCdD", 2)}, "set", options));
  CHECK(given.training.samples.shape == Shape{1, 2, 2});
  CHECK(given.training.samples.numbers[5] == ('C' - 128) / 128.0f);
  CHECK(given.description.columns == std::vector<Column>{{"left"}, {"right"}});
}

TEST_CASE("folders of sounds are classes and splits", "[unit][sounds]") {
  OpenOptions options;
  options.window = 2;
  const GivenSet given = value_of(read_files(
      {wav_of("train/bell/a.wav", "abcd"), wav_of("train/drum/a.wav", "ab"), wav_of("test/drum/b.wav", "ab")}, "set",
      options));
  CHECK(given.description.label_names == std::vector<std::string>{"bell", "drum"});
  CHECK(given.training.labels == std::vector<int>{0, 0, 1});
  CHECK(given.held_out->labels == std::vector<int>{1});
}

TEST_CASE("short sounds are ignored, unless all are", "[unit][sounds]") {
  OpenOptions options;
  options.window = 3;
  const GivenSet given = value_of(read_files({wav_of("a.wav", "ab"), wav_of("b.wav", "abc")}, "set", options));
  CHECK(given.ignored == std::vector<std::string>{"a.wav: shorter than a window"});
  CHECK(code_of(read_files({wav_of("a.wav", "ab")}, "set", options)) == "file-empty");
}

TEST_CASE("sounds with other channels than the first are refused", "[unit][sounds]") {
  OpenOptions options;
  options.window = 1;
  CHECK(code_of(read_files({wav_of("a.wav", "ab"), wav_of("b.wav", "ab", 2)}, "set", options)) == "file-unsupported");
}

TEST_CASE("windows beyond the budget are refused", "[unit][sounds]") {
  OpenOptions options;
  options.window = 50;
  options.hop = 1;
  options.budget = {5000};
  CHECK(code_of(read_files({wav_of("a.wav", std::string(100, 'a'))}, "set", options)) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
