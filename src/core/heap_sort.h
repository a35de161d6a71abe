// Sorting where there is little to sort: half the code of std::sort, which a page would have to download.
#pragma once

#include <algorithm>
#include <functional>

namespace hourglass {

/// Sorts by `less`, whatever the order before in n log n steps. Not stable.
template <class Range, class Less = std::less<>>
void heap_sort(Range& range, Less less = {}) {
  std::make_heap(range.begin(), range.end(), less);
  std::sort_heap(range.begin(), range.end(), less);
}

}  // namespace hourglass
