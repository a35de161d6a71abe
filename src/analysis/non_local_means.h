// Non-local means, a method of taking noise away from images that averages places which look alike.
//
// A. Buades, B. Coll, J.-M. Morel 2005, "A non-local algorithm for image denoising", with uniform patches.
#pragma once

#include "analysis/samples.h"
#include "core/compute.h"
#include "core/shape.h"

namespace hourglass {

struct NonLocalMeansOptions {
  int patch = 1;          ///< radius of the patches that are compared: 3 x 3 pixels
  int search = 5;         ///< radius of the places that are averaged: 11 x 11 pixels
  float strength = 0.3f;  ///< h: patches whose root mean square difference is h have the weight 1/e; above 0
};

/// Each pixel p becomes the mean of the pixels q around it, weighted by exp(-d(p, q) / h^2), where d is the mean
/// squared difference of the patches around p and q over all channels. At the edges patches and search have only the
/// places inside. `shape` has samples.features values. Labels go along.
Samples non_local_means(const Samples& samples, const Shape& shape, const NonLocalMeansOptions& options,
                        const Compute& compute);

}  // namespace hourglass
