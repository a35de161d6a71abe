// Where the values of a sequence of operations lie in one block of memory.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hourglass {

/// A value of `size` reals, written at step `first` and read up to step `last`.
struct WorkValue {
  std::size_t size;
  int first, last;
};

struct WorkMemory {
  std::vector<std::size_t> offsets;  ///< of each value
  std::size_t size = 0;              ///< of the block
};

/// Values whose steps overlap lie apart; the others share their place. Each lies as far to the front as those before it
/// in the list leave it.
WorkMemory assign_work_memory(std::span<const WorkValue> values);

}  // namespace hourglass
