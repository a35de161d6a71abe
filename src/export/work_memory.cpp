#include "export/work_memory.h"

#include <algorithm>

namespace hourglass {
namespace {

bool overlap(const WorkValue& a, const WorkValue& b) { return a.first <= b.last && b.first <= a.last; }

}  // namespace

WorkMemory assign_work_memory(std::span<const WorkValue> values) {
  WorkMemory memory;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::vector<std::size_t> taken;  // values placed before that are needed at the same time
    for (std::size_t k = 0; k < i; ++k) {
      if (overlap(values[k], values[i])) taken.push_back(k);
    }
    std::sort(taken.begin(), taken.end(),
              [&](std::size_t a, std::size_t b) { return memory.offsets[a] < memory.offsets[b]; });
    std::size_t offset = 0;
    for (const std::size_t k : taken) {
      if (memory.offsets[k] >= offset + values[i].size) break;
      offset = std::max(offset, memory.offsets[k] + values[k].size);
    }
    memory.offsets.push_back(offset);
    memory.size = std::max(memory.size, offset + values[i].size);
  }
  return memory;
}

}  // namespace hourglass
