// What a trained network looks like inside: its first layer's filters, its weights, what its layers give, and how much
// of its code it uses.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/samples.h"
#include "autoencoder/autoencoder.h"
#include "session/model_runner.h"

namespace hourglass {

/// How often values fall into bins of equal width from `low` to `high`.
struct Histogram {
  double low = 0, high = 0;
  std::vector<std::uint64_t> counts;
};

/// `low` and `high` are the least and the largest value; all of equal values are in the middle bin. Values must be
/// finite.
Histogram histogram_of(std::span<const float> values, int bins);

struct LayerInside {
  std::string name;                        ///< such as "encoder.0"
  std::string title;                       ///< such as "dense 784 -> 128, relu"
  Histogram weights;                       ///< without counts where the layer has none of its own
  Histogram outputs;                       ///< over all samples and units
  double gradient_rms = 0;                 ///< root mean square of its parameters' gradients; 0 without parameters
  StuckUnits kind = StuckUnits::kNeither;  ///< how its units can be stuck
  double stuck_units = 0;                  ///< share of its units that are
};

/// Weights of single units of the first layer, as samples are shaped: of a dense layer like the data, of a convolution
/// like its window.
struct Filters {
  Shape shape = {0, 0, 0};
  int units = 0;              ///< of the layer
  std::vector<float> values;  ///< [unit][value]; those of the largest norm first
};

struct Insides {
  int samples = 0;                  ///< that the layers' figures are of
  std::vector<LayerInside> layers;  ///< encoder, then decoder
  Filters filters;                  ///< at most kMostFilters; empty where the first layer has neither kind
  std::vector<double> spread;       ///< variances of the codes along their principal directions, the largest first
  /// exp of the entropy of spread / sum of spread: the directions that the codes use. O. Roy and M. Vetterli 2007, "The
  /// effective rank: a measure of effective dimensionality". 0 where codes do not vary.
  double effective_rank = 0;
};

inline constexpr int kMostFilters = 32, kHistogramBins = 31;

/// Runs the first samples (at least one, at most the runner's batch) through the network as scoring does, and back;
/// codes are those of all. Missing values are NaN. Refuses a model whose loss is not finite (model-not-finite).
Result<Insides> look_inside(const Model& model, ModelRunner& runner, const Samples& samples);

}  // namespace hourglass
