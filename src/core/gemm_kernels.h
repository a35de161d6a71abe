// What each variant compiles of the matrix multiply; only gemm.cpp and gemm.kernel.cpp include this.
#pragma once

#include "core/gemm.h"

namespace hourglass {

/// C as the kernels see it: two strides, one of which is 1. Lanes run along the columns of this view; where the
/// memory's neighbours are rows (row == 1), tiles are transposed when they are read and written.
struct Output {
  Real* data;
  std::ptrdiff_t row, column;
};

/// One product in the orientation chosen for it: `a` is broadcast value by value, `b` fills the vectors.
struct OrientedGemm {
  int m, n, k;
  Operand a;
  Operand b;
  Output c;
  Accumulate accumulate;
  const Real* bias;
  /// The bias belongs to rows (true) or columns of this orientation.
  bool bias_of_rows;
  ElementWise tail;
};

struct GemmBlock {
  int row_begin, row_end, column_begin, column_end;
};

/// A slice of the sums: k in [begin, begin + depth). The first one starts them, the others go on.
struct GemmSlice {
  int begin, depth;
  bool last;
};

/// Sums longer than this are made in slices, so that a panel of B stays in the second-level cache.
inline constexpr int kSliceDepth = 1024;
/// The tallest register tile of all instruction sets.
inline constexpr int kMostTileRows = 12;
/// Scratch that `multiply_block` needs for the packed rows of a tile.
inline constexpr int kRowScratchReals = kMostTileRows * kSliceDepth;

struct GemmKernels {
  /// Rows and columns of the register tile; panels of B are tile_columns wide.
  int tile_rows, tile_columns;
  /// Copies `used` <= tile_columns columns of B from `column` on into a panel: for each k tile_columns neighbours,
  /// zeros past the edge.
  void (*pack_panel)(const Operand& b, const GemmSlice& slice, int column, int used, Real* panel);
  /// Adds one slice of the sums of one block to C. `panels` are those of the block's columns, packed; `scratch`
  /// holds kRowScratchReals.
  void (*multiply_block)(const OrientedGemm&, const GemmBlock&, const GemmSlice&, const Real* panels, Real* scratch);
  /// Columns [begin, end) of a product with one row, both operands neighbours along k.
  void (*multiply_row)(const Gemm&, int begin, int end);
  /// Does `rounds` rounds of independent multiply-adds in registers; returns the operations done.
  double (*peak_loop)(long rounds, Real* sink);
};

}  // namespace hourglass
