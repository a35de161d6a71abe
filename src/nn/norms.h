// Sums of squares over many values, in an order that depends on their number only.
#pragma once

#include <cstddef>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

/// Sum of values[i]^2. On the calling thread alone; infinite or not a number as soon as one value is, and where a
/// square overflows.
double sum_of_squares(const Compute& compute, std::size_t size, const Real* values);
/// Sum of (a[i] - b[i])^2, likewise.
double squared_distance(const Compute& compute, std::size_t size, const Real* a, const Real* b);

}  // namespace hourglass
