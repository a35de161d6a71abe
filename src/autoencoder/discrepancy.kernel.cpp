#include "autoencoder/discrepancy_kernels.h"
#include "core/vector.h"

namespace hourglass {
namespace HG_VARIANT {

constexpr Real kScales[kDiscrepancyScales] = {Real(0.1), Real(0.2), Real(0.5), 1, 2, 5, 10};

static Real sum(std::ptrdiff_t latent, std::ptrdiff_t batch, const Real* x, const Real* y, Real factor, Real* scratch,
                Real* d_x) {
  const Real base = Real(2) * static_cast<Real>(latent);
  StripedSum kernels;
  for_each_vector(batch, [&](std::ptrdiff_t n, int count) {
    Vec distance{};
    for (std::ptrdiff_t z = 0; z < latent; ++z) {
      const Vec difference = x[z] - load_some(y + z * batch + n, count);
      distance += difference * difference;
    }
    Vec kernel{}, pull{};
    for (Real scale : kScales) {
      const Real c = base * scale;
      const Vec share = c / (c + distance);
      kernel += share;
      pull += share * share * (Real(1) / c);
    }
    // The lanes past the end hold the distance to 0, which is no sample.
    for (int lane = count; lane < kLanes; ++lane) kernel[lane] = 0;
    kernels.add(kernel);
    store_some(scratch + n, pull, count);
  });
  if (!d_x) return kernels.total();
  for (std::ptrdiff_t z = 0; z < latent; ++z) {
    StripedSum pulls;
    for_each_vector(batch, [&](std::ptrdiff_t n, int count) {
      pulls.add(load_some(scratch + n, count) * (x[z] - load_some(y + z * batch + n, count)));
    });
    d_x[z] += Real(-2) * factor * pulls.total();
  }
  return kernels.total();
}

extern const DiscrepancyKernels kDiscrepancyKernels;
const DiscrepancyKernels kDiscrepancyKernels = {sum};

}  // namespace HG_VARIANT
}  // namespace hourglass
