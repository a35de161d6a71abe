#include "autoencoder/gaussian_kernels.h"
#include "core/vector.h"

namespace hourglass {
namespace HG_VARIANT {

static void sample(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise, Real* code) {
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    const Vec deviation = exp_of(Real(0.5) * load_some(log_variance + i, count));
    store_some(code + i, load_some(mean + i, count) + deviation * load_some(noise + i, count), count);
  });
}

static inline Vec divergences(Vec mean, Vec log_variance) {
  return Real(0.5) * (mean * mean + exp_of(log_variance) - Real(1) - log_variance);
}

static Real divergence(std::ptrdiff_t latent, const Real* mean, const Real* log_variance) {
  StripedSum sum;
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    // Lanes past the end hold mean 0 and log-variance 0: their divergence is 0.
    sum.add(divergences(load_some(mean + i, count), load_some(log_variance + i, count)));
  });
  return sum.total();
}

static void mean_divergences(std::ptrdiff_t latent, int batch, const Real* encoded, Real* means) {
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    Vec sum{};
    for (int n = 0; n < batch; ++n) {
      const Real* mean = encoded + n * 2 * latent + i;
      sum += divergences(load_some(mean, count), load_some(mean + latent, count));
    }
    store_some(means + i, sum / static_cast<Real>(batch), count);
  });
}

static void gradient(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise,
                     const Real* d_code, const Real* weights, Real* d_mean, Real* d_log_variance) {
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    const Vec d = load_some(d_code + i, count), lv = load_some(log_variance + i, count);
    const Vec deviation = exp_of(Real(0.5) * lv), weight = load_some(weights + i, count);
    store_some(d_mean + i, d + weight * load_some(mean + i, count), count);
    const Vec d_sampled = d * load_some(noise + i, count) * (Real(0.5) * deviation);
    store_some(d_log_variance + i, d_sampled + (Real(0.5) * weight) * (deviation * deviation - Real(1)), count);
  });
}

extern const GaussianKernels kGaussianKernels;
const GaussianKernels kGaussianKernels = {sample, divergence, mean_divergences, gradient};

}  // namespace HG_VARIANT
}  // namespace hourglass
