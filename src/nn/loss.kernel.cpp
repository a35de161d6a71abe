#include "core/vector.h"
#include "nn/loss_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

/// Zero where the target is missing.
static Vec where_known(Vec value, Vec target) { return target == target ? value : Vec{}; }

static Real mse_sample(std::ptrdiff_t features, const Real* output, const Real* target, Real scale, Real* d_output) {
  StripedSum sum;
  for_each_vector(features, [&](std::ptrdiff_t i, int count) {
    const Vec t = load_some(target + i, count), difference = where_known(load_some(output + i, count) - t, t);
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
    Vec loss = where_known(softplus_of(logit) - logit * t, t);
    // The lanes past the end hold logit 0, whose loss is ln 2, not 0.
    for (int lane = count; lane < kLanes; ++lane) loss[lane] = 0;
    sum.add(loss);
    if (d_output) store_some(d_output + i, scale * where_known(sigmoid_of(logit) - t, t), count);
  });
  return sum.total();
}

/// With c = e cut to [-delta, delta] both branches are c (e - c / 2), and the derivative is c.
static Real huber_sample(Real delta, std::ptrdiff_t features, const Real* output, const Real* target, Real scale,
                         Real* d_output) {
  StripedSum sum;
  const Vec high = splat(delta), low = splat(-delta);
  for_each_vector(features, [&](std::ptrdiff_t i, int count) {
    const Vec t = load_some(target + i, count), error = where_known(load_some(output + i, count) - t, t);
    Vec cut = error > high ? high : error;
    cut = cut < low ? low : cut;
    sum.add(cut * (error - Real(0.5) * cut));
    if (d_output) store_some(d_output + i, scale * cut, count);
  });
  return sum.total();
}

static Real numbers(ReconstructionLoss kind, Real huber_delta, std::ptrdiff_t features, const Real* output,
                    const Real* target, Real scale, Real* d_output) {
  switch (kind) {
    case ReconstructionLoss::kMse: return mse_sample(features, output, target, scale, d_output);
    case ReconstructionLoss::kBce: return bce_sample(features, output, target, scale, d_output);
    case ReconstructionLoss::kHuber: return huber_sample(huber_delta, features, output, target, scale, d_output);
  }
  return 0;
}

static Real largest(std::ptrdiff_t size, const Real* values) {
  Real most = values[0];
  for (std::ptrdiff_t i = 1; i < size; ++i) most = values[i] > most ? values[i] : most;
  return most;
}

/// Assigns e^(o - largest o) to `powers` (which may be the values) and returns their sum.
static Real powers_of(std::ptrdiff_t size, const Real* values, Real most, Real* powers) {
  StripedSum sum;
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    Vec power = exp_of(load_some(values + i, count) - splat(most));
    for (int lane = count; lane < kLanes; ++lane) power[lane] = 0;
    if (powers) store_some(powers + i, power, count);
    sum.add(power);
  });
  return sum.total();
}

static Real group(std::ptrdiff_t categories, const Real* output, const Real* target, Real scale, Real* d_output) {
  if (target[0] != target[0]) {
    for (std::ptrdiff_t i = 0; d_output && i < categories; ++i) d_output[i] = 0;
    return 0;
  }
  const Real most = largest(categories, output), sum = powers_of(categories, output, most, d_output);
  StripedSum chosen;
  for_each_vector(categories, [&](std::ptrdiff_t i, int count) {
    const Vec t = load_some(target + i, count);
    chosen.add((load_some(output + i, count) - splat(most)) * t);
    if (d_output) store_some(d_output + i, scale * (load_some(d_output + i, count) * (Real(1) / sum) - t), count);
  });
  return math::log<Real>(sum) - chosen.total();
}

static void probabilities(std::ptrdiff_t categories, Real* values) {
  const Real sum = powers_of(categories, values, largest(categories, values), values);
  for_each_vector(categories, [&](std::ptrdiff_t i, int count) {
    store_some(values + i, load_some(values + i, count) * splat(Real(1) / sum), count);
  });
}

extern const LossKernels kLossKernels;
const LossKernels kLossKernels = {numbers, group, probabilities};

}  // namespace HG_VARIANT
}  // namespace hourglass
