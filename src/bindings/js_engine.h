// What the engine offers JavaScript besides sessions: its tables and the benchmark.
#pragma once

#include "bindings/js_values.h"

namespace hourglass::bindings {

std::string version();
/// [{id, title}].
val workloads_js();
/// `threads` in all; {value} with the same fields as `hourglass bench --json`, or {error}.
val benchmark_js(const std::string& workload, int threads, double seconds, const std::string& math);
/// The size of the engine's memory; it grows and never shrinks.
double memory_bytes();
/// The error that any function of a disposed session gives.
val disposed_error();

}  // namespace hourglass::bindings
