// Replaces symbols of training texts at random, differently in every pass.
#pragma once

#include "data/derived_set.h"

namespace hourglass {

/// In pass p each symbol of a training text is replaced with probability `share` by one drawn from all symbols but the
/// end, determined by (seed, p, index); texts keep their lengths. A network that has to reproduce such texts learns
/// every symbol at every place, where a list of a thousand words shows it few of them. `read` returns the texts of both
/// splits as they are.
class Respelled : public DerivedSet {
 public:
  /// The source holds texts; `share` is above 0 and at most 1.
  Respelled(std::shared_ptr<const Dataset> source, double share, std::uint64_t seed)
      : DerivedSet(std::move(source)), share_(static_cast<float>(share)), seed_(seed) {}

  void read_in_pass(std::uint32_t index, std::uint64_t pass, float* values) const override;

 private:
  float share_;
  std::uint64_t seed_;
};

}  // namespace hourglass
