// Matrix multiply: C = A B (+ C, or + bias), row by row, each sum over k in an order that only the sizes decide.
#pragma once

#include <cstddef>

#include "core/compute.h"
#include "core/real.h"

namespace hourglass {

/// A matrix operand read through two strides: element (i, j) is data[i * row + j * column]. One of the strides is 1.
struct Operand {
  const Real* data;
  std::ptrdiff_t row;
  std::ptrdiff_t column;
};

/// `data` holds rows of `length` neighbouring values each.
constexpr Operand rows(const Real* data, std::ptrdiff_t length) { return {data, length, 1}; }
/// The same memory read as its transpose.
constexpr Operand transposed(const Real* data, std::ptrdiff_t length) { return {data, 1, length}; }

enum class Accumulate { kAssign, kAdd };

/// An element-wise function that is applied to finished values of C before they are stored.
struct ElementWise {
  void (*apply)(const void* context, std::ptrdiff_t size, Real* values) = nullptr;
  const void* context = nullptr;
};

/// C (m x n, rows of n neighbouring values) = A (m x k) B (k x n).
struct Gemm {
  int m, n, k;
  Operand a;
  Operand b;
  Real* c;
  /// kAdd starts every sum from C's old value.
  Accumulate accumulate = Accumulate::kAssign;
  /// n values from which the sums of each row start, or null; only with kAssign.
  const Real* bias = nullptr;
  ElementWise tail = {};
};

/// Receives finished values of C: `values[i]` is element `offset + i` of C in row order.
struct OutputSink {
  void (*take)(const void* context, std::ptrdiff_t offset, std::ptrdiff_t count, const Real* values);
  const void* context;
};

/// Computes the product on all threads of `compute`. Every element is one running sum over k = 0, 1, ... (from 0, the
/// bias or C); only where m = 1 and both operands are neighbours along k it is sixteen: stripe s sums k = s, s + 16,
/// ..., the stripes are added pairwise (stripe s and s + 8, then s + 4, ...), and the total is added to the bias or C.
/// So in portable math the bits depend on neither the instruction set nor the number of threads. C must not overlap A,
/// B or the bias. Allocates nothing.
void multiply(const Compute& compute, const Gemm& gemm);

/// The same product, handed to `sink` piece by piece on the threads that compute it, while it is in their caches.
/// Pieces that do not fit a thread's scratch are computed in `gemm.c`, which is undefined afterwards.
/// Only with kAssign and without a tail.
void multiply_into(const Compute& compute, const Gemm& gemm, const OutputSink& sink);

/// The part of a task's ThreadPool::kScratchReals that `multiply_in_task` uses; the task may use the rest.
inline constexpr std::size_t kMultiplyScratchReals = 96 * 1024;

/// The same product on the calling thread alone, for use inside a task of the pool; same bits. `scratch` holds
/// kMultiplyScratchReals.
void multiply_in_task(const Compute& compute, const Gemm& gemm, Real* scratch);

/// Multiply-adds per second of one core working in registers only (times 2: floating-point operations per second):
/// the ceiling that `multiply` is measured against. Measures for about `seconds`.
double measure_peak_flops(Variant variant, double seconds);

}  // namespace hourglass
