// How far each value of a code stands for one known factor of the data, and for no other.
//
// R. Chen, X. Li, R. Grosse, D. Duvenaud 2018, "Isolating sources of disentanglement in variational autoencoders" (the
// mutual information gap); H. Kim, A. Mnih 2018, "Disentangling by factorising" (the FactorVAE score).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/samples.h"
#include "core/error.h"
#include "data/factors.h"
#include "session/model.h"

namespace hourglass {

/// Bins of a dimension of the code, and of a continuous factor: as many as usual (F. Locatello et al. 2019,
/// "Challenging common assumptions in the unsupervised learning of disentangled representations", appendix).
inline constexpr int kInformationBins = 20;

/// The bin of each value, 0 .. bins - 1, so that bins hold equally many values; equal values share a bin. Mutual
/// information does not change when a dimension is stretched, and with these bins its estimate does not either.
std::vector<int> equally_frequent_bins(std::span<const float> values, int bins);

/// Mutual information of two sequences of whole numbers from 0 on, by their relative frequencies, in nats.
double mutual_information(std::span<const int> a, std::span<const int> b);

/// What the code says about one factor.
struct FactorInformation {
  double entropy = 0;               ///< of the factor, in nats; a continuous one in bins of equal width
  std::vector<double> information;  ///< mutual information with each dimension of the code, in nats
  double gap = 0;                   ///< between the two largest of these, over the entropy; 0 .. 1
  double correct_votes = 0;         ///< share of this factor's votes that the FactorVAE score counts as right
};

/// Equations 5 and 6 of Chen et al., except that information is estimated in bins, as in Locatello et al. 2019, with
/// bins of equal frequency instead of equal width. `values`: one row per factor, as FactorSource::factor_values writes
/// them; both have the same count. A code of one dimension has no second largest information: it counts as 0.
///
/// Codes of a variational model should be drawn from the posteriors: the mean of a collapsed dimension still depends on
/// the sample, by far less than the noise, and bins do not see how little that is.
std::vector<FactorInformation> factor_information(std::span<const Factor> factors, const Samples& values,
                                                  const Samples& codes);

/// One vote of the FactorVAE score: the factor that all samples of a batch shared, and the dimension that varied least.
struct FactorVote {
  int factor, dimension;
};

/// Assigns each dimension the factor that it voted for most often in `table_votes` (of equally frequent ones the
/// first), and returns the share of `votes` of each factor whose dimension is assigned to it. 0 for a factor without
/// votes.
std::vector<double> correct_votes(std::span<const FactorVote> table_votes, std::span<const FactorVote> votes,
                                  int factors, int dimensions);

struct DisentanglementOptions {
  std::uint64_t seed = 1;
  std::uint32_t samples = 10000;  ///< for the information
  std::uint32_t votes = 800;      ///< that assign dimensions to factors, and as many again that are scored
  std::uint32_t batch = 64;       ///< samples per vote, all with one factor fixed
};

struct Disentanglement {
  std::vector<FactorInformation> factors;  ///< in the order of the table
  double information_gap = 0;              ///< mean over all factors
  double factor_vae_score = 0;             ///< share of right votes; about 1 / number of factors by guessing
  std::vector<bool> collapsed;             ///< for each dimension of the code
};

/// Codes of the samples that factor values determine, in their order.
using CodesOfFactors = std::function<Samples(const Samples& values)>;

/// An encoder of factors. Without a posterior both functions give the same.
struct FactorEncoder {
  CodesOfFactors means;  ///< posterior means, for the FactorVAE score
  CodesOfFactors draws;  ///< codes drawn from the posteriors, for the information
  /// Dimensions whose means vary less than this have collapsed, and so have constant ones: they have no votes.
  double least_variance = 0;
};

/// Of a variational model's means: their prior has variance 1, and a collapsed dimension's hardly move (the limit of F.
/// Locatello et al. 2019). The values of other codes have no scale of their own.
inline constexpr double kCollapsedVariance = 0.05;

/// Both scores on samples drawn for the purpose. The same options give the same result.
Disentanglement measure_disentanglement(std::span<const Factor> factors, const FactorEncoder& encoder,
                                        const DisentanglementOptions& options = {});

/// Both scores of a model's codes; a conditional model is not told labels. Refuses data whose factors are not known
/// (data-no-factors), another shape (data-shape-mismatch), and a code that is no vector (setting-does-not-fit).
Result<Disentanglement> disentanglement(const Model& model, const Dataset& data,
                                        const DisentanglementOptions& options = {});

/// The factors of a data set or of the one that it transforms; null where they are not known.
const FactorSource* known_factors(const Dataset& data);

}  // namespace hourglass
