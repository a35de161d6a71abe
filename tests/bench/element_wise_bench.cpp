// Operations that touch every value once (activations, losses, optimisers) on sizes from the first-level cache to main
// memory. Each row reports the minimum number of bytes read and written.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/support.h"
#include "nn/activation.h"
#include "nn/loss.h"
#include "nn/optimiser.h"

namespace hourglass {
namespace {

void activation_forward_rate(benchmark::State& state, Activation kind, MathMode math, int size) {
  const Compute compute = bench::compute_for(math);
  const Buffer<Real> x = bench::noise(size, 1);
  Buffer<Real> y = x;
  for (auto _ : state) {
    activation_forward(compute, kind, x.size(), x.data(), y.data());
    benchmark::ClobberMemory();
  }
  bench::report_bytes(state, 2.0 * sizeof(Real) * size);
}

void activation_backward_rate(benchmark::State& state, Activation kind, MathMode math, int size) {
  const Compute compute = bench::compute_for(math);
  const Buffer<Real> x = bench::noise(size, 1);
  // Zeros stay zeros; other values would underflow or overflow after many iterations.
  Buffer<Real> d(x.size());
  for (auto _ : state) {
    activation_backward_in_task(compute, kind, x.size(), x.data(), x.data(), d.data());
    benchmark::ClobberMemory();
  }
  bench::report_bytes(state, 3.0 * sizeof(Real) * size);
}

void loss_rate(benchmark::State& state, ReconstructionLoss kind, MathMode math, int size) {
  constexpr int kFeatures = 1024;
  const int batch = size / kFeatures;
  const Compute compute = bench::compute_for(math);
  const Buffer<Real> output = bench::noise(kFeatures, batch);
  Buffer<Real> target = output, d_output = output, per_sample(static_cast<std::size_t>(batch));
  for (Real& value : target) value = (value + 1) / 2;
  for (auto _ : state) {
    reconstruction_loss(compute, kind, kFeatures, batch, output.data(), target.data(), Real(1) / Real(batch),
                        per_sample.data(), d_output.data());
    benchmark::ClobberMemory();
  }
  bench::report_bytes(state, 3.0 * sizeof(Real) * size);
}

void optimiser_rate(benchmark::State& state, const OptimiserRow& row, MathMode math, int size) {
  const Compute compute = bench::compute_for(math);
  const Buffer<Real> gradients = bench::noise(size, 1);
  Buffer<Real> parameters = gradients, kept(gradients.size() * static_cast<std::size_t>(row.states));
  std::uint64_t step = 0;
  for (auto _ : state) {
    update_parameters(compute, row.kind, {}, ++step, parameters.size(), gradients.data(), parameters.data(),
                      kept.data());
    benchmark::ClobberMemory();
  }
  // The gradients are read; parameters and states are read and written.
  bench::report_bytes(state, (1 + 2 * (1 + row.states)) * double(sizeof(Real)) * size);
}

const int kRegistered = [] {
  for (const auto& [math, math_word] : bench::kMathModes) {
    for (int size : bench::kSizes) {
      const auto name = [&, word = math_word](const char* part, std::string_view id) {
        return std::string(part) + "/" + word + "/" + std::string(id) + "/" + bench::size_text(size);
      };
      for (const ActivationRow& row : activations()) {
        benchmark::RegisterBenchmark(name("activation-forward", row.id).c_str(), activation_forward_rate, row.kind,
                                     math, size);
        if (row.kind == Activation::kLinear) continue;  // its slope is 1: nothing to do
        benchmark::RegisterBenchmark(name("activation-backward", row.id).c_str(), activation_backward_rate, row.kind,
                                     math, size);
      }
      for (const ReconstructionLossRow& row : reconstruction_losses()) {
        benchmark::RegisterBenchmark(name("loss", row.id).c_str(), loss_rate, row.kind, math, size);
      }
      for (const OptimiserRow& row : optimisers()) {
        benchmark::RegisterBenchmark(name("optimiser", row.id).c_str(), optimiser_rate, row, math, size);
      }
    }
  }
  return 0;
}();

}  // namespace
}  // namespace hourglass
