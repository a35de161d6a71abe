// Shared by the micro-benchmarks: noise as data, the arithmetic to use, and rates relative to the machine's peak.
#pragma once

#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/buffer.h"
#include "core/compute.h"
#include "core/gemm.h"
#include "core/random.h"

namespace hourglass::bench {

inline constexpr std::array<std::pair<MathMode, const char*>, 2> kMathModes = {
    {{MathMode::kFast, "fast"}, {MathMode::kPortable, "portable"}}};

/// Values per buffer from the first-level cache to far beyond the last one: 16 KB, 256 KB, 4 MB and 64 MB of floats.
inline constexpr int kSizes[] = {1 << 12, 1 << 16, 1 << 20, 1 << 24};

/// rows x columns values in [-1, 1].
inline Buffer<Real> noise(int rows, int columns) {
  Buffer<Real> values(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  Random random({1, Stream::kBenchmark, values.size()});
  for (Real& value : values) value = Real(random.uniform(-1, 1));
  return values;
}

/// One thread (or HOURGLASS_THREADS) on the machine's best instruction set (or HOURGLASS_ISA).
inline Compute compute_for(MathMode math) {
  const char* threads = std::getenv("HOURGLASS_THREADS");
  const char* isa = std::getenv("HOURGLASS_ISA");
  return Compute(*choose_variant(isa ? isa : "auto", math), math, threads ? std::atoi(threads) : 1);
}

/// One core's peak, measured at the first call.
inline double peak_flops(Variant variant) {
  static std::map<Variant, double> peaks;
  const auto [place, first] = peaks.try_emplace(variant, 0.0);
  if (first) place->second = measure_peak_flops(variant, 0.1);
  return place->second;
}

/// Adds the columns "GFLOP/s" and "of_peak", the share of one core's peak times the number of threads.
inline void report_flops(benchmark::State& state, const Compute& compute, double flops) {
  const double peak = peak_flops(compute.variant()) * compute.pool().threads();
  const double total = flops * static_cast<double>(state.iterations());
  state.counters["GFLOP/s"] = benchmark::Counter(total * 1e-9, benchmark::Counter::kIsRate);
  state.counters["of_peak"] = benchmark::Counter(total / peak, benchmark::Counter::kIsRate);
}

/// Adds the column "GB/s" for `bytes` read and written per iteration.
inline void report_bytes(benchmark::State& state, double bytes) {
  state.counters["GB/s"] =
      benchmark::Counter(bytes * 1e-9 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// A size as text, such as "64k".
inline std::string size_text(int values) {
  return values >= 1 << 20 ? std::to_string(values >> 20) + "M" : std::to_string(values >> 10) + "k";
}

}  // namespace hourglass::bench
