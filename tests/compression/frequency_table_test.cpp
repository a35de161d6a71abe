#include "compression/frequency_table.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "core/hash.h"
#include "core/random.h"

namespace hourglass {
namespace {

constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();

std::vector<std::int32_t> round_trip(const FrequencyTable& table, const std::vector<std::int32_t>& values) {
  RansEncoder encoder;
  for (std::size_t i = values.size(); i-- > 0;) table.encode(values[i], encoder);
  const std::vector<std::byte> bytes = encoder.finish();
  RansDecoder decoder(bytes);
  std::vector<std::int32_t> read;
  for (std::size_t i = 0; i < values.size(); ++i) read.push_back(table.decode(decoder));
  CHECK(decoder.ended_well());
  return read;
}

FrequencyTable table_of(const HistogramWeights& made) { return {made.low, made.weights}; }

std::uint32_t frequencies_of(const FrequencyTable& table) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i <= table.values(); ++i) sum += table.interval(i).frequency;
  return sum;
}

HistogramWeights copy_through_file(const HistogramWeights& made) {
  BitWriter writer;
  write_weights(made, writer);
  BitReader reader(writer.bytes());
  const auto read = read_weights(reader);
  REQUIRE(read);
  CHECK(reader.at_end());
  return *read;
}

std::vector<std::int32_t> normal_values(std::uint64_t seed, int count, float deviation) {
  Random random({seed, Stream::kTest, 0});
  std::vector<std::int32_t> values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<std::int32_t>(std::lround(deviation * random.normal())));
  return values;
}

}  // namespace

TEST_CASE("frequencies add up to the total and no weight is lost", "[unit][compression]") {
  constexpr std::uint64_t kSeed = 21;
  for (std::uint64_t round = 0; round < 300; ++round) {
    INFO("seed " << kSeed << ", round " << round);
    Random random({kSeed, Stream::kTest, round});
    std::vector<std::uint32_t> weights(1 + random.below(round % 10 == 0 ? kMostTableValues : 50));
    for (std::uint32_t& weight : weights) weight = random.below(3) == 0 ? 0 : 1u << random.below(31);
    weights.back() = round % 2 == 0 ? 1 : std::numeric_limits<std::uint32_t>::max();
    const FrequencyTable table(-5, weights);
    CHECK(frequencies_of(table) == kProbabilityTotal);
    for (std::size_t i = 0; i < weights.size(); ++i) CHECK((table.interval(i).frequency > 0) == (weights[i] > 0));
  }
}

TEST_CASE("a full table of the widest kind has one slot at least for each value", "[unit][compression]") {
  std::vector<std::uint32_t> weights(kMostTableValues + 1, 1);
  weights[7] = std::numeric_limits<std::uint32_t>::max();
  const FrequencyTable table(0, weights);
  CHECK(frequencies_of(table) == kProbabilityTotal);
  CHECK(table.interval(8).frequency == 1);
  CHECK(round_trip(table, {7, 0, 4095, 4096, -1, 7, kLeast, kMost}) ==
        std::vector<std::int32_t>{7, 0, 4095, 4096, -1, 7, kLeast, kMost});
}

TEST_CASE("numbers outside a table go through its escape", "[unit][compression]") {
  const FrequencyTable table(10, std::vector<std::uint32_t>{3, 0, 5, 1});
  const std::vector<std::int32_t> values = {10, 12, 11, 13, 9, kLeast, kMost, 12, 0};
  CHECK(round_trip(table, values) == values);
  const FrequencyTable closed(10, std::vector<std::uint32_t>{3, 0, 5, 0});
  CHECK(closed.can_encode(12));
  CHECK_FALSE(closed.can_encode(11));
  CHECK_FALSE(closed.can_encode(13));
}

TEST_CASE("a table of one value codes it in no bits", "[unit][compression]") {
  const std::vector<std::int32_t> values(1000, -7);
  const FrequencyTable table = table_of(histogram_weights(values));
  CHECK(table.bits(-7) < 1e-5);
  CHECK(round_trip(table, values) == values);
  CHECK(table.values() == 1);
}

TEST_CASE("a table of no numbers can be written and read", "[unit][compression]") {
  const HistogramWeights made = histogram_weights({});
  CHECK(copy_through_file(made).weights == made.weights);
}

