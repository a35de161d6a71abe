#include "nn/mean_tokens.h"

#include "nn/patches.h"

namespace hourglass {

void MeanTokens::forward(const Pass& pass, const Real* x, Real* y) const {
  const int tokens = tokens_.in(pass.mode);
  const Real share = Real(1) / static_cast<Real>(tokens);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    for (std::ptrdiff_t n = group.first; n < group.first + group.count; ++n) {
      Real* mean = y + n * width_;
      patch_kernels(pass.compute).sum_pixels(tokens, width_, x + n * tokens * width_, mean);
      for (int i = 0; i < width_; ++i) mean[i] *= share;
    }
  });
}

void MeanTokens::backward(const Pass& pass, const Real*, const Real*, Real* d_y, Real* d_x) const {
  if (!d_x) return;
  const std::ptrdiff_t tokens = tokens_.in(pass.mode);
  const Real share = Real(1) / static_cast<Real>(tokens);
  for_each_group(pass.compute, pass.batch, [&](const ImageGroup& group, Real*) {
    for (std::ptrdiff_t n = group.first; n < group.first + group.count; ++n) {
      for (std::ptrdiff_t t = 0; t < tokens; ++t) {
        Real* d_token = d_x + (n * tokens + t) * width_;
        for (int i = 0; i < width_; ++i) d_token[i] = d_y[n * width_ + i] * share;
      }
    }
  });
}

LayerSpec MeanTokens::spec() const {
  return {.kind = LayerKind::kMeanTokens, .input = {tokens_.all, 1, width_}, .visible = tokens_.training};
}

}  // namespace hourglass
