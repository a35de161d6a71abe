#include "export/protobuf.h"

#include <bit>

#include "core/checked.h"

namespace hourglass {
namespace {

enum WireType : std::uint64_t { kVarint = 0, kBytes = 2, kFourBytes = 5 };

/// A varint of 64 bits, twice: a key or a length, and a value.
constexpr std::uint64_t kMostVarintBytes = 10;

std::uint64_t key(int field, WireType type) { return static_cast<std::uint64_t>(field) << 3 | type; }

}  // namespace

void ProtobufMessage::append_varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<std::byte>(value | 0x80));
  bytes_.push_back(static_cast<std::byte>(value));
}

void ProtobufMessage::append_bytes(std::span<const std::byte> bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

bool ProtobufMessage::begin_bytes(int field, std::uint64_t size) {
  const auto with_head = checked_sum(size, 2 * kMostVarintBytes, most_bytes_);
  complete_ = complete_ && with_head && checked_sum(bytes_.size(), *with_head, most_bytes_);
  if (!complete_) return false;
  append_varint(key(field, kBytes));
  append_varint(size);
  return true;
}

void ProtobufMessage::add_number(int field, std::int64_t value) {
  complete_ = complete_ && checked_sum(bytes_.size(), 2 * kMostVarintBytes, most_bytes_);
  if (!complete_) return;
  append_varint(key(field, kVarint));
  append_varint(static_cast<std::uint64_t>(value));
}

void ProtobufMessage::add_float(int field, float value) {
  complete_ = complete_ && checked_sum(bytes_.size(), 2 * kMostVarintBytes, most_bytes_);
  if (!complete_) return;
  append_varint(key(field, kFourBytes));
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (int shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<std::byte>(bits >> shift));
}

void ProtobufMessage::add_text(int field, std::string_view text) {
  if (begin_bytes(field, text.size())) append_bytes(std::as_bytes(std::span(text)));
}

void ProtobufMessage::add_bytes(int field, std::span<const std::byte> bytes) {
  if (complete_ && begin_bytes(field, bytes.size())) append_bytes(bytes);
}

void ProtobufMessage::add_raw(int field, std::span<const float> values) {
  const auto size = checked_product({values.size(), sizeof(float)}, most_bytes_);
  complete_ = complete_ && size;
  if (!complete_ || !begin_bytes(field, *size)) return;
  bytes_.reserve(bytes_.size() + static_cast<std::size_t>(*size));
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<std::byte>(bits >> shift));
  }
}

void ProtobufMessage::add_message(int field, const ProtobufMessage& message) {
  complete_ = complete_ && message.complete_;
  if (complete_ && begin_bytes(field, message.bytes_.size())) append_bytes(message.bytes_);
}

void ProtobufMessage::add_packed(int field, std::span<const std::int64_t> values) {
  // A message of its own for the numbers: their length comes first.
  ProtobufMessage numbers(most_bytes_);
  for (const std::int64_t value : values) {
    numbers.complete_ = numbers.complete_ && checked_sum(numbers.bytes_.size(), kMostVarintBytes, most_bytes_);
    if (numbers.complete_) numbers.append_varint(static_cast<std::uint64_t>(value));
  }
  add_message(field, numbers);
}

void ProtobufMessage::append(const ProtobufMessage& fields) {
  complete_ = complete_ && fields.complete_ && checked_sum(bytes_.size(), fields.bytes_.size(), most_bytes_);
  if (complete_) append_bytes(fields.bytes_);
}

}  // namespace hourglass
