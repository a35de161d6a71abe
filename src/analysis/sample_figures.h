// How well samples are reconstructed, in the terms of their kind: numbers in their own unit, categories and symbols by
// the share that is right.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/samples.h"
#include "nn/loss.h"

namespace hourglass {

/// A channel of a signal, or a numeric column of a table. Missing values do not count. Errors and deviation are in the
/// file's unit.
struct NumberFigures {
  std::string name, unit;
  std::uint64_t count = 0;
  double mean_absolute_error = 0, root_mean_square_error = 0;
  double deviation = 0;  ///< of the values themselves (population): the error of always giving their mean
};

/// A column of a table with categories, or the symbols of texts.
struct CategoryFigures {
  std::string name;
  std::uint64_t count = 0;
  double right = 0;          ///< share of the values whose category is the most probable one, 0 .. 1
  double most_frequent = 0;  ///< the same where always the most frequent category is given
};

struct SampleFigures {
  std::vector<NumberFigures> numbers;
  std::vector<CategoryFigures> categories;  ///< of tables
  /// Of signals: 10 log10 of the values' variance, around each channel's mean, over the mean squared error; at most
  /// kMostPsnrDb.
  std::optional<double> signal_to_noise_db;
  /// Of texts: all symbols up to each text's end, which is one of them; and all places, also those behind the end. The
  /// most frequent symbol is that of each place.
  std::optional<CategoryFigures> symbols, places;
  std::optional<double> wholly_right;  ///< share of the texts, or of the rows' categories, without a mistake
};

/// Compares `given` with the original samples: both features x count, as `description` has them. A group of features
/// gives the category of its largest value, and none where all are equal. Empty for images.
SampleFigures sample_figures(const DataDescription& description, const Shape& shape, const Samples& original,
                             const Samples& given);

/// The two parts of a reconstruction loss, each the mean over the samples, summed over features.
struct LossParts {
  double numbers = 0;     ///< in the unit of `loss`
  double categories = 0;  ///< softmax cross-entropy in nats
};

/// The loss of `given`, which holds probabilities for `groups` and, with a loss on logits, for numbers too. Missing
/// values have no loss. `huber_delta` as in reconstruction_loss.
LossParts loss_parts(ReconstructionLoss loss, double huber_delta, std::span<const CategoryGroup> groups,
                     const Samples& original, const Samples& given);

}  // namespace hourglass
