#include "analysis/denoising.h"

#include "analysis/image_metrics.h"
#include "analysis/pca.h"

namespace hourglass {
namespace {

double mse(const Samples& a, const Samples& b) {
  return squared_error(a.values, b.values) / static_cast<double>(a.values.size());
}

}  // namespace

Samples with_noise(const Samples& images, Shape shape, const Noise& noise, const Compute& compute) {
  Samples noisy = images;
  noisy.values = corrupt(compute, images.values, shape, noise.kind, noise.strength, noise.seed);
  return noisy;
}

Denoising measure_denoising(ModelRunner& runner, const Samples& clean, const Samples& noisy,
                            const PrincipalComponents& components) {
  Denoising result{.noisy = mse(clean, noisy), .denoised = mse(clean, reconstruct(runner, noisy))};
  result.components = mean_errors_by_rank(components, noisy, clean, runner.compute());
  for (double& error : result.components) error /= clean.features;
  return result;
}

}  // namespace hourglass
