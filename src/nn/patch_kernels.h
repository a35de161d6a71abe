// What each variant compiles of the convolutions; only patches.cpp, the convolutions and patches.kernel.cpp include
// this.
#pragma once

#include <cstddef>

#include "core/real.h"
#include "nn/layer_spec.h"

namespace hourglass {

/// A window that moves over an image. At position (row, column) of the grid it covers the pixels from
/// (row * stride - padding, column * stride - padding) on, with the numbers of the window along each side: one patch of
/// kernel height x kernel width x channels values, with zeros beyond the border.
struct PatchGeometry {
  int height, width, channels;  ///< of the image
  Window window;
  int grid_height, grid_width;
};

/// Positions are counted row by row through the grids of successive images; `begin` .. `end` may span several.
struct PatchKernels {
  /// Copies the patches of the positions out of the images, one after the other (im2col).
  void (*gather)(const PatchGeometry& geometry, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* images,
                 Real* patches);
  /// Adds the patches to the pixels that `gather` copied them from, position by position (col2im).
  void (*scatter_add)(const PatchGeometry& geometry, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* patches,
                      Real* images);
  /// Assigns `colour` (`channels` values) to each pixel.
  void (*fill)(std::ptrdiff_t pixels, int channels, const Real* colour, Real* image);
  /// sums[c] = sum over pixels of image[pixel * channels + c], in an order that depends on the sizes only.
  void (*sum_pixels)(std::ptrdiff_t pixels, int channels, const Real* image, Real* sums);
  /// total[i] = sum over `terms` of values[term * distance + i], in the order of the terms.
  void (*sum_terms)(int terms, std::ptrdiff_t distance, std::ptrdiff_t size, const Real* values, Real* total);
};

}  // namespace hourglass
