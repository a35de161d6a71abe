// An entropy coder: asymmetric numeral systems, range variant.
//
// J. Duda 2013, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression rate of
// arithmetic coding", section 2.3 (rANS).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/assert.h"

namespace hourglass {

/// Probabilities are whole numbers over 2^kProbabilityBits.
inline constexpr int kProbabilityBits = 14;
inline constexpr std::uint32_t kProbabilityTotal = std::uint32_t{1} << kProbabilityBits;

/// The part [start, start + frequency) of [0, kProbabilityTotal) that belongs to a symbol; frequency is at least 1.
struct SymbolInterval {
  std::uint32_t start = 0, frequency = 0;
};

/// The state is a whole number x in [kRansLeast, 2^32 kRansLeast). A symbol of frequency f and start s takes it to
///   x' = floor(x / f) 2^b + s + x mod f,   b = kProbabilityBits;
/// where x' would leave the range, the lowest 32 bits of x become a word of the stream before. The decoder goes the
/// same way back, so that symbols come out in the opposite order: whoever encodes begins with the last one. 2^32 in a
/// state of 63 bits makes the loss over the entropy of the table less than 10^-4 bits per symbol.
inline constexpr std::uint64_t kRansLeast = std::uint64_t{1} << 31;

class RansEncoder {
 public:
  /// One more symbol in front of those given.
  void put(SymbolInterval interval) { put_scaled(interval, kProbabilityBits); }
  /// A number of `bits` bits (1 to 16) that are as likely 0 as 1.
  void put_bits(std::uint32_t value, int bits) { put_scaled({value, 1}, bits); }
  /// The stream: the state in 8 bytes, then the words in the decoder's order, lowest byte first. Ends the encoder.
  std::vector<std::byte> finish() const;

 private:
  void put_scaled(SymbolInterval interval, int bits) {
    HG_ASSERT(interval.frequency > 0, "a symbol to be coded needs a frequency");
    const std::uint64_t limit = (kRansLeast >> bits << 32) * interval.frequency;
    if (state_ >= limit) {
      words_.push_back(static_cast<std::uint32_t>(state_));
      state_ >>= 32;
    }
    state_ = (state_ / interval.frequency << bits) + state_ % interval.frequency + interval.start;
  }

  std::uint64_t state_ = kRansLeast;
  std::vector<std::uint32_t> words_;
};

/// Reads any bytes without ever reading beyond them: where they end too early, zeros follow and ended_well is false.
class RansDecoder {
 public:
  explicit RansDecoder(std::span<const std::byte> bytes);

  /// Where in [0, kProbabilityTotal) the next symbol's interval lies.
  std::uint32_t slot() const { return static_cast<std::uint32_t>(state_) & (kProbabilityTotal - 1); }
  /// Goes on behind the symbol, whose interval holds slot().
  void skip(SymbolInterval interval) { skip_scaled(interval, kProbabilityBits); }
  std::uint32_t take_bits(int bits) {
    const std::uint32_t value = static_cast<std::uint32_t>(state_) & ((std::uint32_t{1} << bits) - 1);
    skip_scaled({value, 1}, bits);
    return value;
  }
  /// Whether exactly the bytes that an encoder made were read.
  bool ended_well() const { return !ran_out_ && at_ == bytes_.size() && state_ == kRansLeast; }

 private:
  std::uint32_t next_word();
  void skip_scaled(SymbolInterval interval, int bits) {
    const std::uint32_t slot = static_cast<std::uint32_t>(state_) & ((std::uint32_t{1} << bits) - 1);
    state_ = interval.frequency * (state_ >> bits) + slot - interval.start;
    if (state_ < kRansLeast) state_ = state_ << 32 | next_word();
  }

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  std::uint64_t state_ = 0;
  bool ran_out_ = false;
};

}  // namespace hourglass
