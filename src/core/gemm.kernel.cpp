// The inner parts of the matrix multiply after Goto and van de Geijn 2008, "Anatomy of high-performance matrix
// multiplication": one operand packed into panels that fill the vectors, the other broadcast value by value.
#include "core/gemm_kernels.h"
#include "core/vector.h"

namespace hourglass {
namespace HG_VARIANT {

// The register tile. Larger ones spill: 16 registers on SSE and AVX2, 32 with AVX-512, and V8 keeps about 16.
#if defined(HG_REAL_DOUBLE)
constexpr int kTileRows = 4, kTileVectors = 2;
#elif defined(__AVX512F__)
constexpr int kTileRows = 12, kTileVectors = 2;
#elif defined(__AVX2__) && defined(HG_FUSED)
constexpr int kTileRows = 6, kTileVectors = 2;
#else
constexpr int kTileRows = 4, kTileVectors = 2;
#endif
static_assert(kTileRows <= kMostTileRows);
constexpr int kTileColumns = kTileVectors * kLanes;

static inline int smaller(int a, int b) { return a < b ? a : b; }

/// Transposes a 4 x 4 square: target(j, i) = source(i, j), rows `from` and `to` apart.
static inline void transpose_square(const Real* source, std::ptrdiff_t from, Real* target, std::ptrdiff_t to) {
  const Quad a = load_quad(source), b = load_quad(source + from);
  const Quad c = load_quad(source + 2 * from), d = load_quad(source + 3 * from);
  const Quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store_quad(target, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store_quad(target + to, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store_quad(target + 2 * to, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store_quad(target + 3 * to, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

/// target(j, i) = source(i, j) for a rows x columns rectangle.
static inline void transpose(const Real* source, std::ptrdiff_t from, int rows, int columns, Real* target,
                             std::ptrdiff_t to) {
  int i = 0;
  for (; i + 4 <= rows; i += 4) {
    int j = 0;
    for (; j + 4 <= columns; j += 4) transpose_square(source + i * from + j, from, target + j * to + i, to);
    for (; j < columns; ++j) {
      for (int r = i; r < i + 4; ++r) target[j * to + r] = source[r * from + j];
    }
  }
  for (; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) target[j * to + i] = source[i * from + j];
  }
}

/// Copies a depth x columns rectangle whose columns are neighbours.
static inline void copy_rows(const Real* source, std::ptrdiff_t from, int depth, int columns, Real* target,
                             std::ptrdiff_t to) {
  for (int k = 0; k < depth; ++k) {
    int j = 0;
    for (; j + kLanes <= columns; j += kLanes) store(target + j, load(source + j));
    for (; j + 4 <= columns; j += 4) store_quad(target + j, load_quad(source + j));
    for (; j < columns; ++j) target[j] = source[j];
    source += from;
    target += to;
  }
}

static void pack_panel(const Operand& b, const GemmSlice& slice, int column, int used, Real* panel) {
  const Real* source = b.data + slice.begin * b.row + column * b.column;
  if (used < kTileColumns) {
    for (int i = 0; i < slice.depth * kTileColumns; ++i) panel[i] = 0;
  }
  if (b.column == 1) {
    copy_rows(source, b.row, slice.depth, used, panel, kTileColumns);
  } else {
    transpose(source, b.column, used, slice.depth, panel, kTileColumns);
  }
}

/// The rows a tile broadcasts: packed (rows are neighbours, `stride` between the values of k), or as they lie in
/// memory with their values of k neighbours (`stride` between rows).
struct TileRows {
  const Real* data;
  std::ptrdiff_t stride;
  bool packed;
};

/// Where a tile's sums start, and where they go; rows are `stride` apart, 0 where one row is used for all.
struct TileSums {
  const Real* start;
  std::ptrdiff_t start_stride;
  Real* end;
  std::ptrdiff_t end_stride;
};

/// kRows x (kVectors * kLanes) sums over `depth` values of k.
template <int kRows, int kVectors, bool kPacked>
static void multiply_tile(const Real* a, std::ptrdiff_t a_stride, const Real* b, int depth, const TileSums& tile) {
  Vec sums[kRows][kVectors];
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kVectors; ++v) sums[i][v] = load(tile.start + i * tile.start_stride + v * kLanes);
  }
  // Three rows share a pointer: twelve pointers would not fit the machine's registers.
  constexpr int kPointers = kPacked ? 1 : (kRows + 2) / 3;
  const Real* pointers[kPointers];
  for (int p = 0; p < kPointers; ++p) pointers[p] = a + 3 * p * a_stride;
  for (int k = 0; k < depth; ++k) {
    Vec columns[kVectors];
    for (int v = 0; v < kVectors; ++v) columns[v] = load(b + v * kLanes);
    for (int i = 0; i < kRows; ++i) {
      const Vec row = splat(kPacked ? pointers[0][i] : pointers[kPacked ? 0 : i / 3][(i % 3) * a_stride]);
      for (int v = 0; v < kVectors; ++v) sums[i][v] += row * columns[v];
    }
    for (int p = 0; p < kPointers; ++p) pointers[p] += kPacked ? a_stride : 1;
    b += kTileColumns;
  }
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kVectors; ++v) store(tile.end + i * tile.end_stride + v * kLanes, sums[i][v]);
  }
}

template <int kRows>
static inline void multiply_tile(int vectors, const TileRows& a, const Real* b, int depth, const TileSums& tile) {
  if (vectors == 1) {
    a.packed ? multiply_tile<kRows, 1, true>(a.data, a.stride, b, depth, tile)
             : multiply_tile<kRows, 1, false>(a.data, a.stride, b, depth, tile);
  } else {
    a.packed ? multiply_tile<kRows, kTileVectors, true>(a.data, a.stride, b, depth, tile)
             : multiply_tile<kRows, kTileVectors, false>(a.data, a.stride, b, depth, tile);
  }
}

/// The largest tile height that is compiled and not above `rows`.
static inline int tile_height(int rows) {
  if (rows >= kTileRows) return kTileRows;
  if (rows >= 8 && kTileRows > 8) return 8;
  if (rows >= 4) return 4;
  return rows >= 2 ? 2 : 1;
}

static void multiply_rows(int height, int vectors, const TileRows& a, const Real* b, int depth, const TileSums& tile) {
  switch (height) {
    case 1: return multiply_tile<1>(vectors, a, b, depth, tile);
    case 2: return multiply_tile<2>(vectors, a, b, depth, tile);
#if defined(__AVX512F__)
    case 8: return multiply_tile<8>(vectors, a, b, depth, tile);
#endif
    case 4: return multiply_tile<4>(vectors, a, b, depth, tile);
    default: return multiply_tile<kTileRows>(vectors, a, b, depth, tile);
  }
}

alignas(64) constexpr Real kZeros[kTileColumns] = {};

/// A tile that cannot be computed in C itself - at an edge, or transposed - is computed in `buffer` and copied.
struct TileBuffer {
  Real values[kTileRows * kTileColumns] = {};

