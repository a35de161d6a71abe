// Transforms of a data set: fewer samples, black-and-white images, randomly shifted images, randomly respelled texts.
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
  /// Keeps only this many training images, the first ones; 0 keeps all.
  int training_limit = 0;
  /// Draws every pixel of both splits once: 1 with its grey value as probability, else 0 (Salakhutdinov and Murray
  /// 2008, "On the quantitative analysis of deep belief networks": MNIST binarised for likelihoods).
  bool binarise = false;
  /// Shifts training images by up to this many pixels in each direction, differently in every pass, and fills the gap
  /// with black. 0 shifts none.
  int shift = 0;
  /// Replaces this share of the symbols of training texts at random, differently in every pass. 0 replaces none.
  double respell = 0;
  std::uint64_t seed = 1;  ///< of the random draws

  bool operator==(const TransformOptions&) const = default;
};

/// Applies the transforms to `data`; they replace any that it already has. Refuses a class that no training image has
/// (data-no-such-class), any class if the data have no labels (data-no-labels), and to respell what is no text
/// (setting-does-not-fit).
Result<std::shared_ptr<const Dataset>> transformed(std::shared_ptr<const Dataset> data,
                                                   const TransformOptions& options);

}  // namespace hourglass
