#include "core/vector.h"
#include "nn/attention_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static Real largest(std::ptrdiff_t size, const Real* values) {
  Real most = values[0];
  for (std::ptrdiff_t i = 1; i < size; ++i) most = values[i] > most ? values[i] : most;
  return most;
}

static void softmax(std::ptrdiff_t rows, std::ptrdiff_t columns, Real factor, Real* scores) {
  for (std::ptrdiff_t r = 0; r < rows; ++r, scores += columns) {
    const Vec most = splat(largest(columns, scores));
    StripedSum sum;
    for_each_vector(columns, [&](std::ptrdiff_t c, int count) {
      Vec power = exp_of(factor * (load_some(scores + c, count) - most));
      for (int lane = count; lane < kLanes; ++lane) power[lane] = 0;
      store_some(scores + c, power, count);
      sum.add(power);
    });
    const Vec share = splat(Real(1) / sum.total());
    for_each_vector(columns, [&](std::ptrdiff_t c, int count) {
      store_some(scores + c, load_some(scores + c, count) * share, count);
    });
  }
}

static void softmax_gradient(std::ptrdiff_t rows, std::ptrdiff_t columns, Real factor, const Real* p, Real* d) {
  for (std::ptrdiff_t r = 0; r < rows; ++r, p += columns, d += columns) {
    StripedSum sum;
    for_each_vector(columns,
                    [&](std::ptrdiff_t c, int count) { sum.add(load_some(p + c, count) * load_some(d + c, count)); });
    const Vec mean = splat(sum.total());
    for_each_vector(columns, [&](std::ptrdiff_t c, int count) {
      store_some(d + c, factor * (load_some(p + c, count) * (load_some(d + c, count) - mean)), count);
    });
  }
}

extern const AttentionKernels kAttentionKernels;
const AttentionKernels kAttentionKernels = {softmax, softmax_gradient};

}  // namespace HG_VARIANT
}  // namespace hourglass
