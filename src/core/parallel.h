// Element-wise work on all threads, in parts of a fixed size: results do not depend on the number of threads.
#pragma once

#include <cstddef>

#include "core/compute.h"

namespace hourglass {

/// Elements per part: a few microseconds of work, a multiple of every vector's width.
inline constexpr std::ptrdiff_t kPartElements = 16384;

/// Calls body(begin, count) for consecutive parts of 0 .. size-1, on all threads.
template <class Body>
void for_each_part(const Compute& compute, std::size_t size, const Body& body,
                   std::ptrdiff_t part_elements = kPartElements) {
  const std::ptrdiff_t total = static_cast<std::ptrdiff_t>(size);
  auto part = [&](int task, Real*) {
    const Range range = part_of(total, task, part_elements);
    body(range.begin, range.end - range.begin);
  };
  compute.pool().run(parts_in(total, part_elements), part);
}

}  // namespace hourglass
