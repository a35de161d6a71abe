#include "core/vector.h"
#include "nn/loss_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static Real mse_sample(std::ptrdiff_t features, const Real* output, const Real* target, Real scale, Real* d_output) {
  StripedSum sum;
  for_each_vector(features, [&](std::ptrdiff_t i, int count) {
    const Vec difference = load_some(output + i, count) - load_some(target + i, count);
    sum.add(difference * difference);
    if (d_output) store_some(d_output + i, (Real(2) * scale) * difference, count);
  });
  return sum.total();
}

/// softplus(o) - o t equals the stable form in the header.
static Real bce_sample(std::ptrdiff_t features, const Real* output, const Real* target, Real scale, Real* d_output) {
  StripedSum sum;
  for_each_vector(features, [&](std::ptrdiff_t i, int count) {
    const Vec logit = load_some(output + i, count), t = load_some(target + i, count);
    Vec loss = softplus_of(logit) - logit * t;
    // The lanes past the end hold logit 0, whose loss is ln 2, not 0.
    for (int lane = count; lane < kLanes; ++lane) loss[lane] = 0;
    sum.add(loss);
    if (d_output) store_some(d_output + i, scale * (sigmoid_of(logit) - t), count);
  });
  return sum.total();
}

/// With c = e cut to [-delta, delta] both branches are c (e - c / 2), and the derivative is c.
static Real huber_sample(Real delta, std::ptrdiff_t features, const Real* output, const Real* target, Real scale,
                         Real* d_output) {
  StripedSum sum;
  const Vec high = splat(delta), low = splat(-delta);
  for_each_vector(features, [&](std::ptrdiff_t i, int count) {
    const Vec error = load_some(output + i, count) - load_some(target + i, count);
    Vec cut = error > high ? high : error;
    cut = cut < low ? low : cut;
    sum.add(cut * (error - Real(0.5) * cut));
    if (d_output) store_some(d_output + i, scale * cut, count);
  });
  return sum.total();
}

static Real sample(ReconstructionLoss kind, Real huber_delta, std::ptrdiff_t features, const Real* output,
                   const Real* target, Real scale, Real* d_output) {
  switch (kind) {
    case ReconstructionLoss::kMse: return mse_sample(features, output, target, scale, d_output);
    case ReconstructionLoss::kBce: return bce_sample(features, output, target, scale, d_output);
    case ReconstructionLoss::kHuber: return huber_sample(huber_delta, features, output, target, scale, d_output);
  }
  return 0;
}

extern const LossKernels kLossKernels;
const LossKernels kLossKernels = {sample};

}  // namespace HG_VARIANT
}  // namespace hourglass