TEST_CASE("a histogram's table comes back from its bits, and codes close to the entropy", "[unit][compression]") {
  constexpr std::uint64_t kSeed = 22;
  INFO("seed " << kSeed);
  for (float deviation : {0.2f, 3.0f, 40.0f, 3000.0f}) {
    CAPTURE(deviation);
    const std::vector<std::int32_t> values = normal_values(kSeed, 20000, deviation);
    const HistogramWeights made = histogram_weights(values), read = copy_through_file(made);
    CHECK(read.low == made.low);
    CHECK(read.weights == made.weights);
    const FrequencyTable table = table_of(read);
    CHECK(round_trip(table, values) == values);
    if (deviation > 100) continue;  // the entropy of few draws lies below that of the distribution
    double bits = 0, entropy = 0;
    for (std::int32_t value : values) bits += table.bits(value);
    for (std::int32_t value = -400; value <= 400; ++value) {
      const double count = static_cast<double>(std::count(values.begin(), values.end(), value));
      if (count > 0) entropy -= count * std::log2(count / static_cast<double>(values.size()));
    }
    CHECK(bits < 1.01 * entropy + 20);
    CHECK(bits > entropy - 1);
  }
}

TEST_CASE("values far apart leave the table and return", "[unit][compression]") {
  std::vector<std::int32_t> values(500, 3);
  values.insert(values.end(), {1 << 23, -(1 << 23), 4, 5000, kLeast, kMost});
  const FrequencyTable table = table_of(copy_through_file(histogram_weights(values)));
  CHECK(table.values() <= kMostTableValues);
  CHECK(round_trip(table, values) == values);
}

TEST_CASE("random bits never make a table that breaks the coder", "[unit][compression][fuzz]") {
  constexpr std::uint64_t kSeed = 23;
  int tables = 0;
  for (std::uint64_t round = 0; round < 20000; ++round) {
    INFO("seed " << kSeed << ", round " << round);
    Random random({kSeed, Stream::kTest, round});
    std::vector<std::byte> bytes(random.below(24));
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random.below(256));
    BitReader reader(bytes);
    const auto read = read_weights(reader);
    if (!read) continue;
    const FrequencyTable table = table_of(*read);
    RansDecoder decoder(bytes);
    for (int i = 0; i < 20; ++i) table.decode(decoder);
    ++tables;
  }
  CHECK(tables > 10);
}

TEST_CASE("the prior's pieces have the probabilities of a normal distribution", "[unit][compression]") {
  for (float step : {0.01f, 0.3f, 1.0f, 4.0f}) {
    for (float offset : {0.0f, 0.7f, -3.1f}) {
      CAPTURE(step, offset);
      const HistogramWeights made = normal_weights(offset, step);
      const FrequencyTable table = table_of(made);
      const auto cumulative = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
      for (std::size_t i = 0; i < table.values(); ++i) {
        const double middle =
            static_cast<double>(offset) + (made.low + static_cast<double>(i)) * static_cast<double>(step);
        const double half = static_cast<double>(step) / 2,
                     expected = cumulative(middle + half) - cumulative(middle - half);
        const double found = table.interval(i).frequency / static_cast<double>(kProbabilityTotal);
        // Of wide tables many frequencies are 1; eight points are few for a piece of four deviations.
        const double share = step < 0.1f || step > 2 ? 0.1 : 0.02;
        if (std::abs(found - expected) > share * expected + 2.0 / kProbabilityTotal) {
          FAIL_CHECK("at " << middle << ": " << found << ", expected " << expected);
        }
      }
      const std::vector<std::int32_t> values = {0, 1, -1, made.low, made.low - 1, 100000, kLeast};
      CHECK(round_trip(table, values) == values);
    }
  }
}

TEST_CASE("the prior's weights are the same on every machine", "[unit][compression][golden]") {
  const std::vector<std::uint32_t> weights = normal_weights(0.3f, 0.17f).weights;
  CHECK(weights.size() == 2 * 47 + 1 + 1);
  CHECK(hash_text(hash_bytes(weights.data(), weights.size() * sizeof weights[0])) == "3e2dced661b09811");
}

TEST_CASE("the prior's table holds for the largest and least offsets and steps of a file", "[unit][compression]") {
  for (float offset : {0.0f, 1e15f, -1e15f}) {
    for (float step : {1e-30f, 1.0f, 1e15f}) {
      CAPTURE(offset, step);
      const FrequencyTable table = table_of(normal_weights(offset, step));
      const std::vector<std::int32_t> values = {0, 3, kMost};
      CHECK(round_trip(table, values) == values);
    }
  }
}

}  // namespace hourglass
