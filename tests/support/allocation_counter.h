// Counts a scope's heap allocations: the test program's operator new and delete report them.
//
// Direct calls of malloc (by the C library or by zlib, about 48 KB per open stream) are not counted.
#pragma once

#include <cstdint>

namespace hourglass {

/// Counts from its construction on, in all threads. Scopes may be nested.
class AllocationScope {
 public:
  AllocationScope();
  ~AllocationScope();
  AllocationScope(const AllocationScope&) = delete;
  AllocationScope& operator=(const AllocationScope&) = delete;

  /// Allocations made since the scope began.
  std::int64_t count() const;
  /// Peak number of allocated bytes, beyond those allocated when the scope began.
  std::int64_t peak_bytes() const;

 private:
  std::int64_t count_before_;
  std::int64_t live_before_;
  std::int64_t outer_peak_;
};

}  // namespace hourglass
