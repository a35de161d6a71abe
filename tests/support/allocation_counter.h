// Counts what a piece of code takes from the heap: the test binary's operator new and delete report here.
//
// malloc called directly (by the C library or by zlib, about 48 KB per open stream) is not seen.
#pragma once

#include <cstdint>

namespace hourglass {

/// Measures from its construction on, over all threads. Scopes nest.
class AllocationScope {
 public:
  AllocationScope();
  ~AllocationScope();
  AllocationScope(const AllocationScope&) = delete;
  AllocationScope& operator=(const AllocationScope&) = delete;

  /// Allocations made since the scope began.
  std::int64_t count() const;
  /// The most bytes held at one time beyond what was held when the scope began.
  std::int64_t peak_bytes() const;

 private:
  std::int64_t count_before_;
  std::int64_t live_before_;
  std::int64_t outer_peak_;
};

}  // namespace hourglass
