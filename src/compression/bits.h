// Numbers of a few bits one after the other, for tables that must be small.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hourglass {

/// Appends numbers to bytes, of each byte the lowest bit first.
class BitWriter {
 public:
  /// The lowest `count` bits (0 to 32), the lowest first.
  void put(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) {
      if (used_ == 0) bytes_.push_back(std::byte{0});
      if ((value >> i & 1) != 0) bytes_.back() |= static_cast<std::byte>(1 << used_);
      used_ = (used_ + 1) % 8;
    }
  }
  /// A number of any size, small ones in few bits: the length of its digits in 6 bits, then these without the leading
  /// one.
  void put_number(std::uint32_t value) {
    const int length = std::bit_width(value);
    put(static_cast<std::uint32_t>(length), 6);
    put(value, length > 0 ? length - 1 : 0);
  }
  /// The same of a number with a sign: 0, -1, 1, -2, ...
  void put_signed(std::int32_t value) {
    put_number(static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31));
  }

  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
  int used_ = 0;  ///< bits of the last byte; 0 where it is full
};

/// Reads what a BitWriter wrote; nothing where the bytes end before the number does.
class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::optional<std::uint32_t> take(int count) {
    if (bytes_.size() * 8 - at_ < static_cast<std::size_t>(count)) return std::nullopt;
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      value |= (std::to_integer<std::uint32_t>(bytes_[at_ / 8]) >> at_ % 8 & 1) << i;
    }
    return value;
  }
  std::optional<std::uint32_t> take_number() {
    const std::optional<std::uint32_t> length = take(6);
    if (!length || *length > 32) return std::nullopt;
    if (*length == 0) return 0;
    const std::optional<std::uint32_t> rest = take(static_cast<int>(*length) - 1);
    if (!rest) return std::nullopt;
    return *rest | std::uint32_t{1} << (*length - 1);
  }
  std::optional<std::int32_t> take_signed() {
    const std::optional<std::uint32_t> number = take_number();
    if (!number) return std::nullopt;
    return static_cast<std::int32_t>(*number >> 1 ^ (0 - (*number & 1)));
  }
  /// Whether all bytes were read, up to zeros that fill the last one.
  bool at_end() const {
    if (bytes_.size() * 8 - at_ >= 8) return false;
    return at_ % 8 == 0 || std::to_integer<unsigned>(bytes_.back()) >> at_ % 8 == 0;
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;  ///< in bits
};

}  // namespace hourglass
