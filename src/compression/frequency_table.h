// Probabilities of whole numbers, as the whole numbers that the entropy coder needs: the same on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compression/bits.h"
#include "compression/rans.h"

namespace hourglass {

/// Values that a table may have beside the escape.
inline constexpr std::size_t kMostTableValues = 4096;

/// The values low .. low + n - 1, some of which may never occur, and an escape behind them, which stands for all
/// others and is followed by the number itself in 32 bits.
class FrequencyTable {
 public:
  /// `weights`: n values and the escape, at least one above 0, each below 2^32. A value of weight w gets the frequency
  /// 0 for w = 0, else 1 and a share of what remains in proportion to w.
  FrequencyTable(std::int32_t low, std::span<const std::uint32_t> weights);

  /// Puts a number in front of those given. It must be a value of the table, or the table have an escape.
  void encode(std::int32_t value, RansEncoder& encoder) const;
  std::int32_t decode(RansDecoder& decoder) const;
  /// Whether encode may be called with the number.
  bool can_encode(std::int32_t value) const;
  /// Bits that it takes, from -log2 of its frequency; exact to about 1e-6.
  double bits(std::int32_t value) const;

  std::int32_t low() const { return low_; }
  std::size_t values() const { return starts_.size() - 2; }
  SymbolInterval interval(std::size_t entry) const { return {starts_[entry], starts_[entry + 1] - starts_[entry]}; }

 private:
  std::size_t entry_of(std::int32_t value) const;

  std::int32_t low_;
  std::vector<std::uint32_t> starts_;   ///< n + 2: of the values, of the escape, and the total
  std::vector<std::uint16_t> entries_;  ///< of each slot
};

/// Weights of a histogram, rounded so that each takes six bits: (4 + m) 2^e with m of 0 .. 3, within 13 % of the
/// count's share. Values beyond kMostTableValues around the median share the escape.
struct HistogramWeights {
  std::int32_t low = 0;
  std::vector<std::uint32_t> weights;  ///< n values and the escape
};
HistogramWeights histogram_weights(std::span<const std::int32_t> values);

/// The weights of the values of a histogram in a file: low, n, and codes of six bits with lengths of runs of zeros.
void write_weights(const HistogramWeights& weights, BitWriter& writer);
/// Nothing where they break off or make no table.
std::optional<HistogramWeights> read_weights(BitReader& reader);

/// The standard normal distribution cut into pieces of `step` > 0 around offset + k step, by the engine's portable
/// exponential: eight points in each piece. Values without a weight share the escape, which always has one.
HistogramWeights normal_weights(float offset, float step);

}  // namespace hourglass
