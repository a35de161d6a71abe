// Patches of images as rows of a matrix, after Chellapilla, Puri and Simard 2006, "High performance convolutional
// neural networks for document processing", section 2: a convolution becomes a matrix multiply.
#include "core/vector.h"
#include "nn/patch_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

// The runs are short, and a plain loop over the rest would become a call of memcpy or memset. So the end of a run is
// one more vector that overlaps the one before, and what is shorter than a quad is written out.

static inline void copy(Real* to, const Real* from, std::ptrdiff_t count) {
  if (count >= kLanes) {
    for (std::ptrdiff_t i = 0; i + kLanes <= count; i += kLanes) store(to + i, load(from + i));
    store(to + count - kLanes, load(from + count - kLanes));
  } else if (count >= 4) {
    for (std::ptrdiff_t i = 0; i + 4 <= count; i += 4) store_quad(to + i, load_quad(from + i));
    store_quad(to + count - 4, load_quad(from + count - 4));
  } else if (count > 0) {
    to[0] = from[0];
    if (count > 1) to[1] = from[1];
    if (count > 2) to[2] = from[2];
  }
}

static inline void zero(Real* to, std::ptrdiff_t count) {
  if (count >= kLanes) {
    for (std::ptrdiff_t i = 0; i + kLanes <= count; i += kLanes) store(to + i, Vec{});
    store(to + count - kLanes, Vec{});
  } else if (count >= 4) {
    for (std::ptrdiff_t i = 0; i + 4 <= count; i += 4) store_quad(to + i, Quad{});
    store_quad(to + count - 4, Quad{});
  } else if (count > 0) {
    to[0] = 0;
    if (count > 1) to[1] = 0;
    if (count > 2) to[2] = 0;
  }
}

static inline void add(Real* to, const Real* from, std::ptrdiff_t count) {
  std::ptrdiff_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store(to + i, load(to + i) + load(from + i));
  for (; i + 4 <= count; i += 4) store_quad(to + i, load_quad(to + i) + load_quad(from + i));
  if (i < count) to[i] += from[i];
  if (i + 1 < count) to[i + 1] += from[i + 1];
  if (i + 2 < count) to[i + 2] += from[i + 2];
}

/// The part of a patch's kernel that lies inside the image along one axis.
struct Inside {
  int begin, end;
};

static inline Inside inside(int first, int kernel, int length) {
  const int begin = first < 0 ? -first : 0, end = length - first < kernel ? length - first : kernel;
  return begin < end ? Inside{begin, end} : Inside{0, 0};
}

/// Calls body(patch, image, y, x) for every position, with the window's first pixel (y, x).
template <class Body>
static inline void for_each_position(const PatchGeometry& g, std::ptrdiff_t begin, std::ptrdiff_t end, Body body) {
  const std::ptrdiff_t positions = static_cast<std::ptrdiff_t>(g.grid_height) * g.grid_width;
  const WindowSide vertical = g.window.along_height(), horizontal = g.window.along_width();
  const std::ptrdiff_t patch_size = static_cast<std::ptrdiff_t>(vertical.kernel) * horizontal.kernel * g.channels;
  const std::ptrdiff_t image_size = static_cast<std::ptrdiff_t>(g.height) * g.width * g.channels;
  std::ptrdiff_t image = begin / positions * image_size, patch = 0;
  const int within = static_cast<int>(begin % positions);
  int row = within / g.grid_width, column = within % g.grid_width;
  for (std::ptrdiff_t p = begin; p < end; ++p) {
    body(patch, image, row * vertical.stride - vertical.padding, column * horizontal.stride - horizontal.padding);
    patch += patch_size;
    if (++column < g.grid_width) continue;
    column = 0;
    if (++row < g.grid_height) continue;
    row = 0;
    image += image_size;
  }
}

/// A patch that lies inside the image.
static inline void gather_whole(int rows, std::ptrdiff_t run, const Real* from, std::ptrdiff_t image_row, Real* to) {
  if (run == 3) {
    // One channel and a kernel of three is common, and too short for a loop.
    for (int ky = 0; ky < rows; ++ky) __builtin_memcpy(to + 3 * ky, from + ky * image_row, 3 * sizeof(Real));
    return;
  }
  for (int ky = 0; ky < rows; ++ky) copy(to + ky * run, from + ky * image_row, run);
}

