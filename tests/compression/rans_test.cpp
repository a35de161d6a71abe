#include "compression/rans.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

std::vector<std::byte> random_bytes(std::uint64_t seed, std::uint64_t round, std::uint32_t size) {
  Random random({seed, Stream::kTest, round});
  std::vector<std::byte> bytes;
  for (std::uint32_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(random.below(256)));
  return bytes;
}

}  // namespace

TEST_CASE("a stream without symbols is the first state alone", "[unit][compression]") {
  const std::vector<std::byte> bytes = RansEncoder().finish();
  CHECK(bytes.size() == 8);
  CHECK(RansDecoder(bytes).ended_well());
}

TEST_CASE("a symbol that is certain takes no bits", "[unit][compression]") {
  RansEncoder encoder;
  for (int i = 0; i < 100000; ++i) encoder.put({0, kProbabilityTotal});
  CHECK(encoder.finish().size() == 8);
}

TEST_CASE("intervals and raw bits come back in the opposite order", "[unit][compression]") {
  constexpr std::uint64_t kSeed = 12;
  INFO("seed " << kSeed);
  Random random({kSeed, Stream::kTest, 0});
  struct Item {
    SymbolInterval interval;
    std::uint32_t raw;
    int bits;
  };
  std::vector<Item> items;
  for (int i = 0; i < 20000; ++i) {
    // Of every size, down to a single slot.
    const std::uint32_t most = 1u << random.below(kProbabilityBits + 1);
    const std::uint32_t frequency = 1 + random.below(most), start = random.below(kProbabilityTotal - frequency + 1);
    const int bits = 1 + static_cast<int>(random.below(16));
    items.push_back({{start, frequency}, random.below(1u << bits), random.below(4) == 0 ? bits : 0});
  }
  RansEncoder encoder;
  double expected_bits = 0;
  for (std::size_t i = items.size(); i-- > 0;) {
    if (items[i].bits > 0) encoder.put_bits(items[i].raw, items[i].bits);
    else encoder.put(items[i].interval);
    expected_bits += items[i].bits > 0 ? items[i].bits
                                       : kProbabilityBits - std::log2(static_cast<double>(items[i].interval.frequency));
  }
  const std::vector<std::byte> bytes = encoder.finish();
  CHECK(8.0 * static_cast<double>(bytes.size()) < expected_bits * 1.0001 + 64);
  RansDecoder decoder(bytes);
  for (const Item& item : items) {
    if (item.bits > 0) {
      CHECK(decoder.take_bits(item.bits) == item.raw);
      continue;
    }
    const std::uint32_t slot = decoder.slot();
    REQUIRE(slot >= item.interval.start);
    REQUIRE(slot < item.interval.start + item.interval.frequency);
    decoder.skip(item.interval);
  }
  CHECK(decoder.ended_well());
}

TEST_CASE("random bytes are never read beyond their end", "[unit][compression][fuzz]") {
  constexpr std::uint64_t kSeed = 13;
  int ended_well = 0;
  for (std::uint64_t round = 0; round < 2000; ++round) {
    INFO("seed " << kSeed << ", round " << round);
    // In memory of exactly their size, so that AddressSanitizer sees a byte too many.
    const std::vector<std::byte> bytes = random_bytes(kSeed, round, static_cast<std::uint32_t>(round % 41));
    RansDecoder decoder(bytes);
    for (int i = 0; i < 200; ++i) {
      const std::uint32_t slot = decoder.slot();
      decoder.skip({slot / 64 * 64, 64});
      decoder.take_bits(1 + i % 16);
    }
    ended_well += decoder.ended_well();
  }
  CHECK(ended_well == 0);
}

TEST_CASE("bytes that are missing or left over are noticed", "[unit][compression]") {
  RansEncoder encoder;
  for (int i = 0; i < 100; ++i) encoder.put({static_cast<std::uint32_t>(100 * i), 100});
  std::vector<std::byte> bytes = encoder.finish();
  const auto ends_well = [](const std::vector<std::byte>& given) {
    RansDecoder decoder(given);
    for (int i = 100; i-- > 0;) decoder.skip({static_cast<std::uint32_t>(100 * i), 100});
    return decoder.ended_well();
  };
  CHECK(ends_well(bytes));
  bytes.push_back(std::byte{0});
  CHECK_FALSE(ends_well(bytes));
  bytes.resize(bytes.size() - 2);
  CHECK_FALSE(ends_well(bytes));
}

}  // namespace hourglass
