// How much noise a model removes, beside what principal components remove.
#pragma once

#include <vector>

#include "analysis/sample_inference.h"
#include "analysis/samples.h"
#include "autoencoder/corruption.h"

namespace hourglass {

struct Noise {
  CorruptionKind kind = CorruptionKind::kGaussian;
  double strength = 0.5;   ///< its meaning stands in the corruption's row
  std::uint64_t seed = 1;  ///< of the draws; an image's noise depends on the seed and its index in the split alone
};

/// The images with noise added; values may leave [0, 1].
Samples with_noise(const Samples& images, Shape shape, const Noise& noise, const Compute& compute);

/// Mean squared errors per pixel against the clean images.
struct Denoising {
  double noisy = 0;                ///< of the corrupted images themselves
  double denoised = 0;             ///< of the model's reconstructions of them
  std::vector<double> components;  ///< of PCA's reconstructions of them, at ranks 0 .. all kept
};
/// The model reconstructs `noisy`; so does PCA, at each rank of `components` (fitted to clean training images).
Denoising measure_denoising(ModelRunner& runner, const Samples& clean, const Samples& noisy,
                            const PrincipalComponents& components);

}  // namespace hourglass
