// Writes messages in the wire format of Protocol Buffers.
//
// A message is a sequence of fields: a key (field number * 8 + wire type), then a varint, 4 bytes, or a length and as
// many bytes. Format: https://protobuf.dev/programming-guides/encoding
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hourglass {

/// The largest message that readers accept: lengths are signed 32-bit numbers.
inline constexpr std::size_t kMostProtobufBytes = 0x7fffffff;

/// One message; its fields have the order of the calls, so that the same calls give the same bytes. Field numbers are 1
/// and above. A message that would be larger than the limit stays as it was, and is_complete() is false from then on,
/// in every message that takes it in, too.
class ProtobufMessage {
 public:
  explicit ProtobufMessage(std::size_t most_bytes = kMostProtobufBytes) : most_bytes_(most_bytes) {}

  /// A varint: 7 bits in each byte, the lowest first. Negative numbers take 10 bytes, as in int64.
  void add_number(int field, std::int64_t value);
  void add_float(int field, float value);
  void add_text(int field, std::string_view text);
  void add_bytes(int field, std::span<const std::byte> bytes);
  /// The values' bytes, each little-endian.
  void add_raw(int field, std::span<const float> values);
  void add_message(int field, const ProtobufMessage& message);
  /// Several numbers in one field.
  void add_packed(int field, std::span<const std::int64_t> values);

  /// The fields of another message, behind those of this one.
  void append(const ProtobufMessage& fields);

  bool is_complete() const { return complete_; }
  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  void append_varint(std::uint64_t value);
  void append_bytes(std::span<const std::byte> bytes);
  /// Appends the key and the length of a field of `size` bytes; false where the message would be too large.
  bool begin_bytes(int field, std::uint64_t size);

  std::size_t most_bytes_;
  bool complete_ = true;
  std::vector<std::byte> bytes_;
};

}  // namespace hourglass
