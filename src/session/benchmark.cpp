#include "session/benchmark.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "core/excerpt.h"
#include "core/gemm.h"
#include "core/random.h"
#include "nn/optimiser.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

enum class Work { kTraining, kForward };

Architecture w1() {
  return {.hidden = {128}, .latent = 32, .code_activation = Activation::kRelu, .loss = ReconstructionLoss::kMse};
}
Architecture w2() { return {.hidden = {1000, 500, 250}, .latent = 30, .loss = ReconstructionLoss::kBce}; }
Architecture w3() {
  return {.hidden = {400}, .latent = 20, .loss = ReconstructionLoss::kBce, .bottleneck = BottleneckKind::kGaussian};
}
Architecture w4() { return {.channels = {16, 32}, .hidden = {}, .latent = 32, .loss = ReconstructionLoss::kBce}; }

struct Workload {
  WorkloadRow row;
  Architecture (*architecture)();
  Work work;
  int batch;
};

constexpr Workload kWorkloads[] = {
    {{"W1", "784-128-32-128-784, squared error, batch 64"}, w1, Work::kTraining, 64},
    {{"W2", "784-1000-500-250-30 and back, cross-entropy, batch 128"}, w2, Work::kTraining, 128},
    {{"W3", "variational 784-400-20-400-784, batch 128"}, w3, Work::kTraining, 128},
    {{"W4", "convolutional 16-32 channels, code 32, batch 64"}, w4, Work::kTraining, 64},
    {{"W5", "W2's network forward only, batch 256"}, w2, Work::kForward, 256},
    {{"W5-latency", "W2's network forward only, batch 1"}, w2, Work::kForward, 1},
};

constexpr auto kRows = [] {
  std::array<WorkloadRow, std::size(kWorkloads)> rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = kWorkloads[i].row;
  return rows;
}();

/// Batches of noise, generated once and used in rotation, as in the benchmarks of the other frameworks.
constexpr int kPool = 8;

struct StepTimes {
  double best, mean;
};

struct Bench {
  const Workload& workload;
  Compute compute;
  Autoencoder network;
  Workspace workspace;
  Buffer<Real> parameters, gradients, state, pixels;
  std::uint64_t step = 0;

  Bench(const Workload& w, Variant variant, const BenchmarkOptions& options)
      : workload(w),
        compute(variant, options.compute.math, options.compute.threads),
        network(w.architecture()),
        workspace(network.make_workspace(w.batch)),
        parameters(network.parameter_count()),
        gradients(network.parameter_count()),
        state(2 * network.parameter_count()),
        pixels(batch_reals() * kPool) {
    network.initialise(1, parameters.data());
    Random random({1, Stream::kBenchmark, 0});
    for (Real& pixel : pixels) pixel = Real(random.uniform());
  }

  std::size_t batch_reals() const { return static_cast<std::size_t>(784 * workload.batch); }

  void one_step() {
    const Real* batch = pixels.data() + step % kPool * batch_reals();
    Pass pass{.compute = compute,
              .workspace = workspace,
              .parameters = parameters.data(),
              .gradients = gradients.data(),
              .batch = workload.batch,
              .mode = Mode::kInference,
              .seed = 1,
              .step = step};
    ++step;
    if (workload.work == Work::kForward) {
      network.decode(pass, network.encode(pass, batch));
      return;
    }
    const ParameterUpdate update(compute, Optimiser::kAdam, {}, step, parameters.size(), parameters.data(),
                                 state.data());
    pass.mode = Mode::kTraining;
    pass.update = &update;
    pass.state = parameters.data();
    network.train(pass, batch);
  }

  double seconds_for(int steps) {
    const auto start = Clock::now();
    for (int i = 0; i < steps; ++i) {
      compute.pool().begin_step();
      one_step();
      compute.pool().end_step();
    }
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  /// Seconds per step in the fastest block of steps, and over all blocks. A block lasts about 0.02 s, or one step if
  /// that is longer.
  StepTimes step_times(double seconds) {
    seconds_for(2);
    const int steps = std::max(1, static_cast<int>(0.02 / std::max(seconds_for(1), 1e-7)));
    double best = seconds_for(steps), passed = 0;
    int blocks = 0;
    do {
      const double block = seconds_for(steps);
      best = std::min(best, block);
      passed += block;
      ++blocks;
    } while (passed < seconds);
    return {.best = best / steps, .mean = passed / blocks / steps};
  }

  double flops_per_step() const {
    const double multiply_adds =
        workload.work == Work::kTraining ? network.training_multiply_adds() : network.forward_multiply_adds();
    return 2 * multiply_adds * workload.batch;
  }
};

std::string workload_names() {
  std::string names = "one of ";
  for (const Workload& w : kWorkloads) names += (&w == kWorkloads ? "" : ", ") + std::string(w.row.id);
  return names;
}

}  // namespace

std::span<const WorkloadRow> workloads() { return kRows; }

Result<BenchmarkResult> run_benchmark(std::string_view workload, const BenchmarkOptions& options) {
  for (const Workload& w : kWorkloads) {
    if (w.row.id != workload) continue;
    Result<Variant> variant = choose_variant(options.compute.isa, options.compute.math);
    if (!variant) return variant.error();
    Bench bench(w, *variant, options);
    const StepTimes times = bench.step_times(options.seconds);
    BenchmarkResult result;
    result.workload = std::string(workload);
    result.math = math_mode_row(options.compute.math).id;
    result.isa = std::string(instruction_set_name(*variant));
    result.threads = bench.compute.pool().threads();
    result.ms_per_step = times.best * 1e3;
    result.samples_per_second = w.batch / times.best;
    result.mean_samples_per_second = w.batch / times.mean;
    result.gflops = bench.flops_per_step() / times.best * 1e-9;
    result.peak_gflops = measure_peak_flops(*variant, 0.1) * 1e-9 * result.threads;
    result.fraction_of_peak = result.gflops / result.peak_gflops;
    return result;
  }
  return Error{"argument-not-a-choice", "workload", "", workload_names(), excerpt(workload)};
}

}  // namespace hourglass
