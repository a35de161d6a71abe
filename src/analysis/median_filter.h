// The median filter, a plain method of taking noise away (Tukey 1977, "Exploratory data analysis").
#pragma once

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/shape.h"

namespace hourglass {

/// Replaces each value by the median of those around it, in its own channel: of (2 radius + 1) x (2 radius + 1) pixels
/// of an image, 2 radius + 1 values of a signal (height 1). At the edges the window has only the places inside; of an
/// even number of values the lower one of the middle two is taken. `shape` has samples.features values. Labels go
/// along.
Samples median_filter(const Samples& samples, const Shape& shape, int radius, const Compute& compute);

}  // namespace hourglass
