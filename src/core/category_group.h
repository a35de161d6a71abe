// Neighbouring features that stand for one of several categories.
#pragma once

namespace hourglass {

/// Features of which a sample has exactly one, such as a column's categories or the symbols of one place.
struct CategoryGroup {
  int begin;  ///< the first feature
  int count;  ///< at least 2
  bool operator==(const CategoryGroup&) const = default;
};

}  // namespace hourglass
