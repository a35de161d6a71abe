// `hourglass pca`: measures the reconstruction error of principal components at several ranks, from one decomposition.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/pca.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"

namespace hourglass {
namespace {

constexpr int kDefaultRanks[] = {2, 10, 20, 30, 32};

struct PcaOptions {
  SettingsOptions settings;
  std::string ranks;  ///< empty for the default ranks
  bool json = false;
};

/// The default ranks up to `features`; where `features` is below all of them, `features` itself.
std::vector<int> default_ranks(int features) {
  std::vector<int> ranks;
  for (int rank : kDefaultRanks) {
    if (rank <= features) ranks.push_back(rank);
  }
  return ranks.empty() ? std::vector<int>{features} : ranks;
}

int run_pca(const PcaOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const auto given = open_data_and_compute(options.settings);
  if (!given) return output.fail(given.error());
  const Dataset& data = *given->data;
  const int features = data.shape().features();
  const Result<std::vector<int>> ranks =
      options.ranks.empty() ? default_ranks(features) : parse_numbers("--ranks", options.ranks, 0, features);
  if (!ranks) return output.fail(ranks.error());

  Samples training = read_samples(data, Split::kTraining), held_out = read_samples(data, Split::kHeldOut);
  fill_missing(data.description(), training);
  fill_missing(data.description(), held_out);
  const int most = *std::max_element(ranks->begin(), ranks->end());
  const PrincipalComponents components = fit_principal_components(training, most, *given->compute);
  const std::vector<double> errors = mean_errors_by_rank(components, held_out, held_out, *given->compute);
  const std::vector<double> explained = explained_variance(components);

  output.line("Fitted to " + describe_data(data, Split::kTraining) + ";");
  output.line("errors on " + describe_data(data, Split::kHeldOut) + ":");
  const DataKindRow& kind = data_kind_row(data.description().kind);
  const std::string per_value = "mean squared error per " + std::string(kind.value),
                    per_sample = "squared error per " + std::string(kind.sample);
  output.line("  components   " + per_value + "   " + per_sample + "   variance explained in training");
  Json rows = Json::array();
  for (int rank : *ranks) {
    const std::size_t k = static_cast<std::size_t>(rank);
    output.line(right_aligned(std::to_string(rank), 12) +
                right_aligned(fixed(errors[k] / features, 5), per_value.size() + 3) +
                right_aligned(fixed(errors[k], 3), per_sample.size() + 3) +
                right_aligned(fixed(100 * explained[k], 2) + " %", 33));
    rows.push_back({{"rank", rank},
                    {figure_name("mse_per_pixel", kind.kind), errors[k] / features},
                    {figure_name("squared_error_per_image", kind.kind), errors[k]},
                    {"explained_variance", explained[k]}});
  }
  return output.succeed({{"data", data.name()}, {"ranks", rows}});
}

}  // namespace

Command add_pca(CLI::App& program) {
  auto options = std::make_shared<PcaOptions>();
  CLI::App* app = program.add_subcommand("pca", "measure principal components on held-out data");
  app->add_option("--ranks", options->ranks,
                  "numbers of components (default 2,10,20,30,32, without those above a sample's values)")
      ->type_name("N,N,...");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {SettingGroup::kData, SettingGroup::kRun}, {});
  return {app, [options] { return run_pca(*options); }};
}

}  // namespace hourglass
