// Packed matrix multiply after Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication":
// slices of A and B are copied into panels that the register tile reads in order, zero-padded at the edges.
#include "core/gemm_kernels.h"
#include "core/vector.h"

namespace hourglass {
namespace HG_VARIANT {

// The register tile. Larger ones spill: 16 registers on SSE and AVX2, 32 with AVX-512, and V8 keeps about 16.
#if defined(HG_REAL_DOUBLE)
constexpr int kTileRows = 4, kTileVectors = 2;
#elif defined(__AVX512F__)
constexpr int kTileRows = 8, kTileVectors = 3;
#elif defined(__AVX2__) && defined(HG_FUSED)
constexpr int kTileRows = 6, kTileVectors = 2;
#else
constexpr int kTileRows = 4, kTileVectors = 2;
#endif
constexpr int kTileColumns = kTileVectors * kLanes;

static inline int smaller(int a, int b) { return a < b ? a : b; }
static inline int round_up(int value, int multiple) { return (value + multiple - 1) / multiple * multiple; }

/// Copies rows x depth of A into panels of kTileRows: for each k the panel's rows side by side.
static void pack_a(const Operand& a, int row_begin, int rows, int k_begin, int depth, Real* packed) {
  for (int i = 0; i < rows; i += kTileRows) {
    const int used = smaller(kTileRows, rows - i);
    const Real* source = a.data + (row_begin + i) * a.row + k_begin * a.column;
    for (int r = 0; r < kTileRows; ++r) {
      Real* target = packed + r;
      if (r < used) {
        const Real* from = source + r * a.row;
        for (int k = 0; k < depth; ++k) target[k * kTileRows] = from[k * a.column];
      } else {
        for (int k = 0; k < depth; ++k) target[k * kTileRows] = 0;
      }
    }
    packed += static_cast<std::ptrdiff_t>(kTileRows) * depth;
  }
}

/// One panel of B whose columns are neighbours in memory.
static inline void pack_b_rows(const Real* source, std::ptrdiff_t stride, int used, int depth, Real* packed) {
  if (used == kTileColumns) {
    for (int k = 0; k < depth; ++k) {
      for (int v = 0; v < kTileVectors; ++v) store(packed + v * kLanes, load(source + v * kLanes));
      source += stride;
      packed += kTileColumns;
    }
    return;
  }
  for (int k = 0; k < depth; ++k) {
    for (int j = 0; j < kTileColumns; ++j) packed[j] = j < used ? source[j] : Real(0);
    source += stride;
    packed += kTileColumns;
  }
}

typedef Real Quad __attribute__((vector_size(4 * sizeof(Real))));

static inline Quad load_quad(const Real* p) {
  Quad q;
  __builtin_memcpy(&q, p, sizeof q);
  return q;
}
static inline void store_quad(Real* p, Quad q) { __builtin_memcpy(p, &q, sizeof q); }

/// Turns a 4 x 4 square: four columns of B, contiguous along k, into four rows of the panel.
static inline void transpose_square(const Real* source, std::ptrdiff_t stride, Real* packed) {
  const Quad a = load_quad(source), b = load_quad(source + stride);
  const Quad c = load_quad(source + 2 * stride), d = load_quad(source + 3 * stride);
  const Quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store_quad(packed, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store_quad(packed + kTileColumns, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store_quad(packed + 2 * kTileColumns, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store_quad(packed + 3 * kTileColumns, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

/// One panel of B whose columns lie `stride` apart and are contiguous along k (weights in a forward pass).
static inline void pack_b_columns(const Real* source, std::ptrdiff_t stride, int used, int depth, Real* packed) {
  int j = 0;
  for (; j + 4 <= used; j += 4) {
    const Real* from = source + j * stride;
    int k = 0;
    for (; k + 4 <= depth; k += 4) transpose_square(from + k, stride, packed + k * kTileColumns + j);
    for (; k < depth; ++k) {
      for (int i = 0; i < 4; ++i) packed[k * kTileColumns + j + i] = from[i * stride + k];
    }
  }
  for (; j < kTileColumns; ++j) {
    for (int k = 0; k < depth; ++k) packed[k * kTileColumns + j] = j < used ? source[j * stride + k] : Real(0);
  }
}

static void pack_b(const Operand& b, int k_begin, int depth, int column_begin, int columns, Real* packed) {
  for (int j = 0; j < columns; j += kTileColumns) {
    const int used = smaller(kTileColumns, columns - j);
    const Real* source = b.data + k_begin * b.row + (column_begin + j) * b.column;
    if (b.column == 1) {
      pack_b_rows(source, b.row, used, depth, packed);
    } else {
      pack_b_columns(source, b.column, used, depth, packed);
    }
    packed += static_cast<std::ptrdiff_t>(kTileColumns) * depth;
  }
}

/// kRows x kTileColumns of C: `tile` holds the starting sums and gets the results.
template <int kRows>
static inline void multiply_tile(const Real* a, const Real* b, int depth, Real* tile, std::ptrdiff_t stride) {
  Vec sums[kRows][kTileVectors];
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kTileVectors; ++v) sums[i][v] = load(tile + i * stride + v * kLanes);
  }
  for (int k = 0; k < depth; ++k) {
    Vec columns[kTileVectors];
    for (int v = 0; v < kTileVectors; ++v) columns[v] = load(b + v * kLanes);
    for (int i = 0; i < kRows; ++i) {
      const Vec row = splat(a[i]);
      for (int v = 0; v < kTileVectors; ++v) sums[i][v] += row * columns[v];
    }
    a += kTileRows;
    b += kTileColumns;
  }
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kTileVectors; ++v) store(tile + i * stride + v * kLanes, sums[i][v]);
  }
}

using TileFunction = void (*)(const Real*, const Real*, int, Real*, std::ptrdiff_t);

static TileFunction tile_function(int rows) {
  switch (rows) {
    case 1: return multiply_tile<1>;
    case 2: return multiply_tile<2>;
    case 3: return multiply_tile<3>;
#if defined(__AVX512F__)
    case 5: return multiply_tile<5>;
    case 6: return multiply_tile<6>;
    case 7: return multiply_tile<7>;
    case 8: return multiply_tile<8>;
#elif defined(__AVX2__)
    case 5: return multiply_tile<5>;
    case 6: return multiply_tile<6>;
#endif
    default: return multiply_tile<4>;
  }
}

/// Where the sums of one slice start: from zero, the bias, or what C holds.
struct Start {
  bool from_c;
  const Real* bias;
};

static void start_tile(const Start& start, int rows, int columns, Real* c, std::ptrdiff_t stride) {
  if (start.from_c) return;
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) c[i * stride + j] = start.bias ? start.bias[j] : Real(0);
  }
}

/// A tile at the edge of C is computed beside it and copied, so that nothing outside C is touched.
static void multiply_edge(TileFunction function, const Real* a, const Real* b, int depth, int rows, int columns, Real* c,
                          std::ptrdiff_t stride) {
  Real tile[kTileRows * kTileColumns] = {};
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) tile[i * kTileColumns + j] = c[i * stride + j];
  }
  function(a, b, depth, tile, kTileColumns);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) c[i * stride + j] = tile[i * kTileColumns + j];
  }
}

