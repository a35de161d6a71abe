#include "core/gemm.h"

#include <algorithm>
#include <chrono>

#include "core/gemm_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(GemmKernels, kGemmKernels)

namespace {

/// Below this many multiply-adds waking another thread costs more than it saves.
constexpr double kWorthSharing = 200e3;
/// The same for a product with one row, where values come from memory and not from the cache.
constexpr double kWorthSharingRow = 50e3;
/// Packed columns of B that one task works through: with the rows they meet they fill the second-level cache.
constexpr std::ptrdiff_t kTaskPanelReals = 64 * 1024;
/// Columns of the pieces that `multiply_into` hands out.
constexpr int kPieceColumns = 4096;
static_assert(kMostTileRows * kPieceColumns + kRowScratchReals <=
              static_cast<std::ptrdiff_t>(ThreadPool::kScratchReals));
static_assert(kTaskPanelReals + kRowScratchReals <= static_cast<std::ptrdiff_t>(kMultiplyScratchReals));
static_assert(kMultiplyScratchReals <= ThreadPool::kScratchReals);

OrientedGemm as_given(const Gemm& g) {
  return {g.m, g.n, g.k, g.a, g.b, {g.c, g.n, 1}, g.accumulate, g.bias, false, g.tail};
}

/// C^T = B^T A^T: the same sums with the roles of A and B exchanged.
OrientedGemm transposed_product(const Gemm& g) {
  return {g.n,
          g.m,
          g.k,
          {g.b.data, g.b.column, g.b.row},
          {g.a.data, g.a.column, g.a.row},
          {g.c, 1, g.n},
          g.accumulate,
          g.bias,
          true,
          g.tail};
}

/// The operand that fills the vectors is packed; where B would have to be transposed for it, packing the smaller A and
/// reading B as it lies is cheaper.
OrientedGemm oriented(const Gemm& g) { return g.b.column != 1 && g.m <= g.n ? transposed_product(g) : as_given(g); }

/// Calls body(slice) for consecutive slices; once even for k = 0, where the product is what the sums start from.
template <class Body>
void for_each_slice(int k, const Body& body) {
  const int slices = std::max(1, parts_in(k, kSliceDepth));
  const int depth = (k + slices - 1) / slices;
  for (int i = 0; i < slices; ++i) body(GemmSlice{i * depth, std::min(depth, k - i * depth), i + 1 == slices});
}

/// How one product is cut: into groups of columns, whose packed panels fit the memory given to them.
struct Cuts {
  const GemmKernels& kernels;
  const OrientedGemm& g;
  int group_columns;

  Cuts(const GemmKernels& table, const OrientedGemm& gemm, std::ptrdiff_t panel_reals, int most_columns = 1 << 16)
      : kernels(table), g(gemm) {
    const std::ptrdiff_t width = kernels.tile_columns, panel = width * std::clamp(g.k, 1, kSliceDepth);
    const std::ptrdiff_t panels = std::min<std::ptrdiff_t>(panel_reals / panel, most_columns / width);
    group_columns = static_cast<int>(std::max<std::ptrdiff_t>(1, panels) * width);
  }

  int panels() const { return parts_in(g.n, kernels.tile_columns); }
  int row_tiles() const { return parts_in(g.m, kernels.tile_rows); }
  bool one_group() const { return g.n <= group_columns; }

