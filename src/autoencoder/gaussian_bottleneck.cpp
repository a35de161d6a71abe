#include "autoencoder/gaussian_bottleneck.h"

#include <algorithm>
#include <cmath>

#include "autoencoder/gaussian_kernels.h"
#include "core/random_fill.h"

namespace hourglass {

HG_KERNEL_TABLES(GaussianKernels, kGaussianKernels)

namespace {

const GaussianKernels& kernels(const Pass& pass) {
  return *kGaussianKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

/// Progress of a schedule over the first `steps` steps, in [0, 1]; 1 outside training.
double progress(const Pass& pass, double steps) {
  if (pass.mode != Mode::kTraining || !(steps > 0)) return 1;
  return std::min(1.0, static_cast<double>(pass.step) / steps);
}

}  // namespace

void GaussianBottleneck::build(LayerBuilder& builder) {
  noise_ = builder.add_cache(latent_);
  means_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
  weights_ = builder.add_fixed_cache(static_cast<std::size_t>(latent_));
}

void GaussianBottleneck::forward(const Pass& pass, const Real* encoded, Real* code) const {
  Real* noise = pass.workspace.at(noise_);
  const std::ptrdiff_t latent = latent_;
  if (pass.mode == Mode::kInference) {
    std::fill_n(noise, latent * pass.batch, Real(0));
  } else {
    const Stream stream = pass.mode == Mode::kTraining ? Stream::kPosterior : Stream::kEvaluation;
    fill_normal(pass.compute, {pass.seed, stream, pass.step}, static_cast<std::size_t>(latent * pass.batch), noise);
  }
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    kernels(pass).sample(latent, mean, mean + latent, noise + n * latent, code + n * latent);
  }
}

void GaussianBottleneck::term(const Pass& pass, const Real* encoded, Real* per_sample) const {
  const std::ptrdiff_t latent = latent_;
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    per_sample[n] = kernels(pass).divergence(latent, mean, mean + latent);
  }
  if (needs_means()) kernels(pass).mean_divergences(latent, pass.batch, encoded, pass.workspace.at(means_));
}

double GaussianBottleneck::weight(const Pass& pass) const {
  return options_.beta * progress(pass, options_.warmup_steps());
}

double GaussianBottleneck::capacity(const Pass& pass) const {
  return options_.capacity * progress(pass, options_.capacity_steps());
}

double GaussianBottleneck::charged(const Pass& pass) const {
  const Real* means = pass.workspace.at(means_);
  double sum = 0;
  for (int z = 0; z < latent_; ++z) sum += std::max(options_.free_bits, static_cast<double>(means[z]));
  return sum;
}

double GaussianBottleneck::term_in_loss(const Pass& pass, double mean_term) const {
  if (!needs_means()) return static_cast<double>(static_cast<Real>(weight(pass))) * mean_term;
  return weight(pass) * std::abs(charged(pass) - capacity(pass));
}

/// The factor of the gradient of each latent's divergence.
void GaussianBottleneck::assign_weights(const Pass& pass, Real scale, Real* weights) const {
  const Real all = scale * static_cast<Real>(weight(pass));
  std::fill_n(weights, latent_, all);
  if (!needs_means()) return;
  const Real* means = pass.workspace.at(means_);
  const Real towards = charged(pass) < capacity(pass) ? -all : all;
  for (int z = 0; z < latent_; ++z) {
    weights[z] = static_cast<double>(means[z]) < options_.free_bits ? Real(0) : towards;
  }
}

void GaussianBottleneck::backward(const Pass& pass, const Real* encoded, const Real*, const Real* d_code, Real scale,
                                  Real* d_encoded) const {
  const Real* noise = pass.workspace.at(noise_);
  Real* weights = pass.workspace.at(weights_);
  const std::ptrdiff_t latent = latent_;
  assign_weights(pass, scale, weights);
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    Real* d_mean = d_encoded + n * 2 * latent;
    kernels(pass).gradient(latent, mean, mean + latent, noise + n * latent, d_code + n * latent, weights, d_mean,
                           d_mean + latent);
  }
}

}  // namespace hourglass
