// The importance-weighted bound on the likelihood that a variational model gives images.
//
// Y. Burda, R. Grosse, R. Salakhutdinov 2016, "Importance weighted autoencoders", equation 8; D. Rezende, S. Mohamed,
// D. Wierstra 2014, appendix E, for its use as an estimate of the likelihood.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/samples.h"
#include "core/error.h"
#include "data/dataset.h"
#include "session/model.h"

namespace hourglass {

struct LikelihoodOptions {
  int samples = 200;         ///< K, codes drawn per image; more bring the bound closer to the likelihood
  std::uint32_t images = 0;  ///< the first so many of the split; 0 takes all
  int threads = 1;
};

struct Likelihood {
  double nll_per_image = 0;   ///< nats; an upper bound, in expectation, on -log p(x)
  double standard_error = 0;  ///< of that mean, over the images
  std::uint32_t images = 0;
  int samples = 0;
};

/// -log (1/K sum_k p(x | z_k) p(z_k) / q(z_k | x)), z_k drawn from q, averaged over images; numbers are independent
/// Bernoulli variables, of which grey values are the probabilities; categories follow their probabilities. Draws depend
/// on the model's seed and on the image alone. Missing values do not count. Refused (setting-does-not-fit) where the
/// model has no posterior or does not learn by cross-entropy, and where the shapes differ.
Result<Likelihood> importance_weighted_likelihood(const Model& model, const Dataset& data, Split split,
                                                  const LikelihoodOptions& options);

/// The same of each sample, without the mean over them. The draws of a sample depend on its place among them. Each has
/// a label or kNoLabel.
Result<std::vector<double>> importance_weighted_bounds(const Model& model, const Samples& samples,
                                                       const LikelihoodOptions& options);

}  // namespace hourglass
