// The number type of the engine: float in the product, double in the build that checks gradients.
#pragma once

#include <cstdint>

namespace hourglass {

#if defined(HG_REAL_DOUBLE)
using Real = double;
using RealBits = std::int64_t;
#else
using Real = float;
using RealBits = std::int32_t;
#endif

}  // namespace hourglass
