// The matrix multiply for the workloads' shapes, squares, and the small products at a bottleneck; and a curve over
// small batches and narrow layers. Each row reports GFLOP/s and the fraction of the peak measured in the same run.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/support.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// The three products of a dense layer of `inputs` x `outputs`: y = x W^T, d_x = d_y W, d_W = d_y^T x.
enum class Product { kForward, kInputGradient, kWeightGradient };

void dense_product(benchmark::State& state, Product product, MathMode math, int batch, int inputs, int outputs) {
  const Compute compute = bench::compute_for(math);
  const Buffer<Real> x = bench::noise(batch, inputs), y = bench::noise(batch, outputs),
                     w = bench::noise(inputs, outputs);
  Buffer<Real> result(std::max({x.size(), y.size(), w.size()}));
  const Gemm gemm =
      product == Product::kForward
          ? Gemm{batch, outputs, inputs, rows(x.data(), inputs), transposed(w.data(), inputs), result.data()}
      : product == Product::kInputGradient
          ? Gemm{batch, inputs, outputs, rows(y.data(), outputs), rows(w.data(), inputs), result.data()}
          : Gemm{outputs, inputs, batch, transposed(y.data(), outputs), rows(x.data(), inputs), result.data()};
  for (auto _ : state) {
    multiply(compute, gemm);
    benchmark::ClobberMemory();
  }
  bench::report_flops(state, compute, 2.0 * batch * inputs * outputs);
}

struct Shape3 {
  int batch, inputs, outputs;
};
constexpr Shape3 kShapes[] = {{128, 784, 1000}, {512, 512, 512}, {128, 1000, 784}, {128, 1000, 500}, {128, 500, 250},
                              {128, 250, 30},   {128, 30, 250},  {128, 784, 400},  {64, 784, 128},   {64, 128, 32},
                              {256, 784, 1000}, {1, 784, 1000},  {4, 784, 1000},   {16, 784, 1000},  {16, 128, 2},
                              {128, 128, 2},    {128, 2, 128}};

void add_products(const char* title, const Shape3& s) {
  for (const auto& [product, word] :
       {std::pair{Product::kForward, "forward"}, std::pair{Product::kInputGradient, "d_x"},
        std::pair{Product::kWeightGradient, "d_w"}}) {
    for (const auto& [math, math_word] : bench::kMathModes) {
      const std::string name = std::string(title) + "/" + math_word + "/" + word + "/" + std::to_string(s.batch) + "x" +
                               std::to_string(s.inputs) + "x" + std::to_string(s.outputs);
      benchmark::RegisterBenchmark(name.c_str(), dense_product, product, math, s.batch, s.inputs, s.outputs);
    }
  }
}

const int kRegistered = [] {
  for (const Shape3& shape : kShapes) add_products("multiply", shape);
  for (int wide : {128, 784}) {
    for (int narrow : {2, 8, 32}) {
      for (int batch : {1, 2, 4, 8, 16}) {
        add_products("multiply-small", {batch, wide, narrow});
        add_products("multiply-small", {batch, narrow, wide});
      }
    }
  }
  return 0;
}();

}  // namespace
}  // namespace hourglass
