// Data sets made of other data sets: fewer images, black-and-white images, images that move.
#pragma once

#include <cstdint>
#include <memory>

#include "core/error.h"
#include "data/dataset.h"

namespace hourglass {

/// What is done to a data set, in this order; nothing by default.
struct TransformOptions {
  /// Training images of this label only; kNoLabel keeps all. The held-out split keeps every class.
  int only_class = kNoLabel;
  /// The first so many training images (of those that are left); 0 keeps all.
  std::uint32_t training_limit = 0;
  /// Every pixel of both splits is drawn once, 1 with its grey value as probability, else 0 (Salakhutdinov and Murray
  /// 2008, "On the quantitative analysis of deep belief networks": MNIST binarised for likelihoods).
  bool binarise = false;
  /// Training images move by up to so many pixels each way, another way in every pass; black moves in. 0 keeps them.
  int shift = 0;
  std::uint64_t seed = 1;  ///< of the draws

  bool operator==(const TransformOptions&) const = default;
};

/// `data` as the options want it. Where `data` is itself such a set, what it was made of is taken: transforming again
/// replaces the transforms. Refuses a class that no training image has.
Result<std::shared_ptr<const Dataset>> transformed(std::shared_ptr<const Dataset> data,
                                                   const TransformOptions& options);

}  // namespace hourglass
