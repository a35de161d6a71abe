// The figures of a model on a split, as `train` and `evaluate` report them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "data/dataset.h"
#include "session/model.h"

namespace hourglass {

/// A term of the loss beside the reconstruction, unweighted.
struct NamedTerm {
  std::string_view name;
  double value = 0;
};

/// Means over the split's samples.
struct Evaluation {
  double mse_per_pixel = 0;            ///< of the reconstruction from the code's mean
  double squared_error_per_image = 0;  ///< the same, summed over pixels
  double bce_per_image = 0;            ///< nats, summed over pixels, from a sampled code where there is a posterior
  double bce_per_pixel = 0;            ///< the same, over the number of pixels
  ReconstructionLoss loss = ReconstructionLoss::kMse;  ///< that the model was trained with
  double loss_per_image = 0;  ///< that loss, summed over pixels, from a sampled code; in its own unit
  double loss_per_pixel = 0;  ///< the same, over the number of pixels
  /// Divergence of the posterior from the prior, and -(bce + kl) with grey pixels as probabilities: nats. Nothing where
  /// the bottleneck has no posterior.
  std::optional<double> kl_per_image, elbo_per_image;
  /// Of images alone: of the mean MSE (psnr_db in image_metrics.h), and the structural similarity (Wang et al. 2004) in
  /// 7 x 7 windows.
  std::optional<double> psnr_db, ssim;
  /// Share of the codebook's entries that some sample's code has; nothing without a codebook.
  std::optional<double> codebook_use;
  std::vector<NamedTerm> penalties;  ///< all terms of Autoencoder::penalty_names(), the mean over batches of 250
  /// Of each coordinate of the code (the posterior's mean), over the samples: mean and standard deviation.
  std::vector<double> code_mean, code_deviation;
};

/// A figure of an evaluation and its name in JSON and JavaScript.
struct EvaluationField {
  std::string_view name;
  std::optional<double> (*value)(const Evaluation&);  ///< nothing where the model or its data have no such figure
};
/// All figures, in the order in which they are reported.
std::span<const EvaluationField> evaluation_fields();

/// Evaluates a model on all of a split with `threads` threads. Refused where the shapes differ.
Result<Evaluation> evaluate(const Model& model, const Dataset& data, Split split, int threads);

}  // namespace hourglass
