#include "core/vector.h"
#include "nn/dense_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static void bias_gradient(int batch, std::ptrdiff_t outputs, std::ptrdiff_t begin, std::ptrdiff_t end, const Real* d_y,
                          Real* d_bias) {
  for_each_vector(end - begin, [&](std::ptrdiff_t i, int count) {
    Vec sum{};
    const Real* column = d_y + begin + i;
    for (int n = 0; n < batch; ++n) sum += load_some(column + n * outputs, count);
    store_some(d_bias + begin + i, sum, count);
  });
}

extern const DenseKernels kDenseKernels;
const DenseKernels kDenseKernels = {bias_gradient};

}  // namespace HG_VARIANT
}  // namespace hourglass
