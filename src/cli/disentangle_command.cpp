// `hourglass disentangle`: measures how far each value of a model's code stands for one known factor of the data.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/disentanglement.h"
#include "cli/commands.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Dimensions beside each other in the table; those with the most information are shown.
constexpr std::size_t kMostColumns = 12;

struct DisentangleOptions {
  ModelOptions model;
  int votes = DisentanglementOptions{}.votes;
  bool json = false;
};

double most_information(const Disentanglement& result, std::size_t dimension) {
  double most = 0;
  for (const FactorInformation& factor : result.factors) most = std::max(most, factor.information[dimension]);
  return most;
}

/// The dimensions that the table shows, ascending.
std::vector<std::size_t> shown_dimensions(const Disentanglement& result) {
  std::vector<std::size_t> dimensions(result.collapsed.size());
  for (std::size_t j = 0; j < dimensions.size(); ++j) dimensions[j] = j;
  std::stable_sort(dimensions.begin(), dimensions.end(), [&](std::size_t a, std::size_t b) {
    return most_information(result, a) > most_information(result, b);
  });
  dimensions.resize(std::min(dimensions.size(), kMostColumns));
  std::sort(dimensions.begin(), dimensions.end());
  return dimensions;
}

void print_table(const Output& output, const FactorSource& source, const Disentanglement& result) {
  const std::vector<std::size_t> dimensions = shown_dimensions(result);
  output.line("Mutual information of factors and dimensions of the code, in nats:");
  std::string header = left_aligned("  factor", 12) + right_aligned("entropy", 8);
  for (std::size_t j : dimensions) header += right_aligned(std::to_string(j), 6) + (result.collapsed[j] ? "-" : " ");
  output.line(header + right_aligned("gap", 8) + right_aligned("votes", 9));
  for (std::size_t k = 0; k < result.factors.size(); ++k) {
    const FactorInformation& factor = result.factors[k];
    std::string line = left_aligned("  " + std::string(source.factor_table()[k].name), 12) +
                       right_aligned(fixed(factor.entropy, 2), 8);
    for (std::size_t j : dimensions) line += right_aligned(fixed(factor.information[j], 2), 6) + " ";
    output.line(line + right_aligned(fixed(factor.gap, 3), 8) + right_aligned(fixed(100 * factor.correct_votes, 0), 7) +
                " %");
  }
  const auto collapsed = std::count(result.collapsed.begin(), result.collapsed.end(), true);
  if (collapsed > 0) output.line("  - collapsed: varies too little to vote (" + std::to_string(collapsed) + ")");
  if (dimensions.size() < result.collapsed.size())
    output.line("  " + std::to_string(result.collapsed.size() - dimensions.size()) +
                " dimensions with less information are not shown");
}

int report(const Output& output, const FactorSource& source, const Disentanglement& result) {
  print_table(output, source, result);
  output.line("");
  output.line("  mutual information gap  " + fixed(result.information_gap, 3));
  output.line("  FactorVAE score         " + fixed(result.factor_vae_score, 3));
  Json factors = Json::array(), collapsed = Json::array();
  for (std::size_t k = 0; k < result.factors.size(); ++k) {
    const FactorInformation& factor = result.factors[k];
    factors.push_back({{"factor", source.factor_table()[k].name},
                       {"entropy", factor.entropy},
                       {"information", factor.information},
                       {"gap", factor.gap},
                       {"correct_votes", factor.correct_votes}});
  }
  for (std::size_t j = 0; j < result.collapsed.size(); ++j) {
    if (result.collapsed[j]) collapsed.push_back(j);
  }
  return output.succeed({{"mutual_information_gap", result.information_gap},
                         {"factor_vae_score", result.factor_vae_score},
                         {"factors", factors},
                         {"collapsed", collapsed}});
}

int run_disentangle(const DisentangleOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  const auto result = disentanglement(
      *model, **data,
      {.seed = static_cast<std::uint64_t>(model->settings.seed), .votes = static_cast<std::uint32_t>(options.votes)});
  if (!result) return output.fail(result.error());
  return report(output, *known_factors(**data), *result);
}

}  // namespace

Command add_disentangle(CLI::App& program) {
  auto options = std::make_shared<DisentangleOptions>();
  CLI::App* app =
      program.add_subcommand("disentangle", "measure how far each value of a code stands for one known factor");
  options->model.add(*app);
  app->add_option("--votes", options->votes, "count this many votes for the FactorVAE score (default 800)")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 100000).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_disentangle(*options); }};
}

}  // namespace hourglass
