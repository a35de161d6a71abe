// The figures of a model on a split, as `train` and `evaluate` report them.
#pragma once

#include "core/error.h"
#include "data/dataset.h"
#include "session/model.h"

namespace hourglass {

/// Means over the split's samples.
struct Evaluation {
  double mse_per_pixel = 0;            ///< of the reconstruction from the code's mean
  double squared_error_per_image = 0;  ///< the same, summed over pixels
  double bce_per_image = 0;            ///< nats, summed over pixels, from a sampled code where there is a posterior
  double kl_per_image = 0;             ///< nats; 0 without a posterior
  double elbo_per_image = 0;           ///< -(bce + kl), nats; grey pixels count as probabilities
  double psnr_db = 0;                  ///< 10 log10(1 / mse), of the mean MSE
  double ssim = 0;                     ///< structural similarity (Wang et al. 2004), 7 x 7 windows
};

/// Evaluates a model on all of a split with `threads` threads. Refused where the shapes differ.
Result<Evaluation> evaluate(const Model& model, const Dataset& data, Split split, int threads);

}  // namespace hourglass
