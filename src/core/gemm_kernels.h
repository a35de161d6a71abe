// What each variant compiles of the matrix multiply; only gemm.cpp and gemm.kernel.cpp include this.
#pragma once

#include "core/gemm.h"

namespace hourglass {

struct GemmBlock {
  int row_begin, row_end, column_begin, column_end;
};

/// Largest block one task may get, and the depth of one packed slice: what fits the scratch of a worker.
inline constexpr int kBlockRows = 96;
inline constexpr int kBlockColumns = 384;
inline constexpr int kBlockDepth = 256;
static_assert((kBlockRows + kBlockColumns) * kBlockDepth <= kMultiplyScratchReals);

struct GemmKernels {
  /// Rows and columns of the register tile; blocks are best cut at their multiples.
  int tile_rows, tile_columns;
  /// Computes one block of C. `scratch` holds kMultiplyScratchReals.
  void (*multiply_block)(const Gemm&, const GemmBlock&, Real* scratch);
  /// Does `rounds` rounds of independent multiply-adds in registers; returns the operations done.
  double (*peak_loop)(long rounds, Real* sink);
};

}  // namespace hourglass
