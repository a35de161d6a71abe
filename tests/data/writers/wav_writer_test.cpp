#include "data/writers/wav_writer.h"

#include <catch2/catch_test_macros.hpp>

#include "data/readers/wav.h"
#include "support/data_files.h"

namespace hourglass {
namespace {

DataDescription signal(double rate) { return {.kind = DataKind::kSignal, .sample_rate = rate, .scaling = {{-1}, {4}}}; }

TEST_CASE("a sound is read back with its channels, its rate and the numbers of its features", "[unit][wav]") {
  const DataDescription description = signal(8000);
  const std::vector<float> values = {0, 0.5f, 1, 0.25f, 0.125f, 0.75f, 0.3f, 0.1f};
  for (const int channels : {1, 2}) {
    CAPTURE(channels);
    const auto file = value_of(wav_file_of({description, {1, 4 / channels, channels}, values}));
    const Sound sound = value_of(parse_wav(file, "written.wav"));
    CHECK(sound.channels == channels);
    CHECK(sound.sample_rate == 8000);
    REQUIRE(sound.values.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(sound.values[i] == 4 * values[i] - 1);
  }
}

TEST_CASE("a sound without a rate is refused", "[unit][wav]") {
  const DataDescription description = signal(0);
  CHECK(code_of(wav_file_of({description, {1, 2, 1}, std::vector<float>(2)})) == "argument-not-a-choice");
}

}  // namespace
}  // namespace hourglass
