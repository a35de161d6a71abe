#include "autoencoder/top_k_bottleneck.h"

#include <algorithm>
#include <bit>

#include "core/assert.h"
#include "core/parallel.h"

namespace hourglass {
namespace {

/// A total order of all bit patterns that agrees with the numbers': a NaN must not confuse the selection.
RealBits ordered(Real value) {
  const RealBits bits = std::bit_cast<RealBits>(value);
  constexpr RealBits kMagnitude = ~(RealBits{1} << (8 * sizeof(RealBits) - 1));
  return bits < 0 ? bits ^ kMagnitude : bits;
}

bool larger(Real a, Real b) { return ordered(a) > ordered(b); }

/// remains[i] = 1 for the k largest of `count` values, of equal ones the first; `largest` has room for k.
void mark_largest(int count, int k, const Real* values, Real* largest, Real* remains) {
  // A heap of the largest so far, the smallest of them on top: few of the later values enter it.
  std::copy_n(values, k, largest);
  std::make_heap(largest, largest + k, larger);
  for (int i = k; i < count; ++i) {
    if (!larger(values[i], largest[0])) continue;
    std::pop_heap(largest, largest + k, larger);
    largest[k - 1] = values[i];
    std::push_heap(largest, largest + k, larger);
  }
  const Real smallest = largest[0];
  // All larger values remain; the remaining places go to values that equal the smallest.
  int equals = k - static_cast<int>(std::count_if(largest, largest + k, [&](Real v) { return larger(v, smallest); }));
  for (int i = 0; i < count; ++i) {
    const bool equal = ordered(values[i]) == ordered(smallest);
    remains[i] = static_cast<Real>(larger(values[i], smallest) || (equal && equals-- > 0));
  }
}

}  // namespace

int TopKBottleneck::active(const Pass& pass) const {
  double k = options_.active;
  if (pass.mode == Mode::kInference) k *= options_.active_factor;
  if (pass.mode == Mode::kTraining && options_.active_steps() > 0) {
    const double left = std::max(0.0, 1 - static_cast<double>(pass.step) / options_.active_steps());
    k *= 1 + (kFirstFactor - 1) * left;
  }
  return std::clamp(static_cast<int>(k + 0.5), 1, latent_);
}

void TopKBottleneck::forward(const Pass& pass, const Real* encoded, Real* code) const {
  HG_ASSERT(static_cast<std::size_t>(latent_) <= ThreadPool::kScratchReals, "the code must fit a task's scratch");
  Real* remains = pass.workspace.at(remains_);
  const int k = active(pass);
  const std::ptrdiff_t latent = latent_;
  pass.compute.pool().run(pass.batch, [&](int n, Real* scratch) {
    const Real* from = encoded + n * latent;
    Real* marks = remains + n * latent;
    mark_largest(latent_, k, from, scratch, marks);
    for (std::ptrdiff_t i = 0; i < latent; ++i) code[n * latent + i] = marks[i] != 0 ? from[i] : Real(0);
  });
}

void TopKBottleneck::backward(const Pass& pass, const Real*, const Real*, const Real* d_code, Real,
                              Real* d_encoded) const {
  const Real* remains = pass.workspace.at(remains_);
  const std::ptrdiff_t size = std::ptrdiff_t{latent_} * pass.batch;
  for (std::ptrdiff_t i = 0; i < size; ++i) d_encoded[i] = remains[i] != 0 ? d_code[i] : Real(0);
}

}  // namespace hourglass
