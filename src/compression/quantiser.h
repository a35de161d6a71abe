// A uniform quantiser for each value of a code, with steps that cost a decoded sample the same everywhere.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/samples.h"
#include "core/error.h"

namespace hourglass {

/// Value z of a code becomes the whole number q = round((z - offset) / step), which stands for offset + q step.
struct Quantiser {
  std::vector<float> offsets, steps;  ///< one per value of a code; steps above 0
};

/// Bounds of what a quantiser holds, so that no file can name numbers that lead to infinite ones.
inline constexpr float kMostOffset = 1e15f, kLeastStep = 1e-30f, kMostStep = 1e15f;
/// Magnitude of a quantised value: all whole numbers up to it are floats.
inline constexpr std::int32_t kMostQuantised = 1 << 23;

/// Whole numbers for each sample, `columns` x `count`.
struct QuantisedCodes {
  int columns = 0;
  std::uint32_t count = 0;
  std::vector<std::int32_t> values;

  const std::int32_t* sample(std::uint32_t n) const {
    return values.data() + static_cast<std::size_t>(n) * static_cast<std::size_t>(columns);
  }
};

/// Samples of codes.
using DecodeCodes = std::function<Samples(const Samples& codes)>;

/// How a set of codes is quantised, up to one number.
struct CodeScale {
  std::vector<float> offsets;         ///< the median of each value
  std::vector<double> sensitivities;  ///< of each value: change of the decoded sample over that of the value
};

/// Measures a set of codes. Sensitivity g_i is the root of the mean over codes of |x(z + d e_i) - x(z)|^2 / d^2, with d
/// a quarter of the value's deviation and at most kSensitivityCodes codes, evenly spaced. It is 0 where a value
/// never varies, and 1 along each direction of principal components.
CodeScale code_scale(const Samples& codes, const DecodeCodes& decode);
inline constexpr std::uint32_t kSensitivityCodes = 64;

/// Steps step / g_i: at high rates a sum of squared errors is least, for a given rate, where every value adds the same
/// to it (Huang and Schultheiss 1963). So `step` is measured in the samples' own unit: one step of any value changes a
/// sample by a distance of `step`, on average. A value without influence gets a step of kLeastInfluence of the largest.
Quantiser make_quantiser(const CodeScale& scale, double step);
inline constexpr double kLeastInfluence = 1e-4;

/// Refuses (array-not-finite) codes that are not finite, and (argument-out-of-range) steps so fine that a whole number
/// exceeds kMostQuantised.
Result<QuantisedCodes> quantise(const Samples& codes, const Quantiser& quantiser);
/// The same bits on every machine: one product and one sum of floats each.
Samples dequantise(const QuantisedCodes& quantised, const Quantiser& quantiser);

}  // namespace hourglass
