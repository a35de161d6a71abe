// Which labels a classifier takes for which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hourglass {

/// Counts of samples: one row per true label, one column per predicted one.
struct ConfusionMatrix {
  std::vector<int> labels;            ///< those that occur as true or predicted, ascending: of rows and of columns
  std::vector<std::uint32_t> counts;  ///< [row][column]

  std::uint32_t at(std::size_t row, std::size_t column) const { return counts[row * labels.size() + column]; }
};

/// The matrix of predictions; both lists are equally long.
ConfusionMatrix confusion_matrix(std::span<const int> labels, std::span<const int> predicted);

}  // namespace hourglass
