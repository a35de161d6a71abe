#include "data/given_set.h"

namespace hourglass {

DataDescription description_of(const StoredSamples& samples) {
  DataDescription description;
  const Shape& shape = samples.shape;
  if (samples.numbers.empty() || shape.height != 1 || shape.width != 1) return description;
  description.kind = DataKind::kTable;
  for (int i = 1; i <= shape.channels; ++i) description.columns.push_back({std::to_string(i)});
  return description;
}

}  // namespace hourglass
