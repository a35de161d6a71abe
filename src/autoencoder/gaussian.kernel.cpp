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

static Real divergence(std::ptrdiff_t latent, const Real* mean, const Real* log_variance) {
  StripedSum sum;
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    const Vec m = load_some(mean + i, count), lv = load_some(log_variance + i, count);
    // Lanes past the end hold mean 0 and log-variance 0: their divergence is 0.
    sum.add(Real(0.5) * (m * m + exp_of(lv) - Real(1) - lv));
  });
  return sum.total();
}

static void gradient(std::ptrdiff_t latent, const Real* mean, const Real* log_variance, const Real* noise,
                     const Real* d_code, Real weight, Real* d_mean, Real* d_log_variance) {
  for_each_vector(latent, [&](std::ptrdiff_t i, int count) {
    const Vec d = load_some(d_code + i, count), lv = load_some(log_variance + i, count);
    const Vec deviation = exp_of(Real(0.5) * lv);
    store_some(d_mean + i, d + weight * load_some(mean + i, count), count);
    const Vec d_sampled = d * load_some(noise + i, count) * (Real(0.5) * deviation);
    store_some(d_log_variance + i, d_sampled + (Real(0.5) * weight) * (deviation * deviation - Real(1)), count);
  });
}

extern const GaussianKernels kGaussianKernels;
const GaussianKernels kGaussianKernels = {sample, divergence, gradient};

}  // namespace HG_VARIANT
}  // namespace hourglass
