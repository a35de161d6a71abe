// What the JavaScript module offers besides sessions: the engine's tables, the benchmark, the check of unpacked data.
// web/package/engine.mjs wraps it. What can be refused returns {value} or {error: {code, message}}.

#include <emscripten/bind.h>

#include <algorithm>
#include <cmath>

#include "bindings/js_values.h"
#include "core/excerpt.h"
#include "core/number_text.h"
#include "core/thread_pool.h"
#include "data/gzip.h"
#include "session/benchmark.h"

namespace hourglass::bindings {
namespace {

std::string version() { return HG_VERSION; }

/// [{id, title}].
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

/// `threads` in all; {value} with the same fields as `hourglass bench --json`, or {error}.
val benchmark_js(const std::string& workload, int threads, double seconds, const std::string& math) {
  const int most = ThreadPool::available() ? HG_MOST_THREADS : 1;
  if (threads < 1 || threads > most) {
    return failure({"argument-out-of-range", "threads", "", "1 to " + std::to_string(most), std::to_string(threads)});
  }
  if (!std::isfinite(seconds) || seconds <= 0 || seconds > 600) {
    return failure({"argument-out-of-range", "seconds", "", "a number above 0 and up to 600", number_text(seconds)});
  }
  const auto rows = math_modes();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const MathModeRow& r) { return r.id == math; });
  if (row == rows.end()) return failure({"argument-not-a-choice", "math", "", "portable or fast", excerpt(math)});
  const Result<BenchmarkResult> result =
      run_benchmark(workload, {.compute = {.threads = threads, .math = row->kind}, .seconds = seconds});
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

/// Whether a gzip file of `packed` bytes, of which `unpacked` bytes came out so far, may go on: undefined, or {error}.
/// `problem` is what the platform, which unpacks it, says is wrong with it, if anything.
val check_unpacking(const std::string& name, double packed, double unpacked, const std::string& problem) {
  const std::uint64_t most = largest_unpacked_size(static_cast<std::uint64_t>(packed));
  if (unpacked > static_cast<double>(most)) {
    return failure({"gzip-over-budget", name, "", "at most " + std::to_string(most) + " unpacked bytes", "more"});
  }
  return outcome(problem.empty()
                     ? Status(Done{})
                     : Error{"gzip-corrupt", name, "", "valid gzip data", "damaged data (" + problem + ")"});
}

/// The size of the engine's memory, in bytes; it grows and never shrinks.
double memory_bytes() {
  constexpr double kPageBytes = 65536;
  return kPageBytes * static_cast<double>(__builtin_wasm_memory_size(0));
}

/// The error that any function of a disposed session gives.
val disposed_error() {
  return failure({"session-disposed", "the session", "", "a session in use", "one that was disposed of"});
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_engine) {
  emscripten::function("version", &version);
  emscripten::function("settingsTable", &settings_table_js);
  emscripten::function("workloads", &workloads_js);
  emscripten::function("benchmark", &benchmark_js);
  emscripten::function("checkUnpacking", &check_unpacking);
  emscripten::function("memoryBytes", &memory_bytes);
  emscripten::function("disposedError", &disposed_error);
}

}  // namespace hourglass::bindings
