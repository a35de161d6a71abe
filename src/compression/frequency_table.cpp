#include "compression/frequency_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/assert.h"
#include "core/math.h"

namespace hourglass {
namespace {

/// Codes of weights: 0 begins a run of zeros, whose length less 1 follows; c > 0 stands for (4 + m) 2^e with
/// c - 1 = 4 e + m.
constexpr int kCodeBits = 6;
constexpr std::uint32_t kLongestRun = 1 << kCodeBits;
/// 2^(14 + 2), four times the largest share: the largest code in use is 57.
constexpr std::uint32_t kWeightTotal = kProbabilityTotal * 4;
constexpr std::uint32_t kMostCode = 57;

std::uint32_t weight_of(std::uint32_t code) { return (4 + (code - 1) % 4) << ((code - 1) / 4); }

/// The code whose weight lies next to `weight`, at least 4.
std::uint32_t code_of(std::uint32_t weight) {
  std::uint32_t code = 1;
  while (code < kMostCode && weight_of(code + 1) <= weight) ++code;
  if (code < kMostCode && weight_of(code + 1) - weight < weight - weight_of(code)) ++code;
  return code;
}

/// The window of kMostTableValues around the median, or all values.
std::pair<std::int32_t, std::int32_t> window_of(std::span<const std::int32_t> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  constexpr std::int64_t kWidth = static_cast<std::int64_t>(kMostTableValues);
  if (std::int64_t{*most} - *least < kWidth) return {*least, *most};
  std::vector<std::int32_t> sorted(values.begin(), values.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const std::int64_t low = std::max(std::int64_t{*middle} - kWidth / 2, std::int64_t{*least});
  return {static_cast<std::int32_t>(low), static_cast<std::int32_t>(std::min<std::int64_t>(low + kWidth - 1, *most))};
}

std::uint32_t rounded_weight(std::uint64_t count, std::uint64_t total) {
  if (count == 0) return 0;
  const std::uint64_t share = (count * kWeightTotal + total / 2) / total;
  return weight_of(code_of(static_cast<std::uint32_t>(std::max<std::uint64_t>(share, 4))));
}

}  // namespace

FrequencyTable::FrequencyTable(std::int32_t low, std::span<const std::uint32_t> weights)
    : low_(low), entries_(kProbabilityTotal) {
  HG_ASSERT(weights.size() >= 1 && weights.size() <= kMostTableValues + 1, "a table has an escape and few values");
  std::uint64_t total = 0, present = 0, sum = 0, seen = 0;
  for (std::uint32_t weight : weights) {
    total += weight;
    present += weight > 0;
  }
  HG_ASSERT(total > 0, "a table needs a weight above 0");
  // Rounding the running sum, not each share, makes the frequencies add up to the total.
  const std::uint64_t shared = kProbabilityTotal - present;
  starts_.push_back(0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    seen += weights[i] > 0;
    starts_.push_back(static_cast<std::uint32_t>(sum * shared / total + seen));
    std::fill(entries_.begin() + starts_[i], entries_.begin() + starts_[i + 1], static_cast<std::uint16_t>(i));
  }
}

std::size_t FrequencyTable::entry_of(std::int32_t value) const {
  const std::int64_t place = std::int64_t{value} - low_;
  const std::size_t escape = values();
  if (place < 0 || place >= static_cast<std::int64_t>(escape)) return escape;
  const std::size_t entry = static_cast<std::size_t>(place);
  return starts_[entry + 1] > starts_[entry] ? entry : escape;
}

bool FrequencyTable::can_encode(std::int32_t value) const { return interval(entry_of(value)).frequency > 0; }

void FrequencyTable::encode(std::int32_t value, RansEncoder& encoder) const {
  const std::size_t entry = entry_of(value);
  if (entry == values()) {
    const std::uint32_t raw = static_cast<std::uint32_t>(value);
    encoder.put_bits(raw >> 16, 16);
    encoder.put_bits(raw & 0xffff, 16);
  }
  encoder.put(interval(entry));
}

std::int32_t FrequencyTable::decode(RansDecoder& decoder) const {
  const std::size_t entry = entries_[decoder.slot()];
  decoder.skip(interval(entry));
  if (entry < values()) return static_cast<std::int32_t>(std::int64_t{low_} + static_cast<std::int64_t>(entry));
  const std::uint32_t lower = decoder.take_bits(16);
  return static_cast<std::int32_t>(decoder.take_bits(16) << 16 | lower);
}

double FrequencyTable::bits(std::int32_t value) const {
  const std::size_t entry = entry_of(value);
  const float frequency = static_cast<float>(interval(entry).frequency);
  constexpr double kPerNat = 1.4426950408889634;
  return kProbabilityBits - static_cast<double>(math::log(frequency)) * kPerNat + (entry == values() ? 32 : 0);
}

HistogramWeights histogram_weights(std::span<const std::int32_t> values) {
  if (values.empty()) return {0, {weight_of(1)}};
  const auto [low, high] = window_of(values);
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(high - low) + 2);
  for (std::int32_t value : values) {
    const bool inside = value >= low && value <= high;
    ++counts[inside ? static_cast<std::size_t>(value - low) : counts.size() - 1];
  }
  HistogramWeights made{low, {}};
  for (std::uint64_t count : counts) made.weights.push_back(rounded_weight(count, values.size()));
  return made;
}

void write_weights(const HistogramWeights& made, BitWriter& writer) {
  writer.put_signed(made.low);
  writer.put_number(static_cast<std::uint32_t>(made.weights.size()) - 1);
  for (std::size_t i = 0; i < made.weights.size();) {
    std::uint32_t run = 0;
    while (run < kLongestRun && i + run < made.weights.size() && made.weights[i + run] == 0) ++run;
    if (run > 0) {
      writer.put(0, kCodeBits);
      writer.put(run - 1, kCodeBits);
      i += run;
    } else {
      writer.put(code_of(made.weights[i++]), kCodeBits);
    }
  }
}

std::optional<HistogramWeights> read_weights(BitReader& reader) {
  const auto low = reader.take_signed();
  const auto values = reader.take_number();
  if (!low || !values || *values > kMostTableValues) return std::nullopt;
  // Every value must be a number of 32 bits.
  if (std::int64_t{*low} + *values > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
  HistogramWeights made{*low, {}};
  const std::size_t all = *values + 1;
  bool any = false;
  while (made.weights.size() < all) {
    const auto code = reader.take(kCodeBits);
    if (!code || *code > kMostCode) return std::nullopt;
    if (*code > 0) {
      made.weights.push_back(weight_of(*code));
      any = true;
      continue;
    }
    const auto run = reader.take(kCodeBits);
    if (!run || *run + 1 > all - made.weights.size()) return std::nullopt;
    made.weights.resize(made.weights.size() + *run + 1);
  }
  if (!any) return std::nullopt;
  return made;
}

HistogramWeights normal_weights(float offset, float step) {
  constexpr double kFarthest = 8;  // beyond, the density is below 2^-46 of its peak
  constexpr int kPoints = 8;
  constexpr float kPeak = 1 << 20;
  const double middle = std::floor(-static_cast<double>(offset) / static_cast<double>(step) + 0.5);
  const double reach = std::floor(kFarthest / static_cast<double>(step));
  // A file may name any offset and step; numbers that the quantiser never makes are cut off.
  constexpr double kLimit = 1 << 30;
  const std::int32_t centre = static_cast<std::int32_t>(std::clamp(middle, -kLimit, kLimit));
  const std::int32_t around = static_cast<std::int32_t>(std::min(reach, static_cast<double>(kMostTableValues / 2 - 1)));
  HistogramWeights made{centre - around, {}};
  for (std::int32_t k = made.low; k <= centre + around; ++k) {
    float sum = 0;
    for (int i = 0; i < kPoints; ++i) {
      const float place = (static_cast<float>(i) + 0.5f) / kPoints - 0.5f;
      const float x = offset + static_cast<float>(k) * step + place * step;
      sum += math::exp(-0.5f * x * x);
    }
    made.weights.push_back(static_cast<std::uint32_t>(sum * (kPeak / kPoints)));
  }
  made.weights.push_back(1);
  return made;
}

}  // namespace hourglass
