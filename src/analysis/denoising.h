// How much noise a model takes away, beside what principal components take away.
#pragma once

#include <vector>

#include "analysis/batch_inference.h"
#include "analysis/samples.h"
#include "autoencoder/corruption.h"

namespace hourglass {

struct Noise {
  CorruptionKind kind = CorruptionKind::kGaussian;
  double strength = 0.5;   ///< what it means says the corruption's row
  std::uint64_t seed = 1;  ///< of the draws; an image's noise depends on the seed and its place in the split alone
};

/// The images with noise; values may leave [0, 1].
Samples with_noise(const Samples& images, Shape shape, const Noise& noise, const Compute& compute);

/// Mean squared errors per pixel against the clean images.
struct Denoising {
  double noisy = 0;                ///< of the corrupted images themselves
  double denoised = 0;             ///< of what the model makes of them
  std::vector<double> components;  ///< of what PCA makes of them, at ranks 0 .. all kept
};
/// The model reconstructs `noisy`; so does PCA, at each rank of `components` (fitted to clean training images).
Denoising measure_denoising(BatchInference& inference, const Samples& clean, const Samples& noisy,
                            const PrincipalComponents& components);

/// Peak signal-to-noise ratio of pixels in [0, 1]: 10 log10(1 / mse), in dB; at most 100.
double psnr_db(double mse_per_pixel);

}  // namespace hourglass
