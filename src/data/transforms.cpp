#include "data/transforms.h"

#include "data/binarised.h"
#include "data/respelled.h"
#include "data/shifted.h"
#include "data/subset.h"

namespace hourglass {

Result<std::shared_ptr<const Dataset>> transformed(std::shared_ptr<const Dataset> data,
                                                   const TransformOptions& options) {
  while (auto source = data->source()) data = std::move(source);
  if (options.only_class != kNoLabel) {
    auto subset = Subset::of_class(std::move(data), options.only_class);
    if (!subset) return subset.error();
    data = std::move(*subset);
  }
  if (options.training_limit > 0)
    data = Subset::first(std::move(data), static_cast<std::uint32_t>(options.training_limit));
  if (options.binarise) data = std::make_shared<Binarised>(std::move(data), options.seed);
  if (options.shift > 0) data = std::make_shared<Shifted>(std::move(data), options.shift, options.seed);
  if (options.respell > 0) {
    const DataKindRow& kind = data_kind_row(data->description().kind);
    if (kind.kind != DataKind::kText)
      return Error{"setting-does-not-fit", "respell", "", "texts, or 0", std::string(kind.samples)};
    data = std::make_shared<Respelled>(std::move(data), options.respell, options.seed);
  }
  return data;
}

}  // namespace hourglass
