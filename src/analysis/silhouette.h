// How well groups are set apart: the silhouette.
//
// P. Rousseeuw 1987, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis".
#pragma once

#include <span>

#include "analysis/samples.h"
#include "core/compute.h"

namespace hourglass {

/// Mean over all samples of (b - a) / max(a, b), where a is a sample's mean Euclidean distance to the others of its
/// group and b the least mean distance to the samples of another group. From -1 to 1; above 0 where samples lie nearer
/// to their own group than to any other. A sample that is alone in its group counts as 0, and so do all where there is
/// one group. `groups` has one number from 0 on per sample. Costs count^2 distances.
double silhouette(const Samples& samples, std::span<const int> groups, const Compute& compute);

}  // namespace hourglass
