#include "data/factors.h"

namespace hourglass {

void draw_factor_values(std::span<const Factor> factors, Random& random, float* values) {
  for (const Factor& factor : factors) {
    *values++ = factor.is_discrete()
                    ? static_cast<float>(random.below(static_cast<std::uint32_t>(factor.choices.size())))
                    : random.uniform();
  }
}

}  // namespace hourglass