static void gather(const PatchGeometry& geometry, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* images,
                   Real* patches) {
  const PatchGeometry g = geometry;
  const int kernel_height = g.window.along_height().kernel, kernel_width = g.window.along_width().kernel;
  const std::ptrdiff_t run = static_cast<std::ptrdiff_t>(kernel_width) * g.channels;
  const std::ptrdiff_t image_row = static_cast<std::ptrdiff_t>(g.width) * g.channels;
  const int last_y = g.height - kernel_height, last_x = g.width - kernel_width;
  for_each_position(g, begin, end, [&](std::ptrdiff_t patch, std::ptrdiff_t image, int y, int x) {
    Real* to = patches + patch;
    if (y >= 0 && y <= last_y && x >= 0 && x <= last_x) {
      gather_whole(kernel_height, run, images + image + y * image_row + static_cast<std::ptrdiff_t>(x) * g.channels,
                   image_row, to);
      return;
    }
    const Inside rows = inside(y, kernel_height, g.height), columns = inside(x, kernel_width, g.width);
    const std::ptrdiff_t left = static_cast<std::ptrdiff_t>(columns.begin) * g.channels;
    const std::ptrdiff_t right = static_cast<std::ptrdiff_t>(columns.end) * g.channels;
    for (int ky = 0; ky < kernel_height; ++ky, to += run) {
      if (ky < rows.begin || ky >= rows.end || left == right) {
        zero(to, run);
        continue;
      }
      const std::ptrdiff_t from = image + (static_cast<std::ptrdiff_t>(y + ky) * g.width + x) * g.channels + left;
      zero(to, left);
      copy(to + left, images + from, right - left);
      zero(to + right, run - right);
    }
  });
}

static void scatter_add(const PatchGeometry& geometry, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* patches,
                        Real* images) {
  const PatchGeometry g = geometry;
  const int kernel_height = g.window.along_height().kernel, kernel_width = g.window.along_width().kernel;
  const std::ptrdiff_t run = static_cast<std::ptrdiff_t>(kernel_width) * g.channels;
  for_each_position(g, begin, end, [&](std::ptrdiff_t patch, std::ptrdiff_t image, int y, int x) {
    const Inside rows = inside(y, kernel_height, g.height), columns = inside(x, kernel_width, g.width);
    const std::ptrdiff_t left = static_cast<std::ptrdiff_t>(columns.begin) * g.channels;
    const std::ptrdiff_t right = static_cast<std::ptrdiff_t>(columns.end) * g.channels;
    for (int ky = rows.begin; ky < rows.end; ++ky) {
      const std::ptrdiff_t at = image + (static_cast<std::ptrdiff_t>(y + ky) * g.width + x) * g.channels + left;
      add(images + at, patches + patch + ky * run + left, right - left);
    }
  });
}

static void fill(std::ptrdiff_t pixels, int channels, const Real* colour, Real* image) {
  if (channels == 1) {
    const Vec value = splat(colour[0]);
    for_each_vector(pixels, [&](std::ptrdiff_t i, int count) { store_some(image + i, value, count); });
    return;
  }
  for (std::ptrdiff_t p = 0; p < pixels; ++p) copy(image + p * channels, colour, channels);
}

static void sum_pixels(std::ptrdiff_t pixels, int channels, const Real* image, Real* sums) {
  if (channels == 1) {
    StripedSum sum;
    for_each_vector(pixels, [&](std::ptrdiff_t i, int count) { sum.add(load_some(image + i, count)); });
    sums[0] = sum.total();
    return;
  }
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    Vec sum{};
    for (std::ptrdiff_t p = 0; p < pixels; ++p) sum += load_some(image + p * channels + c, count);
    store_some(sums + c, sum, count);
  });
}

static void sum_terms(int terms, std::ptrdiff_t distance, std::ptrdiff_t size, const Real* values, Real* total) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    Vec sum = load_some(values + i, count);
    for (int term = 1; term < terms; ++term) sum += load_some(values + term * distance + i, count);
    store_some(total + i, sum, count);
  });
}

extern const PatchKernels kPatchKernels;
const PatchKernels kPatchKernels = {gather, scatter_add, fill, sum_pixels, sum_terms};

}  // namespace HG_VARIANT
}  // namespace hourglass