  void pack(const GemmSlice& slice, int column, int column_end, Real* panel) const {
    kernels.pack_panel(g.b, slice, column, std::min(kernels.tile_columns, column_end - column), panel);
  }
  void pack_all(const GemmSlice& slice, int column, int column_end, Real* panels) const {
    for (; column < column_end; column += kernels.tile_columns) {
      pack(slice, column, column_end, panels);
      panels += static_cast<std::ptrdiff_t>(kernels.tile_columns) * slice.depth;
    }
  }
};

/// Columns [begin, end) on the calling thread, with its own scratch.
void multiply_columns(const Cuts& cuts, int begin, int end, Real* scratch) {
  for (int column = begin; column < end; column += cuts.group_columns) {
    const int column_end = std::min(column + cuts.group_columns, end);
    for_each_slice(cuts.g.k, [&](const GemmSlice& slice) {
      Real* panels = scratch + kRowScratchReals;
      cuts.pack_all(slice, column, column_end, panels);
      cuts.kernels.multiply_block(cuts.g, {0, cuts.g.m, column, column_end}, slice, panels, scratch);
    });
  }
}

/// One sample through a layer whose weights' values of k are neighbours: reading them is all the work, so they are read
/// once, as they lie.
bool is_row_of_dots(const Gemm& g) { return g.m == 1 && g.a.column == 1 && g.b.row == 1; }

void multiply_one_row(ThreadPool& pool, const GemmKernels& kernels, const Gemm& g) {
  constexpr int kColumnsPerTask = 64;
  const int columns = double(g.n) * g.k >= kWorthSharingRow ? kColumnsPerTask : g.n;
  pool.run(parts_in(g.n, columns),
           [&](int task, Real*) { kernels.multiply_row(g, task * columns, std::min((task + 1) * columns, g.n)); });
}

/// Every task takes a few columns through all rows; each packs what it needs.
void share_columns(ThreadPool& pool, const Cuts& cuts) {
  const int width = cuts.kernels.tile_columns;
  pool.run(cuts.panels(), [&](int task, Real* scratch) {
    multiply_columns(cuts, task * width, std::min((task + 1) * width, cuts.g.n), scratch);
  });
}

/// All threads pack one slice of a group of columns into the shared scratch.
void pack_together(ThreadPool& pool, const Cuts& cuts, const GemmSlice& slice, int column, int column_end) {
  const int width = cuts.kernels.tile_columns;
  pool.run(parts_in(column_end - column, width), [&](int task, Real*) {
    cuts.pack(slice, column + task * width, column_end,
              pool.shared_scratch() + std::ptrdiff_t{task} * width * slice.depth);
  });
}

/// All threads pack a group of columns together; then every task takes a few rows through it, one tile high, by
/// body(block, slice, scratch). The packed columns lie in the pool's shared scratch.
template <class Body>
void share_rows(ThreadPool& pool, const Cuts& cuts, const Body& body) {
  const int height = cuts.kernels.tile_rows;
  for (int column = 0; column < cuts.g.n; column += cuts.group_columns) {
    const int column_end = std::min(column + cuts.group_columns, cuts.g.n);
    for_each_slice(cuts.g.k, [&](const GemmSlice& slice) {
      pack_together(pool, cuts, slice, column, column_end);
      pool.run(cuts.row_tiles(), [&](int task, Real* scratch) {
        body(GemmBlock{task * height, std::min((task + 1) * height, cuts.g.m), column, column_end}, slice, scratch);
      });
    });
  }
}

/// Rows [begin, end) of a group of columns, computed in `piece` and handed to the sink.
void hand_out_rows(const Cuts& cuts, const GemmBlock& block, const GemmSlice& slice, const Real* panels, Real* scratch,
                   const OutputSink& sink) {
  Real* piece = scratch + kRowScratchReals;
  const std::ptrdiff_t columns = block.column_end - block.column_begin, rows = block.row_end - block.row_begin;
  OrientedGemm g = cuts.g;
  g.c = {piece - block.row_begin * columns - block.column_begin, columns, 1};
  cuts.kernels.multiply_block(g, block, slice, panels, scratch);
  if (columns == g.n) return sink.take(sink.context, block.row_begin * columns, rows * columns, piece);
  for (std::ptrdiff_t i = 0; i < rows; ++i) {
    sink.take(sink.context, (block.row_begin + i) * g.n + block.column_begin, columns, piece + i * columns);
  }
}

}  // namespace

void multiply(const Compute& compute, const Gemm& gemm) {
  const GemmKernels& kernels = *kGemmKernelsByVariant[static_cast<int>(compute.variant())];
  ThreadPool& pool = compute.pool();
  if (is_row_of_dots(gemm)) return multiply_one_row(pool, kernels, gemm);
  const OrientedGemm g = oriented(gemm);
  const Cuts shared(kernels, g, ThreadPool::kSharedScratchReals);
  const bool worth_sharing = pool.threads() > 1 && double(g.m) * g.n * g.k >= kWorthSharing;
  const bool many_rows = shared.one_group() && shared.row_tiles() >= shared.panels();
  if (worth_sharing && (many_rows || shared.panels() < 2 * pool.threads())) {
    share_rows(pool, shared, [&](const GemmBlock& block, const GemmSlice& slice, Real* scratch) {
      kernels.multiply_block(g, block, slice, pool.shared_scratch(), scratch);
    });
  } else if (worth_sharing) {
    share_columns(pool, Cuts(kernels, g, kTaskPanelReals));
  } else {
    pool.run(1, [&](int, Real* scratch) { multiply_columns(Cuts(kernels, g, kTaskPanelReals), 0, g.n, scratch); });
  }
}

void multiply_into(const Compute& compute, const Gemm& gemm, const OutputSink& sink) {
  ThreadPool& pool = compute.pool();
  const OrientedGemm g = as_given(gemm);
  if (gemm.k > kSliceDepth) {
    multiply(compute, gemm);
    const std::ptrdiff_t n = gemm.n;
    pool.run(gemm.m, [&](int row, Real*) { sink.take(sink.context, row * n, n, gemm.c + row * n); });
    return;
  }
  const Cuts cuts(*kGemmKernelsByVariant[static_cast<int>(compute.variant())], g, ThreadPool::kSharedScratchReals,
                  kPieceColumns);
  share_rows(pool, cuts, [&](const GemmBlock& block, const GemmSlice& slice, Real* scratch) {
    hand_out_rows(cuts, block, slice, pool.shared_scratch(), scratch, sink);
  });
}

void multiply_in_task(const Compute& compute, const Gemm& gemm, Real* scratch) {
  const GemmKernels& kernels = *kGemmKernelsByVariant[static_cast<int>(compute.variant())];
  if (is_row_of_dots(gemm)) return kernels.multiply_row(gemm, 0, gemm.n);
  const OrientedGemm g = oriented(gemm);
  multiply_columns(Cuts(kernels, g, kTaskPanelReals), 0, g.n, scratch);
}

double measure_peak_flops(Variant variant, double seconds) {
  using Clock = std::chrono::steady_clock;
  const GemmKernels& kernels = *kGemmKernelsByVariant[static_cast<int>(variant)];
  Real sink = 0;
  double best = 0;
  const auto start = Clock::now();
  do {
    const auto before = Clock::now();
    const double operations = kernels.peak_loop(200000, &sink);
    const double elapsed = std::chrono::duration<double>(Clock::now() - before).count();
    if (elapsed > 0) best = std::max(best, operations / elapsed);
  } while (std::chrono::duration<double>(Clock::now() - start).count() < seconds);
  return best;
}

}  // namespace hourglass
