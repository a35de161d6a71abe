#include "autoencoder/gaussian_bottleneck.h"

#include <algorithm>

#include "autoencoder/gaussian_kernels.h"
#include "core/random.h"

namespace hourglass {

HG_KERNEL_TABLES(GaussianKernels, kGaussianKernels)

namespace {

const GaussianKernels& kernels(const Pass& pass) {
  return *kGaussianKernelsByVariant[static_cast<int>(pass.compute.variant())];
}

}  // namespace

void GaussianBottleneck::forward(const Pass& pass, const Real* encoded, Real* code) const {
  Real* noise = pass.workspace.at(noise_);
  const std::ptrdiff_t latent = latent_;
  if (pass.mode == Mode::kInference) {
    std::fill_n(noise, latent * pass.batch, Real(0));
  } else {
    const Stream stream = pass.mode == Mode::kTraining ? Stream::kPosterior : Stream::kEvaluation;
    Random random({pass.seed, stream, pass.step});
    for (std::ptrdiff_t i = 0; i < latent * pass.batch; ++i) noise[i] = Real(random.normal());
  }
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    kernels(pass).sample(latent, mean, mean + latent, noise + n * latent, code + n * latent);
  }
}

void GaussianBottleneck::backward(const Pass& pass, const Real* encoded, const Real*, const Real* d_code, Real scale,
                                  Real* d_encoded) const {
  const Real* noise = pass.workspace.at(noise_);
  const std::ptrdiff_t latent = latent_;
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    Real* d_mean = d_encoded + n * 2 * latent;
    kernels(pass).gradient(latent, mean, mean + latent, noise + n * latent, d_code + n * latent,
                           scale * term_weight(), d_mean, d_mean + latent);
  }
}

void GaussianBottleneck::term(const Pass& pass, const Real* encoded, Real* per_sample) const {
  const std::ptrdiff_t latent = latent_;
  for (int n = 0; n < pass.batch; ++n) {
    const Real* mean = encoded + n * 2 * latent;
    per_sample[n] = kernels(pass).divergence(latent, mean, mean + latent);
  }
}

}  // namespace hourglass
