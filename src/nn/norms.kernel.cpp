#include "core/vector.h"
#include "nn/norm_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static Real sum_of_squares(std::ptrdiff_t size, const Real* values) {
  StripedSum sum;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec v = load_some(values + i, count);
    sum.add(v * v);
  });
  return sum.total();
}

static Real squared_distance(std::ptrdiff_t size, const Real* a, const Real* b) {
  StripedSum sum;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec v = load_some(a + i, count) - load_some(b + i, count);
    sum.add(v * v);
  });
  return sum.total();
}

extern const NormKernels kNormKernels;
const NormKernels kNormKernels = {sum_of_squares, squared_distance};

}  // namespace HG_VARIANT
}  // namespace hourglass
