// Data sets made of other data sets: fewer images, black-and-white images, images that move.
#pragma once

#include <cstdint>
#include <memory>

#include "core/error.h"
#include "data/dataset.h"

namespace hourglass {

/// The transforms of a data set, applied in this order; none by default.
struct TransformOptions {
  /// Training images of this label only; kNoLabel keeps all. The held-out split keeps every class.
  int only_class = kNoLabel;
  /// Number of training images kept, from the first on; 0 keeps all.
  int training_limit = 0;
  /// Every pixel of both splits is drawn once, 1 with its grey value as probability, else 0 (Salakhutdinov and Murray
  /// 2008, "On the quantitative analysis of deep belief networks": MNIST binarised for likelihoods).
  bool binarise = false;
  /// Training images are shifted by up to so many pixels in each direction, differently in every pass; black moves in.
  /// 0 shifts none.
  int shift = 0;
  std::uint64_t seed = 1;  ///< of the random draws

  bool operator==(const TransformOptions&) const = default;
};

/// `data` with these transforms. Where `data` has transforms already, these replace them. Refuses a class that no
/// training image has (data-no-such-class) and a class of data without labels (data-no-labels).
Result<std::shared_ptr<const Dataset>> transformed(std::shared_ptr<const Dataset> data,
                                                   const TransformOptions& options);

}  // namespace hourglass