static void multiply_slice(const Gemm& g, const GemmBlock& block, const Start& start, int depth, const Real* packed_a,
                           const Real* packed_b) {
  const int rows = block.row_end - block.row_begin, columns = block.column_end - block.column_begin;
  for (int j = 0; j < columns; j += kTileColumns) {
    const Real* b = packed_b + static_cast<std::ptrdiff_t>(j) * depth;
    const int used_columns = smaller(kTileColumns, columns - j);
    const Start tile_start{start.from_c, start.bias ? start.bias + block.column_begin + j : nullptr};
    for (int i = 0; i < rows; i += kTileRows) {
      const Real* a = packed_a + static_cast<std::ptrdiff_t>(i) * depth;
      const int used_rows = smaller(kTileRows, rows - i);
      Real* c = g.c + static_cast<std::ptrdiff_t>(block.row_begin + i) * g.n + block.column_begin + j;
      start_tile(tile_start, used_rows, used_columns, c, g.n);
      if (used_rows == kTileRows && used_columns == kTileColumns) {
        multiply_tile<kTileRows>(a, b, depth, c, g.n);
      } else if (used_columns == kTileColumns) {
        tile_function(used_rows)(a, b, depth, c, g.n);
      } else {
        multiply_edge(tile_function(used_rows), a, b, depth, used_rows, used_columns, c, g.n);
      }
    }
  }
}

static void multiply_block(const Gemm& g, const GemmBlock& block, Real* scratch) {
  const int rows = block.row_end - block.row_begin, columns = block.column_end - block.column_begin;
  Real* packed_a = scratch;
  Real* packed_b = scratch + round_up(kBlockRows, kTileRows) * kBlockDepth;
  // Runs once even for k = 0, where the product is the start value.
  int k = 0;
  do {
    const int depth = smaller(kBlockDepth, g.k - k);
    pack_a(g.a, block.row_begin, rows, k, depth, packed_a);
    pack_b(g.b, k, depth, block.column_begin, columns, packed_b);
    const Start start{g.accumulate == Accumulate::kAdd || k > 0, g.bias};
    multiply_slice(g, block, start, depth, packed_a, packed_b);
    k += kBlockDepth;
  } while (k < g.k);
}

static double peak_loop(long rounds, Real* sink) {
  constexpr int kSums = 10;
  Vec sums[kSums];
  for (int i = 0; i < kSums; ++i) sums[i] = splat(Real(i));
  Vec factor = splat(Real(0.999)), term = splat(Real(0.001));
  for (long r = 0; r < rounds; ++r) {
#if !defined(__wasm__)
    // Keeps the compiler from folding the rounds together.
    __asm__ volatile("" : "+x"(factor), "+x"(term));
#endif
    for (int i = 0; i < kSums; ++i) sums[i] = sums[i] * factor + term;
  }
  Vec total{};
  for (int i = 0; i < kSums; ++i) total += sums[i];
  for (int i = 0; i < kLanes; ++i) *sink += total[i];
  return 2.0 * kLanes * kSums * static_cast<double>(rounds);
}

extern const GemmKernels kGemmKernels;
const GemmKernels kGemmKernels = {kTileRows, kTileColumns, multiply_block, peak_loop};

}  // namespace HG_VARIANT
}  // namespace hourglass
