#include "core/gemm.h"

#include <algorithm>
#include <chrono>

#include "core/gemm_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(GemmKernels, kGemmKernels)

namespace {

/// Below this many multiply-adds waking another thread costs more than it saves.
constexpr double kWorthSharing = 200e3;

int round_up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

struct Blocking {
  int rows, columns;
};

/// Blocks as large as the scratch allows, but enough of them to keep every thread busy to the end.
Blocking choose_blocking(const Gemm& g, const GemmKernels& kernels, int threads) {
  Blocking blocking{kBlockRows, kBlockColumns};
  if (threads > 1 && double(g.m) * g.n * g.k >= kWorthSharing) {
    const int wanted = 2 * threads;
    const int row_blocks = parts_in(g.m, blocking.rows);
    const int column_blocks = std::max(1, (wanted + row_blocks - 1) / row_blocks);
    blocking.columns = std::min(blocking.columns, (g.n + column_blocks - 1) / column_blocks);
    blocking.columns = round_up(std::max(blocking.columns, 1), kernels.tile_columns);
  }
  return blocking;
}

}  // namespace

void multiply(const Compute& compute, const Gemm& gemm) {
  const GemmKernels& kernels = *kGemmKernelsByVariant[static_cast<int>(compute.variant())];
  const int threads = compute.pool().threads();
  const Blocking blocking = choose_blocking(gemm, kernels, threads);
  const int row_blocks = parts_in(gemm.m, blocking.rows);
  const int column_blocks = parts_in(gemm.n, blocking.columns);
  auto block = [&](int task, Real* scratch) {
    const Range rows = part_of(gemm.m, task % row_blocks, blocking.rows);
    const Range columns = part_of(gemm.n, task / row_blocks, blocking.columns);
    kernels.multiply_block(gemm,
                           {static_cast<int>(rows.begin), static_cast<int>(rows.end),
                            static_cast<int>(columns.begin), static_cast<int>(columns.end)},
                           scratch);
  };
  compute.pool().run(row_blocks * column_blocks, block);
}

void multiply_in_task(const Compute& compute, const Gemm& gemm, Real* scratch) {
  const GemmKernels& kernels = *kGemmKernelsByVariant[static_cast<int>(compute.variant())];
  for (int column = 0; column < gemm.n; column += kBlockColumns) {
    for (int row = 0; row < gemm.m; row += kBlockRows) {
      const GemmBlock block{row, std::min(row + kBlockRows, gemm.m), column, std::min(column + kBlockColumns, gemm.n)};
      kernels.multiply_block(gemm, block, scratch);
    }
  }
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
