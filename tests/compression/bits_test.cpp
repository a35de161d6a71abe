#include "compression/bits.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "core/random.h"

namespace hourglass {

TEST_CASE("numbers of any number of bits are read as they were written", "[unit][compression]") {
  constexpr std::uint64_t kSeed = 11;
  INFO("seed " << kSeed);
  Random random({kSeed, Stream::kTest, 0});
  struct Item {
    int kind;
    std::uint32_t value;
    int count;
  };
  std::vector<Item> items;
  BitWriter writer;
  for (int i = 0; i < 2000; ++i) {
    const int count = static_cast<int>(random.below(33));
    const std::uint32_t any = random.below(1u << 16) << 16 | random.below(1u << 16);
    const std::uint32_t value = count == 32 ? any : any & ((1u << count) - 1);
    items.push_back({static_cast<int>(random.below(3)), value, count});
    const Item& item = items.back();
    if (item.kind == 0) writer.put(item.value, item.count);
    if (item.kind == 1) writer.put_number(item.value);
    if (item.kind == 2) writer.put_signed(static_cast<std::int32_t>(item.value));
  }
  BitReader reader(writer.bytes());
  for (const Item& item : items) {
    if (item.kind == 0) CHECK(reader.take(item.count) == item.value);
    if (item.kind == 1) CHECK(reader.take_number() == item.value);
    if (item.kind == 2) CHECK(reader.take_signed() == static_cast<std::int32_t>(item.value));
  }
  CHECK(reader.at_end());
}

TEST_CASE("the least and the largest number are read as they were written", "[unit][compression]") {
  BitWriter writer;
  for (std::int32_t value : {0, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
    writer.put_signed(value);
  BitReader reader(writer.bytes());
  for (std::int32_t value : {0, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()})
    CHECK(reader.take_signed() == value);
}

TEST_CASE("bits that are not there are not read, and bits left over are noticed", "[unit][compression]") {
  BitWriter writer;
  writer.put(5, 3);
  BitReader reader(writer.bytes());
  CHECK_FALSE(reader.take(9));
  CHECK(reader.take(3) == 5u);
  CHECK(reader.at_end());
  writer.put(1, 5);
  BitReader other(writer.bytes());
  CHECK(other.take(3) == 5u);
  CHECK_FALSE(other.at_end());
  CHECK_FALSE(BitReader({}).take_number());
}

}  // namespace hourglass
