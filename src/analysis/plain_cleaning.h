// What plain methods make of noisy samples, each at its best: what a model has to beat.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "data/description.h"

namespace hourglass {

enum class PlainMethod { kPca, kMedian, kNonLocalMeans };

/// A row of the table of methods.
struct PlainMethodRow {
  PlainMethod kind;
  std::string_view name;    ///< in JSON: "pca" in pca_psnr_db
  std::string_view chosen;  ///< in JSON: what is chosen for the best figure, "pca_rank"
};
const PlainMethodRow& plain_method_row(PlainMethod method);

/// The samples that a method cleaned.
struct PlainCleaning {
  PlainMethod method;
  double chosen = 0;  ///< PCA's rank, the median's radius, or the strength of non-local means
  Samples samples;
};

/// Cleans `noisy` by every method that suits the kind: PCA of the training samples all kinds, the median filter images
/// and signals, non-local means images. Rank, radius and strength are those with the smallest squared error against
/// `clean`, the strength by the first 2,000 samples, which favours these methods. No value is missing.
std::vector<PlainCleaning> clean_plainly(const DataDescription& description, const Shape& shape,
                                         const Samples& training, const Samples& noisy, const Samples& clean,
                                         const Compute& compute);

/// "PCA of rank 12", "median of 3 x 3", "median of 5", "non-local means, h = 0.4".
std::string title_of(const PlainCleaning& cleaning, const Shape& shape);

}  // namespace hourglass
