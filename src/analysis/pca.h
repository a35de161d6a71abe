// Reports on principal components: how well they explain a data set, and the linear codes that models are compared
// with.
#pragma once

#include <span>
#include <vector>

#include "analysis/samples.h"
#include "autoencoder/principal_components.h"

namespace hourglass {

/// The components of the samples; `count` directions are kept.
PrincipalComponents fit_principal_components(const Samples& samples, int count, const Compute& compute);

/// Coordinates along the directions from the mean: the code of a linear autoencoder.
Samples principal_codes(const PrincipalComponents& components, const Samples& samples, const Compute& compute);

/// Samples from the first `count` of their coordinates; labels go along.
Samples from_principal_codes(const PrincipalComponents& components, const Samples& codes, int count);

/// Squared error of every sample at every rank, from one projection: element n * (K + 1) + k is the error of sample n
/// of `target` against the reconstruction of sample n of `input` from the first k components, summed over pixels. With
/// input = target that is the error of a linear autoencoder; with a corrupted input, the error after denoising.
std::vector<double> errors_by_rank(const PrincipalComponents& components, const Samples& input, const Samples& target,
                                   const Compute& compute);
/// The same averaged over the samples: K + 1 values.
std::vector<double> mean_errors_by_rank(const PrincipalComponents& components, const Samples& input,
                                        const Samples& target, const Compute& compute);

/// Share of the variance that the first k components explain, for k = 0 .. all.
std::vector<double> explained_variance(const PrincipalComponents& components);

}  // namespace hourglass