  void fetch(const OrientedGemm& g, int row, int column, int rows, int columns) {
    const Real* c = g.c.data + row * g.c.row + column * g.c.column;
    if (g.c.row == 1) {
      transpose(c, g.c.column, columns, rows, values, kTileColumns);
    } else {
      copy_rows(c, g.c.row, rows, columns, values, kTileColumns);
    }
  }
  void start_from_bias(const OrientedGemm& g, int row, int column, int rows, int columns) {
    for (int i = 0; i < rows; ++i) {
      if (g.bias_of_rows) {
        for (int v = 0; v < kTileVectors; ++v) store(values + i * kTileColumns + v * kLanes, splat(g.bias[row + i]));
      } else {
        for (int j = 0; j < columns; ++j) values[i * kTileColumns + j] = g.bias[column + j];
      }
    }
  }
  void deliver(const OrientedGemm& g, int row, int column, int rows, int columns) const {
    Real* c = g.c.data + row * g.c.row + column * g.c.column;
    if (g.c.row == 1) {
      transpose(values, kTileColumns, rows, columns, c, g.c.column);
    } else {
      copy_rows(values, kTileColumns, rows, columns, c, g.c.row);
    }
  }
};

/// One tile of C: row, column and size in C.
struct TilePlace {
  int row, column, rows, columns;
};

static inline TileSums sums_in_c(const OrientedGemm& g, const TilePlace& at, bool from_c) {
  Real* c = g.c.data + at.row * g.c.row + at.column;
  if (from_c) return {c, g.c.row, c, g.c.row};
  if (g.bias) return {g.bias + at.column, 0, c, g.c.row};
  return {kZeros, 0, c, g.c.row};
}

/// A tile whose rows lie in C as the vectors have them.
static void compute_in_place(const OrientedGemm& g, const TilePlace& at, const GemmSlice& slice, bool from_c,
                             const TileRows& a, const Real* panel) {
  const TileSums sums = sums_in_c(g, at, from_c);
  multiply_rows(at.rows, at.columns / kLanes, a, panel, slice.depth, sums);
  if (!slice.last || !g.tail.apply) return;
  for (int i = 0; i < at.rows; ++i) g.tail.apply(g.tail.context, at.columns, sums.end + i * sums.end_stride);
}

static void compute_in_buffer(const OrientedGemm& g, const TilePlace& at, const GemmSlice& slice, bool from_c,
                              const TileRows& a, const Real* panel) {
  TileBuffer buffer;
  TileSums sums{buffer.values, kTileColumns, buffer.values, kTileColumns};
  if (from_c) {
    buffer.fetch(g, at.row, at.column, at.rows, at.columns);
  } else if (g.bias) {
    buffer.start_from_bias(g, at.row, at.column, at.rows, at.columns);
  } else {
    sums.start = kZeros;
    sums.start_stride = 0;
  }
  multiply_rows(at.rows, at.columns <= kLanes ? 1 : kTileVectors, a, panel, slice.depth, sums);
  if (slice.last && g.tail.apply) g.tail.apply(g.tail.context, at.rows * kTileColumns, buffer.values);
  buffer.deliver(g, at.row, at.column, at.rows, at.columns);
}

static void compute_tile(const OrientedGemm& g, const TilePlace& at, const GemmSlice& slice, bool from_c,
                         const TileRows& a, const Real* panel) {
  const bool whole_vectors = at.columns == kLanes || at.columns == kTileColumns;
  if (g.c.row != 1 && whole_vectors && !(g.bias && g.bias_of_rows)) {
    compute_in_place(g, at, slice, from_c, a, panel);
  } else {
    compute_in_buffer(g, at, slice, from_c, a, panel);
  }
}

/// The rows of one tile: read where they lie if their values of k are neighbours, packed into `scratch` if not.
static TileRows tile_rows(const Operand& a, int row, int rows, const GemmSlice& slice, Real* scratch) {
  // Of nothing there may be no address either.
  if (slice.depth == 0) return {scratch, kTileRows, true};
  const Real* source = a.data + row * a.row + slice.begin * a.column;
  if (a.column == 1) return {source, a.row, false};
  copy_rows(source, a.column, slice.depth, rows, scratch, kTileRows);
  return {scratch, kTileRows, true};
}

static void multiply_block(const OrientedGemm& g, const GemmBlock& block, const GemmSlice& slice, const Real* panels,
                           Real* scratch) {
  const bool from_c = slice.begin > 0 || g.accumulate == Accumulate::kAdd;
  int height = 0;
  for (int row = block.row_begin; row < block.row_end; row += height) {
    height = tile_height(block.row_end - row);
    const TileRows a = tile_rows(g.a, row, height, slice, scratch);
    const Real* panel = panels;
    for (int column = block.column_begin; column < block.column_end; column += kTileColumns) {
      const TilePlace at{row, column, height, smaller(kTileColumns, block.column_end - column)};
      compute_tile(g, at, slice, from_c, a, panel);
      panel += static_cast<std::ptrdiff_t>(kTileColumns) * slice.depth;
    }
  }
}

/// Rows of B whose running sums fit the registers together.
constexpr int kDotRows = 8 / kVectorsPerStripe;

/// out[r] = sum over k of x[k] y[r * stride + k], in the stripes of StripedSum. The last values are padded with zeros
/// to a whole number of stripes, alike for every vector width. `next` points to the rows that are read after these.
template <int kRows>
static void dot_products(const Real* x, const Real* y, const Real* next, std::ptrdiff_t stride, int depth, Real* out) {
  Vec sums[kRows][kVectorsPerStripe] = {};
  const int whole = depth - depth % kStripes;
  for (int k = 0; k < whole; k += kStripes) {
    for (int v = 0; v < kVectorsPerStripe; ++v) {
      const Vec factor = load(x + k + v * kLanes);
      for (int r = 0; r < kRows; ++r) sums[r][v] += factor * load(y + r * stride + k + v * kLanes);
    }
    // A processor by itself reads ahead only within a memory page, and a row is about as long as one.
    for (int r = 0; r < kRows; ++r) __builtin_prefetch(next + r * stride + k, 0, 2);
  }
  if (whole < depth) {
    Real x_rest[kStripes] = {}, y_rest[kStripes] = {};
    for (int k = whole; k < depth; ++k) x_rest[k - whole] = x[k];
    for (int r = 0; r < kRows; ++r) {
      for (int k = whole; k < depth; ++k) y_rest[k - whole] = y[r * stride + k];
      for (int v = 0; v < kVectorsPerStripe; ++v) sums[r][v] += load(x_rest + v * kLanes) * load(y_rest + v * kLanes);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    StripedSum sum;
    for (int v = 0; v < kVectorsPerStripe; ++v) sum.lanes[v] = sums[r][v];
    out[r] = sum.total();
  }
}

static void multiply_row(const Gemm& g, int begin, int end) {
  const Real* start = g.accumulate == Accumulate::kAdd ? g.c : g.bias;
  int j = begin;
  for (; j < end; j += kDotRows) {
    Real dots[kDotRows];
    const Real* y = g.b.data + j * g.b.column;
    const int used = smaller(kDotRows, end - j);
    if (used == kDotRows) {
      const Real* next = end - j >= 2 * kDotRows ? y + kDotRows * g.b.column : y;
      dot_products<kDotRows>(g.a.data, y, next, g.b.column, g.k, dots);
    } else {
      for (int r = 0; r < used; ++r) {
        const Real* row = y + r * g.b.column;
        dot_products<1>(g.a.data, row, row, 0, g.k, dots + r);
      }
    }
    for (int r = 0; r < used; ++r) g.c[j + r] = start ? start[j + r] + dots[r] : dots[r];
  }
  if (g.tail.apply) g.tail.apply(g.tail.context, end - begin, g.c + begin);
}

static double peak_loop(long rounds, Real* sink) {
  constexpr int kSums = 12;
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
const GemmKernels kGemmKernels = {kTileRows, kTileColumns, pack_panel, multiply_block, multiply_row, peak_loop};

}  // namespace HG_VARIANT
}  // namespace hourglass
