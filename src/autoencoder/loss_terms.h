// The loss and its terms, as reports and curves show them.
#pragma once

#include <array>
#include <cstddef>

namespace hourglass {

/// The most terms beside the reconstruction that one autoencoder has.
inline constexpr std::size_t kMostPenalties = 10;

/// Mean over the samples of a batch, per image (summed over its pixels).
struct LossTerms {
  double total = 0;           ///< what training minimises: reconstruction + sum of weight * penalty
  double reconstruction = 0;  ///< squared error, or nats for binary cross-entropy
  double categories = 0;      ///< the part of `reconstruction` that features of categories have, in nats
  /// Each unweighted, in the order of Autoencoder::penalty_names(); unused places hold 0.
  std::array<double, kMostPenalties> penalties{};

  /// Adds `factor` times each of the other's terms.
  void add(const LossTerms& other, double factor) {
    total += factor * other.total;
    reconstruction += factor * other.reconstruction;
    categories += factor * other.categories;
    for (std::size_t i = 0; i < kMostPenalties; ++i) penalties[i] += factor * other.penalties[i];
  }
};

}  // namespace hourglass
