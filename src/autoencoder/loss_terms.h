// The loss, term by term, as every report and curve shows it.
#pragma once

#include <string_view>

namespace hourglass {

/// Mean over the samples of a batch, per image (summed over its pixels).
struct LossTerms {
  double total = 0;           ///< what training minimises: reconstruction + weight * penalty
  double reconstruction = 0;  ///< squared error, or nats for binary cross-entropy
  double penalty = 0;         ///< the bottleneck's own term, unweighted (KL in nats); 0 where there is none
};

}  // namespace hourglass
