#include "analysis/denoising.h"

#include <cmath>

#include "analysis/pca.h"

namespace hourglass {
namespace {

double mse(const Samples& a, const Samples& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    const double difference = static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]);
    sum += difference * difference;
  }
  return sum / static_cast<double>(a.values.size());
}

}  // namespace

Samples with_noise(const Samples& images, Shape shape, const Noise& noise, const Compute& compute) {
  Samples noisy = images;
  noisy.values = corrupt(compute, images.values, shape, noise.kind, noise.strength, noise.seed);
  return noisy;
}

Denoising measure_denoising(BatchInference& inference, const Samples& clean, const Samples& noisy,
                            const PrincipalComponents& components) {
  Denoising result{mse(clean, noisy), mse(clean, inference.reconstruct(noisy)), {}};
  result.components = mean_errors_by_rank(components, noisy, clean, inference.compute());
  for (double& error : result.components) error /= clean.features;
  return result;
}

double psnr_db(double mse_per_pixel) { return mse_per_pixel > 1e-10 ? -10 * std::log10(mse_per_pixel) : 100; }

}  // namespace hourglass
