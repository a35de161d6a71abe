#include "autoencoder/sparsity_penalty.h"

#include <algorithm>

#include "core/math.h"

namespace hourglass {
namespace {

/// Means are clamped to this distance from 0 and 1, where the divergence would be infinite.
constexpr Real kNearest = Real(1e-6);

}  // namespace

void SparsityPenalty::build(LayerBuilder& builder) {
  means_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
}

void SparsityPenalty::set_options(const PenaltyOptions& options) {
  weight_ = options.sparsity;
  rho_ = options.rho;
}

std::span<const std::string_view> SparsityPenalty::term_names() const {
  static constexpr std::string_view kNames[] = {"sparsity"};
  return kNames;
}

void SparsityPenalty::forward(const Pass& pass, const BottleneckView& view, Real* terms) const {
  Real* means = pass.workspace.at(means_);
  std::fill_n(means, latent_, Real(0));
  for (int n = 0; n < pass.batch; ++n) {
    for (int j = 0; j < latent_; ++j) means[j] += view.code[n * latent_ + j];
  }
  const Real rho = static_cast<Real>(rho_);
  Real sum = 0;
  for (int j = 0; j < latent_; ++j) {
    means[j] /= static_cast<Real>(pass.batch);
    const Real mean = std::clamp(means[j], kNearest, 1 - kNearest);
    sum += rho * math::log<Real>(rho / mean) + (1 - rho) * math::log<Real>((1 - rho) / (1 - mean));
  }
  terms[0] = sum;
}

void SparsityPenalty::backward_code(const Pass& pass, const BottleneckView&, Real* d_code) const {
  const Real* means = pass.workspace.at(means_);
  const Real rho = static_cast<Real>(rho_), scale = term_weight(0) / static_cast<Real>(pass.batch);
  for (int j = 0; j < latent_; ++j) {
    if (!(means[j] > kNearest && means[j] < 1 - kNearest)) continue;
    const Real slope = scale * ((1 - rho) / (1 - means[j]) - rho / means[j]);
    for (int n = 0; n < pass.batch; ++n) d_code[n * latent_ + j] += slope;
  }
}

}  // namespace hourglass
