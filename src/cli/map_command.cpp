// `hourglass map`: places samples in the plane by the neighbours of their codes (t-SNE), and says how many stay
// together.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <span>

#include "analysis/leading_directions.h"
#include "analysis/sample_inference.h"
#include "analysis/trustworthiness.h"
#include "analysis/tsne.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/model_options.h"
#include "cli/new_data.h"
#include "cli/output.h"
#include "core/file.h"
#include "data/writers/csv_writer.h"

namespace hourglass {
namespace {

/// Neighbours by which a map is judged.
constexpr int kNeighbours = 12;
constexpr std::uint32_t kFewest = 2 * kNeighbours + 1;

struct MapOptions {
  ModelOptions model;
  std::string save;
  int most = 5000, iterations = 500;
  double perplexity = 30;
  bool json = false;
};

struct Maps {
  Samples main, neighbours;                   ///< along the main directions, and by neighbours: x and y of each sample
  double main_kept = 0, neighbours_kept = 0;  ///< trustworthiness
};

/// Coordinates of the codes along the two directions in which they vary most.
Samples along_main_directions(const Samples& codes) {
  constexpr int kRounds = 60;
  const FeatureStatistics statistics = feature_statistics(codes);
  const std::vector<float> mean(statistics.mean.begin(), statistics.mean.end());
  Directions directions;
  for (int i = 0; i < kRounds; ++i) improve_directions(codes.values, mean, directions);
  Samples map{2, codes.count, {}, codes.labels};
  for (std::uint32_t n = 0; n < codes.count; ++n) {
    for (const std::vector<float>& direction : directions) {
      double sum = 0;
      for (std::size_t i = 0; i < mean.size(); ++i)
        sum += static_cast<double>(direction[i]) * static_cast<double>(codes.sample(n)[i] - mean[i]);
      map.values.push_back(static_cast<float>(sum));
    }
  }
  return map;
}

Maps make_maps(const MapOptions& options, const Samples& codes, const Compute& compute) {
  constexpr std::uint32_t kPortion = 500;
  Maps maps;
  maps.main = along_main_directions(codes);
  Tsne tsne(codes, maps.main.values,
            {.perplexity = options.perplexity,
             .iterations = options.iterations,
             .exaggerated = std::max(1, options.iterations / 4)});
  while (tsne.advance(kPortion, compute)) {
  }
  maps.neighbours = {2, codes.count, tsne.places(), codes.labels};
  maps.main_kept = trustworthiness(codes, maps.main, kNeighbours, compute);
  maps.neighbours_kept = trustworthiness(codes, maps.neighbours, kNeighbours, compute);
  return maps;
}

Status save_csv(const std::string& path, const Model& model, const Samples& map) {
  std::string text = "sample,label,x,y\n";
  for (std::uint32_t n = 0; n < map.count; ++n) {
    const int label = map.labels[n];
    text += std::to_string(n + 1) + "," + (label == kNoLabel ? "" : csv_field(label_text(model.description, label))) +
            "," + fixed(static_cast<double>(map.sample(n)[0]), 4) + "," +
            fixed(static_cast<double>(map.sample(n)[1]), 4) + "\n";
  }
  return write_file_atomically(path, std::as_bytes(std::span(text)));
}

/// The codes of the first samples, in the order of their file.
Result<Samples> codes_of(const MapOptions& options, const Model& model) {
  auto samples = read_new_samples(model, model.settings);
  if (!samples) return samples.error();
  if (samples->count < kFewest)
    return Error{"argument-out-of-range", "--data", "", "at least " + std::to_string(kFewest) + " samples",
                 std::to_string(samples->count)};
  const auto used = std::min<std::uint32_t>(samples->count, static_cast<std::uint32_t>(options.most));
  samples->count = used;
  samples->values.resize(std::size_t{used} * static_cast<std::size_t>(samples->features));
  samples->labels.resize(used);
  auto runner =
      ModelRunner::create(model, {.threads = model.settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return runner.error();
  return encode(**runner, *samples);
}

int run_map(const MapOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!options.save.empty()) {
    if (Status status = check_writable(options.save); !status) return output.fail(status.error());
  }
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto compute = compute_of(model->settings);
  if (!compute) return output.fail(compute.error());
  const auto codes = codes_of(options, *model);
  if (!codes) return output.fail(codes.error());
  const Maps maps = make_maps(options, *codes, **compute);
  if (!options.save.empty()) {
    if (Status status = save_csv(options.save, *model, maps.neighbours); !status) return output.fail(status.error());
  }
  output.line("Of " + grouped(codes->count) + " codes of " + std::to_string(codes->features) + " values: how far the " +
              std::to_string(kNeighbours) + " nearest on a map are near among the codes (trustworthiness, 1: all):");
  output.line("  two main directions  " + fixed(maps.main_kept, 4));
  output.line("  t-SNE                " + fixed(maps.neighbours_kept, 4));
  if (!options.save.empty()) output.line("The map is in " + options.save + ".");
  const Json object = {{"samples", codes->count},
                       {"features", codes->features},
                       {"neighbours", kNeighbours},
                       {"main_directions", {{"trustworthiness", maps.main_kept}}},
                       {"tsne", {{"trustworthiness", maps.neighbours_kept}}}};
  return output.succeed(object);
}

}  // namespace

Command add_map(CLI::App& program) {
  auto options = std::make_shared<MapOptions>();
  CLI::App* app = program.add_subcommand("map", "place samples in the plane by the neighbours of their codes (t-SNE)");
  options->model.add(*app);
  app->add_option("-o,--out", options->save, "write label, x and y of every sample as CSV")->type_name("FILE");
  app->add_option("--most", options->most, "samples to place, the first ones; default 5000")
      ->type_name("NUMBER")
      ->check(CLI::Range(static_cast<int>(kFewest), 100000).description(""));
  app->add_option("--perplexity", options->perplexity, "about how many neighbours each sample has; default 30")
      ->type_name("NUMBER")
      ->check(CLI::Range(2.0, 300.0).description(""));
  app->add_option("--iterations", options->iterations, "steps of the placing; default 500")
      ->type_name("NUMBER")
      ->check(CLI::Range(10, 10000).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_map(*options); }};
}

}  // namespace hourglass
