#include "bindings/js_engine.h"

#include <cmath>

#include "core/number_text.h"
#include "core/thread_pool.h"
#include "data/gzip.h"
#include "session/benchmark.h"

namespace hourglass::bindings {

std::string version() { return HG_VERSION; }

val workloads_js() {
  val list = val::array();
  for (const WorkloadRow& workload : workloads()) {
    val row = val::object();
    put(row, "id", std::string(workload.id));
    put(row, "title", std::string(workload.title));
    list.call<void>("push", row);
  }
  return list;
}

val benchmark_js(const std::string& workload, int threads, double seconds, const std::string& math) {
  const int most = ThreadPool::available() ? HG_MOST_THREADS : 1;
  if (threads < 1 || threads > most) {
    return failure({"setting-out-of-range", "threads", "", "1 to " + std::to_string(most), std::to_string(threads)});
  }
  if (!std::isfinite(seconds) || seconds <= 0 || seconds > 600) {
    return failure({"setting-out-of-range", "seconds", "", "a number above 0 and up to 600", number_text(seconds)});
  }
  const Result<BenchmarkResult> result =
      run_benchmark(workload, {.threads = threads, .seconds = seconds, .math = math});
  if (!result) return failure(result.error());
  val fields = val::object();
  put(fields, "workload", result->workload);
  put(fields, "threads", result->threads);
  put(fields, "math", result->math);
  put(fields, "isa", result->isa);
  put(fields, "samples_per_second", result->samples_per_second);
  put(fields, "ms_per_step", result->ms_per_step);
  put(fields, "gflops", result->gflops);
  put(fields, "peak_gflops", result->peak_gflops);
  put(fields, "fraction_of_peak", result->fraction_of_peak);
  return success(fields);
}

val check_unpacking(const std::string& name, double packed, double unpacked, const std::string& problem) {
  const std::uint64_t most = largest_unpacked_size(static_cast<std::uint64_t>(packed));
  if (unpacked > static_cast<double>(most)) {
    return failure({"gzip-over-budget", name, "", "at most " + std::to_string(most) + " unpacked bytes", "more"});
  }
  return outcome(problem.empty()
                     ? Status(Done{})
                     : Error{"gzip-corrupt", name, "", "valid gzip data", "damaged data (" + problem + ")"});
}

double memory_bytes() {
  constexpr double kPageBytes = 65536;
  return kPageBytes * static_cast<double>(__builtin_wasm_memory_size(0));
}

val disposed_error() {
  return failure({"session-disposed", "the session", "", "a session in use", "one that was disposed of"});
}

}  // namespace hourglass::bindings
