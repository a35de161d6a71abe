// What each variant compiles of the attention; only attention.cpp and attention.kernel.cpp include this.
#pragma once

#include <cstddef>

#include "core/real.h"

namespace hourglass {

/// `rows` rows of `columns` neighbouring scores each.
struct AttentionKernels {
  /// In place: p[r, c] = e^(factor s[r, c]) / sum over c of the same, without overflow.
  void (*softmax)(std::ptrdiff_t rows, std::ptrdiff_t columns, Real factor, Real* scores);
  /// In place: d[r, c] = factor p[r, c] (d[r, c] - sum over c of p d), the gradient of the scores from that of p.
  void (*softmax_gradient)(std::ptrdiff_t rows, std::ptrdiff_t columns, Real factor, const Real* p, Real* d);
};

}  // namespace hourglass
