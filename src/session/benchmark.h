// The benchmark workloads, which the command line and the page share.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/compute.h"

namespace hourglass {

struct BenchmarkOptions {
  ComputeOptions compute = {.math = MathMode::kFast};
  double seconds = 3;
};

/// The figures of the fastest block of steps within the time given, and the mean rate over all of it, which other work
/// on the machine lowers.
struct BenchmarkResult {
  std::string workload, math, isa;
  int threads = 1;
  double samples_per_second = 0, mean_samples_per_second = 0, ms_per_step = 0, gflops = 0, peak_gflops = 0,
         fraction_of_peak = 0;
};

struct WorkloadRow {
  std::string_view id, title;
};
std::span<const WorkloadRow> workloads();

/// Runs one workload. Refuses unknown names.
Result<BenchmarkResult> run_benchmark(std::string_view workload, const BenchmarkOptions& options);

}  // namespace hourglass
