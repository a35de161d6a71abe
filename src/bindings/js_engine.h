// What the engine offers JavaScript besides sessions: its tables and the benchmark.
#pragma once

#include "bindings/js_values.h"

namespace hourglass::bindings {

std::string version();
/// [{id, title}].
val workloads_js();
/// `threads` in all; {value} with the same fields as `hourglass bench --json`, or {error}.
val benchmark_js(const std::string& workload, int threads, double seconds, const std::string& math);
/// Whether a gzip file of `packed` bytes, of which `unpacked` bytes came out so far, may go on: {value: undefined} or
/// {error}. `problem` is what the platform, which unpacks it, says is wrong with it, if anything.
val check_unpacking(const std::string& name, double packed, double unpacked, const std::string& problem);
/// The size of the engine's memory; it grows and never shrinks.
double memory_bytes();
/// The error that any function of a disposed session gives.
val disposed_error();

}  // namespace hourglass::bindings
