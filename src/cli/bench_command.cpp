// `hourglass bench`: measures the speed of a training step on workloads for which figures of other frameworks exist.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/settings_options.h"
#include "core/gemm.h"
#include "session/benchmark.h"

namespace hourglass {
namespace {

struct BenchOptions {
  SettingsOptions settings;
  std::string workload;
  double seconds = 3;
  bool peak = false, json = false;
};

BenchmarkOptions benchmark_options(const Settings& settings, double seconds) {
  return {.compute = settings.compute, .seconds = seconds};
}

Json to_json(const BenchmarkResult& r) {
  return {{"workload", r.workload},
          {"threads", r.threads},
          {"math", r.math},
          {"isa", r.isa},
          {"samples_per_second", r.samples_per_second},
          {"mean_samples_per_second", r.mean_samples_per_second},
          {"ms_per_step", r.ms_per_step},
          {"gflops", r.gflops},
          {"peak_gflops", r.peak_gflops},
          {"fraction_of_peak", r.fraction_of_peak}};
}

std::string threads_text(int threads) { return std::to_string(threads) + (threads == 1 ? " thread" : " threads"); }

void print_header(const Output& output, const ComputeOptions& compute) {
  output.line(threads_text(compute.threads) + ", " + std::string(math_mode_row(compute.math).id) + " math");
  output.line("  workload       isa        images/s     ms/step    GFLOP/s   of peak   network");
}

void print_row(const Output& output, const BenchmarkResult& r, std::string_view title) {
  output.line("  " + left_aligned(r.workload, 12) + right_aligned(r.isa, 6) +
              right_aligned(grouped(static_cast<std::uint64_t>(r.samples_per_second)), 16) +
              right_aligned(fixed(r.ms_per_step, 4), 12) + right_aligned(fixed(r.gflops, 1), 11) +
              right_aligned(fixed(100 * r.fraction_of_peak, 1), 8) + " %   " + std::string(title));
}

std::string_view title_of(std::string_view workload) {
  for (const WorkloadRow& row : workloads()) {
    if (row.id == workload) return row.title;
  }
  return "";
}

/// Measures the peak FLOP/s of this machine's cores on values in registers: the upper limit of every other figure.
int run_peak(const Output& output, const ComputeOptions& compute, double seconds) {
  const Result<Variant> variant = choose_variant(compute.isa, compute.math);
  if (!variant) return output.fail(variant.error());
  const std::string isa(instruction_set_name(*variant)), math(math_mode_row(compute.math).id);
  const double gflops = measure_peak_flops(*variant, seconds) * 1e-9 * compute.threads;
  output.line("Peak with " + isa + ", " + math + " math, " + threads_text(compute.threads) + ": " + fixed(gflops, 1) +
              " GFLOP/s");
  return output.succeed({{"threads", compute.threads}, {"math", math}, {"isa", isa}, {"peak_gflops", gflops}});
}

int run_bench(const BenchOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Settings> settings = make_settings(options.settings.given(), native_defaults());
  if (!settings) return output.fail(settings.error());
  if (options.peak) return run_peak(output, settings->compute, std::min(options.seconds, 1.0));

  std::vector<std::string> selected = {options.workload};
  if (options.workload.empty()) {
    selected.clear();
    for (const WorkloadRow& row : workloads()) selected.emplace_back(row.id);
  }
  Json results = Json::array();
  for (const std::string& workload : selected) {
    const auto result = run_benchmark(workload, benchmark_options(*settings, options.seconds));
    if (!result) return output.fail(result.error());
    if (results.empty()) print_header(output, settings->compute);
    print_row(output, *result, title_of(workload));
    std::fflush(output.people());
    results.push_back(to_json(*result));
  }
  if (options.workload.empty()) return output.succeed({{"results", results}});
  return output.succeed(results.front());
}

std::string workload_help() {
  std::string text = "one of the following; without it all of them";
  for (const WorkloadRow& row : workloads()) text += "\n" + left_aligned(row.id, 12) + std::string(row.title);
  return text;
}

}  // namespace

Command add_bench(CLI::App& program) {
  auto options = std::make_shared<BenchOptions>();
  CLI::App* app = program.add_subcommand("bench", "measure the speed of training on this machine");
  app->add_option("--workload", options->workload, workload_help())->type_name("NAME");
  app->add_option("--seconds", options->seconds, "how long each workload is measured (0.01 to 3600 seconds; default 3)")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.01, 3600.0).description(""));
  app->add_flag("--peak", options->peak, "measure only the processor's peak speed");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {}, {"threads", "math", "isa"});
  return {app, [options] { return run_bench(*options); }};
}

}  // namespace hourglass
