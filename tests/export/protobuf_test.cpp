#include "export/protobuf.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

namespace hourglass {
namespace {

std::vector<int> bytes_of(const ProtobufMessage& message) {
  std::vector<int> bytes;
  for (const std::byte byte : message.bytes()) bytes.push_back(static_cast<int>(byte));
  return bytes;
}

TEST_CASE("a number is a key and a varint, the lowest 7 bits first", "[unit][export]") {
  ProtobufMessage message;
  message.add_number(1, 150);
  CHECK(bytes_of(message) == std::vector{0x08, 0x96, 0x01});
  ProtobufMessage others;
  others.add_number(2, 0);
  others.add_number(2, 127);
  others.add_number(2, 128);
  CHECK(bytes_of(others) == std::vector{0x10, 0x00, 0x10, 0x7f, 0x10, 0x80, 0x01});
}

TEST_CASE("the key of a field above 15 takes two bytes", "[unit][export]") {
  ProtobufMessage message;
  message.add_number(20, 7);
  CHECK(bytes_of(message) == std::vector{0xa0, 0x01, 0x07});
}

TEST_CASE("negative numbers are those of 64 bits", "[unit][export]") {
  ProtobufMessage message;
  message.add_number(3, -1);
  CHECK(bytes_of(message) == std::vector{0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01});
  ProtobufMessage least;
  least.add_number(3, std::numeric_limits<std::int64_t>::min());
  CHECK(bytes_of(least) == std::vector{0x18, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01});
}

TEST_CASE("floats are four bytes, little-endian", "[unit][export]") {
  ProtobufMessage message;
  message.add_float(2, 1.0f);
  CHECK(bytes_of(message) == std::vector{0x15, 0x00, 0x00, 0x80, 0x3f});
  ProtobufMessage raw;
  const float values[] = {1.0f, -2.5f};
  raw.add_raw(9, values);
  CHECK(bytes_of(raw) == std::vector{0x4a, 0x08, 0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x20, 0xc0});
}

TEST_CASE("text and messages have their length in front", "[unit][export]") {
  ProtobufMessage inner;
  inner.add_number(1, 150);
  ProtobufMessage message;
  message.add_text(2, "testing");
  message.add_message(3, inner);
  CHECK(bytes_of(message) ==
        std::vector{0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67, 0x1a, 0x03, 0x08, 0x96, 0x01});
}

TEST_CASE("packed numbers are one field", "[unit][export]") {
  ProtobufMessage message;
  const std::int64_t values[] = {3, 270, 86942};
  message.add_packed(6, values);
  CHECK(bytes_of(message) == std::vector{0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05});
  ProtobufMessage empty;
  empty.add_packed(6, {});
  CHECK(bytes_of(empty) == std::vector{0x32, 0x00});
}

TEST_CASE("a message above the limit stays as it was, and says so in all that hold it", "[unit][export]") {
  ProtobufMessage small(64);
  small.add_number(1, 1);
  const std::vector<float> values(64, 0.5f);
  small.add_raw(2, values);
  CHECK_FALSE(small.is_complete());
  CHECK(bytes_of(small) == std::vector{0x08, 0x01});
  ProtobufMessage outer;
  outer.add_message(1, small);
  CHECK_FALSE(outer.is_complete());
  ProtobufMessage appended;
  appended.append(small);
  CHECK_FALSE(appended.is_complete());
}

}  // namespace
}  // namespace hourglass
