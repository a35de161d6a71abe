#include "compression/quantiser.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"

namespace hourglass {
namespace {

/// Codes whose median becomes the offset, at most.
constexpr std::uint32_t kMedianCodes = 1024;

/// At most `most` samples, evenly spaced.
Samples spaced(const Samples& samples, std::uint32_t most) {
  const std::uint32_t count = std::min(samples.count, most);
  Samples chosen{samples.features, count, {}, {}};
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t n = static_cast<std::uint32_t>(std::uint64_t{i} * samples.count / count);
    chosen.values.insert(chosen.values.end(), samples.sample(n), samples.sample(n) + samples.features);
    if (!samples.labels.empty()) chosen.labels.push_back(samples.labels[n]);
  }
  return chosen;
}

std::vector<float> medians(const Samples& codes) {
  const Samples some = spaced(codes, kMedianCodes);
  std::vector<float> found, column(some.count);
  for (int i = 0; i < some.features; ++i) {
    for (std::uint32_t n = 0; n < some.count; ++n) column[n] = some.sample(n)[i];
    const auto middle = column.begin() + some.count / 2;
    if (!column.empty()) std::nth_element(column.begin(), middle, column.end());
    found.push_back(column.empty() ? 0 : *middle);
  }
  return found;
}

/// Mean over samples of the squared distance.
double mean_squared_distance(const Samples& a, const Samples& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double difference = static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]);
    sum += difference * difference;
  }
  return sum / std::max(a.count, 1u);
}

}  // namespace

CodeScale code_scale(const Samples& codes, const DecodeCodes& decode) {
  CodeScale scale{medians(codes), {}};
  Samples moved = spaced(codes, kSensitivityCodes);
  const Samples before = moved, decoded = decode(before);
  const std::vector<double> deviations = feature_statistics(codes).deviation;
  for (int i = 0; i < codes.features; ++i) {
    const float distance = static_cast<float>(0.25 * deviations[static_cast<std::size_t>(i)]);
    if (!(distance > 0) || !std::isfinite(distance)) {
      scale.sensitivities.push_back(0);
      continue;
    }
    const auto move_all = [&](float by) {
      for (std::uint32_t n = 0; n < moved.count; ++n) {
        const std::size_t at = std::size_t{n} * static_cast<std::size_t>(moved.features) + static_cast<std::size_t>(i);
        moved.values[at] = before.values[at] + by;
      }
    };
    move_all(distance);
    const double square = mean_squared_distance(decode(moved), decoded);
    move_all(0);
    scale.sensitivities.push_back(std::sqrt(square) / static_cast<double>(distance));
  }
  return scale;
}

Quantiser make_quantiser(const CodeScale& scale, double step) {
  Quantiser quantiser{scale.offsets, {}};
  for (float& offset : quantiser.offsets) offset = std::clamp(offset, -kMostOffset, kMostOffset);
  double most = 0;
  for (double sensitivity : scale.sensitivities) most = std::max(most, sensitivity);
  for (double sensitivity : scale.sensitivities) {
    const double influence = most > 0 ? std::max(sensitivity, kLeastInfluence * most) : 1;
    quantiser.steps.push_back(std::clamp(static_cast<float>(step / influence), kLeastStep, kMostStep));
  }
  return quantiser;
}

Result<QuantisedCodes> quantise(const Samples& codes, const Quantiser& quantiser) {
  QuantisedCodes quantised{codes.features, codes.count, {}};
  quantised.values.reserve(codes.values.size());
  const std::size_t columns = quantiser.steps.size();
  std::vector<double> inverses;
  for (float step : quantiser.steps) inverses.push_back(1 / static_cast<double>(step));
  for (std::size_t first = 0; first < codes.values.size(); first += columns) {
    for (std::size_t i = 0; i < columns; ++i) {
      const double z = static_cast<double>(codes.values[first + i]);
      const double q = std::floor((z - static_cast<double>(quantiser.offsets[i])) * inverses[i] + 0.5);
      if (!(std::abs(q) <= kMostQuantised)) {
        if (!std::isfinite(z)) return Error{"array-not-finite", "the code", "", "finite numbers", "one that is not"};
        return Error{"argument-out-of-range", "step", "",
                     "a step of which " + std::to_string(kMostQuantised) + " reach every value of the code",
                     "a finer one"};
      }
      quantised.values.push_back(static_cast<std::int32_t>(q));
    }
  }
  return quantised;
}

Samples dequantise(const QuantisedCodes& quantised, const Quantiser& quantiser) {
  const std::size_t columns = quantiser.steps.size();
  Samples codes{quantised.columns, quantised.count, {}, {}};
  codes.values.reserve(quantised.values.size());
  for (std::size_t first = 0; first < quantised.values.size(); first += columns) {
    for (std::size_t i = 0; i < columns; ++i) {
      codes.values.push_back(quantiser.offsets[i] +
                             static_cast<float>(quantised.values[first + i]) * quantiser.steps[i]);
    }
  }
  return codes;
}

}  // namespace hourglass
