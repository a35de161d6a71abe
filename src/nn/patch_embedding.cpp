#include "nn/patch_embedding.h"

#include <algorithm>

#include "core/assert.h"

namespace hourglass {
namespace {

/// A Xavier fan whose deviation sqrt(2 / (in + out)) is 0.02.
constexpr Fan kPositionFan{2500, 2500};

}  // namespace

Window PatchEmbedding::window_of(const Shape& image, int patch) {
  return {.kernel = patch, .stride = patch, .padding = 0, .sides = sides_of(image)};
}

int PatchEmbedding::patches_in(const Shape& image, int patch) {
  if (patch < 1) return 0;
  const Window window = window_of(image, patch);
  const int height = window.along_height().kernel, width = window.along_width().kernel;
  return image.height % height == 0 && image.width % width == 0 ? (image.height / height) * (image.width / width) : 0;
}

PatchEmbedding::PatchEmbedding(const Shape& image, int patch, int width, int visible)
    : geometry_(patch_geometry(image, window_of(image, patch))),
      tokens_{patches_in(image, patch), visible},
      width_(width),
      projection_(patch_reals(geometry_), width, Activation::kLinear, Initialiser::kXavierUniform) {
  HG_ASSERT(tokens_.all > 0 && visible >= 1 && visible <= tokens_.all,
            "patches must fill the image, and at least one must be visible");
}

void PatchEmbedding::build(LayerBuilder& builder) {
  number_ = builder.next_number();
  builder.set_columns(tokens_.all);
  projection_.build(builder);
  position_ = builder.add_parameter("position", {tokens_.all, width_}, Initialiser::kXavierNormal, Activation::kLinear,
                                    kPositionFan);
  seen_ = builder.add_cache(1);
  patches_ = builder.add_cache(patch_reals(geometry_));
  d_patches_ = builder.add_cache(patch_reals(geometry_));
  builder.set_columns(1);
}

/// Selection sampling (Knuth, The art of computer programming, volume 2, section 3.4.2, algorithm S): takes each patch,
/// in order, with probability (patches still wanted) / (patches left).
void PatchEmbedding::choose(const Pass& pass) const {
  Real* seen = pass.workspace.at(seen_);
  const int wanted = tokens_.in(pass.mode);
  Random random(numbered_key(pass, Stream::kMasking, number_));
  for (int n = 0; n < pass.batch; ++n, seen += wanted) {
    for (int patch = 0, found = 0; found < wanted; ++patch) {
      const std::uint32_t left = static_cast<std::uint32_t>(tokens_.all - patch);
      // Where all are wanted, no random number is drawn.
      const bool take = wanted == tokens_.all || random.below(left) < static_cast<std::uint32_t>(wanted - found);
      if (take) seen[found++] = static_cast<Real>(patch);
    }
  }
}

void PatchEmbedding::forward(const Pass& pass, const Real* x, Real* y) const {
  choose(pass);
  const PatchKernels& kernels = patch_kernels(pass.compute);
  const Real *seen = pass.workspace.at(seen_), *position = pass.parameters + position_.offset;
  Real* patches = pass.workspace.at(patches_);
  const std::ptrdiff_t tokens = tokens_.in(pass.mode), width = width_;
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = group.first * tokens, last = first + group.count * tokens;
    for (std::ptrdiff_t t = first; t < last; ++t) {
      const std::ptrdiff_t place = t / tokens * tokens_.all + static_cast<std::ptrdiff_t>(seen[t]);
      kernels.gather(geometry_, place, place + 1, x, patches + t * patch_reals(geometry_));
    }
  });
  projection_.forward(token_pass(pass, tokens_), patches, y);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    const std::ptrdiff_t first = group.first * tokens, last = first + group.count * tokens;
    for (std::ptrdiff_t t = first; t < last; ++t) {
      const Real* own = position + static_cast<std::ptrdiff_t>(seen[t]) * width;
      for (std::ptrdiff_t i = 0; i < width; ++i) y[t * width + i] += own[i];
    }
  });
}

void PatchEmbedding::backward(const Pass& pass, const Real*, const Real* y, Real* d_y, Real* d_x) const {
  const Real* seen = pass.workspace.at(seen_);
  Real *d_position = pass.gradients + position_.offset, *d_patches = pass.workspace.at(d_patches_);
  const std::ptrdiff_t tokens = tokens_.in(pass.mode), width = width_;
  // On one thread, so that every position sums in the batch's order.
  std::fill_n(d_position, position_.size, Real(0));
  for (std::ptrdiff_t t = 0; t < pass.batch * tokens; ++t) {
    Real* own = d_position + static_cast<std::ptrdiff_t>(seen[t]) * width;
    for (std::ptrdiff_t i = 0; i < width; ++i) own[i] += d_y[t * width + i];
  }
  projection_.backward(token_pass(pass, tokens_), pass.workspace.at(patches_), y, d_y, d_x ? d_patches : nullptr);
  finish_gradient(pass, position_);
  if (!d_x) return;
  std::fill_n(d_x, std::ptrdiff_t{image_reals(geometry_)} * pass.batch, Real(0));
  for (std::ptrdiff_t t = 0; t < pass.batch * tokens; ++t) {
    const std::ptrdiff_t place = t / tokens * tokens_.all + static_cast<std::ptrdiff_t>(seen[t]);
    patch_kernels(pass.compute).scatter_add(geometry_, place, place + 1, d_patches + t * patch_reals(geometry_), d_x);
  }
}

LayerSpec PatchEmbedding::spec() const {
  const PatchGeometry& g = geometry_;
  return {.kind = LayerKind::kPatchEmbedding,
          .input = {g.height, g.width, g.channels},
          .units = width_,
          .patch = g.window.kernel,
          .visible = tokens_.training};
}

}  // namespace hourglass
