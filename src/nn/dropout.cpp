#include "nn/dropout.h"

#include <algorithm>

#include "core/parallel.h"

namespace hourglass {

void Dropout::build(LayerBuilder& builder) {
  number_ = builder.next_number();
  factors_ = builder.add_cache(shape_.features());
}

void Dropout::forward(const Pass& pass, const Real* x, Real* y) const {
  if (pass.mode != Mode::kTraining) {
    std::copy_n(x, values(pass), y);
    return;
  }
  Real* factors = pass.workspace.at(factors_);
  const RandomKey key = numbered_key(pass, Stream::kDropout, number_);
  const Real scale = Real(1 / (1 - rate_));
  // Words below this are that share of all 2^32.
  const std::uint32_t dropped_below = static_cast<std::uint32_t>(rate_ * 0x1p32);
  for_each_part(pass.compute, values(pass), [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    // Parts begin at multiples of four, as the generator's blocks do: any thread draws any part.
    for (std::ptrdiff_t i = begin; i < begin + count; i += 4) {
      const std::array<std::uint32_t, 4> words = philox(key, static_cast<std::uint32_t>(i / 4));
      const std::ptrdiff_t end = std::min(i + 4, begin + count);
      for (std::ptrdiff_t j = i; j < end; ++j) {
        factors[j] = words[static_cast<std::size_t>(j - i)] < dropped_below ? Real(0) : scale;
        y[j] = x[j] * factors[j];
      }
    }
  });
}

void Dropout::backward(const Pass& pass, const Real*, const Real*, Real* d_y, Real* d_x) const {
  if (!d_x) return;
  if (pass.mode != Mode::kTraining) {
    std::copy_n(d_y, values(pass), d_x);
    return;
  }
  const Real* factors = pass.workspace.at(factors_);
  for_each_part(pass.compute, values(pass), [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    for (std::ptrdiff_t i = begin; i < begin + count; ++i) d_x[i] = d_y[i] * factors[i];
  });
}

LayerSpec Dropout::spec() const { return {.kind = LayerKind::kDropout, .input = shape_, .rate = rate_}; }

}  // namespace hourglass
