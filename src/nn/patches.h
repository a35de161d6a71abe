// What the two convolutions share: patches of images as rows of a matrix, and how a batch is divided among threads.
#pragma once

#include <cstddef>

#include "core/compute.h"
#include "core/gemm.h"
#include "core/shape.h"
#include "core/thread_pool.h"
#include "nn/layer.h"
#include "nn/patch_kernels.h"

namespace hourglass {

/// Values that one patch may have: the scratch that a multiply leaves to a task.
inline constexpr std::size_t kMostPatchReals = ThreadPool::kScratchReals - kMultiplyScratchReals;

/// Whether the window has a size and a stride, fits the padded image at least once, and its patch fits a task.
bool fits(const Shape& image, const Window& window);
/// The positions of a window that fits: (length + 2 padding - kernel) / stride + 1, rounded down, along each side.
PatchGeometry patch_geometry(const Shape& image, const Window& window);

constexpr int image_reals(const PatchGeometry& g) { return g.height * g.width * g.channels; }
/// Pixels of a window, and the pixels of the image for each of its positions.
constexpr int window_size(const Window& w) { return w.along_height().kernel * w.along_width().kernel; }
constexpr int step_size(const Window& w) { return w.along_height().stride * w.along_width().stride; }
constexpr int patch_reals(const PatchGeometry& g) { return window_size(g.window) * g.channels; }
constexpr int grid_size(const PatchGeometry& g) { return g.grid_height * g.grid_width; }

const PatchKernels& patch_kernels(const Compute& compute);

/// In files weights are outer x inner x kernel height x kernel width; in memory the inner channels come last, as in a
/// patch.
inline TensorOrder channels_last() { return {{0, 2, 3, 1}}; }
inline std::vector<int> weight_shape(int outer, const PatchGeometry& g) {
  return {outer, g.channels, g.window.along_height().kernel, g.window.along_width().kernel};
}

/// Successive images of a batch that one task processes.
struct ImageGroup {
  int index;         ///< 0 .. groups_in(batch) - 1
  int first, count;  ///< images
};

inline std::size_t group_reals(const ImageGroup& group, const Shape& image) {
  return static_cast<std::size_t>(group.count) * static_cast<std::size_t>(image.features());
}

/// A batch is cut into at most this many groups, by its size alone: sums over a batch are sums over groups, and must
/// not depend on the number of threads.
inline constexpr int kMostGroups = 8;
constexpr int images_per_group(int batch) { return (batch + kMostGroups - 1) / kMostGroups; }
constexpr int groups_in(int batch) { return (batch + images_per_group(batch) - 1) / images_per_group(batch); }

/// Calls body(group, scratch) for each group, on all threads; `scratch` is the task's.
template <class Body>
void for_each_group(const Compute& compute, int batch, const Body& body) {
  compute.pool().run(groups_in(batch), [&](int task, Real* scratch) {
    const Range images = part_of(batch, task, images_per_group(batch));
    body(ImageGroup{task, static_cast<int>(images.begin), static_cast<int>(images.end - images.begin)}, scratch);
  });
}

/// A stretch of a group's positions, counted through its images, whose patches fit a task's scratch together.
struct Band {
  int begin, count;
  Real* patches;  ///< room for count x patch_reals
};

/// Calls body(band) for all positions of `images` images, in order: many small images at a time, or a piece of a large
/// one. `scratch` is the task's; body may use its first kMultiplyScratchReals.
template <class Body>
void for_each_band(const PatchGeometry& geometry, int images, Real* scratch, const Body& body) {
  const int positions = images * grid_size(geometry);
  const int most = static_cast<int>(kMostPatchReals) / patch_reals(geometry);
  for (int begin = 0; begin < positions; begin += most) {
    const int count = positions - begin < most ? positions - begin : most;
    body(Band{begin, count, scratch + kMultiplyScratchReals});
  }
}

/// The gradients of a layer's parameters for each group of images, until they are added.
class GroupedGradients {
 public:
  void build(LayerBuilder& builder, ParameterSlot weight, ParameterSlot bias);
  Real* weight(const Pass& pass, const ImageGroup& group) const;
  Real* bias(const Pass& pass, const ImageGroup& group) const { return weight(pass, group) + weight_.size; }
  /// Assigns the parameters' gradients, the sums over all groups in the groups' order, and finishes them.
  void add_up(const Pass& pass) const;

 private:
  ParameterSlot weight_, bias_;
  CacheSlot values_;  ///< kMostGroups x (weight and bias)
};

}  // namespace hourglass
