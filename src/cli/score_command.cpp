// `hourglass score`: tells how unlike the samples that a model learned from the samples of a file are.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <numeric>

#include "analysis/anomaly_scores.h"
#include "analysis/precision_recall.h"
#include "cli/commands.h"
#include "cli/model_options.h"
#include "cli/new_data.h"
#include "cli/output.h"
#include "cli/score_options.h"
#include "core/file.h"
#include "core/number_text.h"
#include "data/sample_text.h"
#include "data/writers/csv_writer.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Parts shown for each of the samples that score highest.
constexpr std::size_t kShownParts = 3;

struct ScoreOptions {
  ModelOptions model;
  std::string score = "error", save_scores;
  double quantile = -1;  ///< below 0: not given
  std::optional<double> fail_above;
  int first = 5;
  bool json = false;
};

/// A part's share of a sample's score.
struct PartShare {
  std::size_t part;
  double share;
};

/// A sample with the parts that make up most of its score.
struct ScoredSample {
  std::uint32_t index;
  double score;
  std::vector<PartShare> parts;
};

struct Scored {
  Samples samples;
  std::vector<double> scores;
  std::vector<ScoredSample> highest;  ///< those that score highest, in that order
  std::optional<double> threshold;    ///< by the quantile
};

std::vector<PartShare> largest_shares(const std::vector<double>& terms) {
  const double sum = std::accumulate(terms.begin(), terms.end(), 0.0);
  std::vector<PartShare> shares;
  for (std::size_t i = 0; i < terms.size(); ++i) shares.push_back({i, sum > 0 ? terms[i] / sum : 0});
  std::stable_sort(shares.begin(), shares.end(),
                   [](const PartShare& a, const PartShare& b) { return a.share > b.share; });
  shares.resize(std::min(shares.size(), kShownParts));
  return shares;
}

std::vector<ScoredSample> highest_samples(AnomalyScorer& scorer, AnomalyScore kind, const Scored& scored,
                                          std::size_t count) {
  std::vector<std::uint32_t> order(scored.scores.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scored.scores[a] > scored.scores[b]; });
  order.resize(std::min(order.size(), count));
  std::vector<ScoredSample> highest;
  for (std::uint32_t n : order) {
    highest.push_back({n, scored.scores[n], {}});
    if (!anomaly_score_row(kind).has_parts) continue;
    const float* values = scored.samples.sample(n);
    const Samples one{scored.samples.features, 1, {values, values + scored.samples.features}, {}};
    highest.back().parts = largest_shares(scorer.part_scores(kind, one));
  }
  return highest;
}

/// The samples that the model learned from, where its score compares with them; else none.
Result<Samples> normal_samples(const Settings& settings, AnomalyScore kind, bool needs_quantile) {
  const bool compares = kind != AnomalyScore::kError && kind != AnomalyScore::kLikelihood;
  if (!compares && !needs_quantile) return Samples{};
  const auto data = open_data(settings);
  if (!data) return data.error();
  return read_samples(**data, Split::kTraining);
}

Result<Scored> score_samples(const ScoreOptions& options, const Model& model, const Settings& learned) {
  const AnomalyScore kind = *find_anomaly_score(options.score);
  const auto normal = normal_samples(learned, kind, options.quantile >= 0);
  if (!normal) return normal.error();
  if (normal->count > 0 && normal->features != model.input.features()) {
    return Error{"data-shape-mismatch", learned.data.source, "",
                 std::to_string(model.input.features()) + " values per sample", std::to_string(normal->features)};
  }
  auto scorer = AnomalyScorer::create(model, *normal);
  if (!scorer) return scorer.error();
  if (!(*scorer)->has(kind)) return missing_score(kind, model);
  auto samples = read_new_samples(model, model.settings);
  if (!samples) return samples.error();
  Scored scored{std::move(*samples), {}, {}, {}};
  auto scores = (*scorer)->scores(kind, scored.samples);
  if (!scores) return scores.error();
  scored.scores = std::move(*scores);
  scored.highest = highest_samples(**scorer, kind, scored, static_cast<std::size_t>(options.first));
  if (options.quantile < 0) return scored;
  const auto own = (*scorer)->scores(kind, *normal);
  if (!own) return own.error();
  scored.threshold = quantile(*own, options.quantile);
  return scored;
}

/// A part with its share, and its value where words say it: "amount 3.20 log10 EUR (54 %)".
std::string share_text(const Model& model, const Samples& samples, std::uint32_t sample, const PartShare& share) {
  const std::vector<CategoryGroup> parts = parts_of(model.description, model.input);
  std::string text = part_name(model.description, model.input, parts[share.part]);
  if (model.description.kind == DataKind::kTable && !model.description.columns.empty())
    text += " " + column_text(model.description, share.part,
                              {samples.sample(sample), static_cast<std::size_t>(samples.features)});
  return text + " (" + fixed(100 * share.share, 0) + " %)";
}

void print_scores(const Output& output, const Model& model, const Scored& scored) {
  output.line(grouped(scored.scores.size()) + (scored.scores.size() == 1 ? " sample" : " samples") + "; median score " +
              rounded_text(quantile(scored.scores, 0.5), 4) + ", 99 % below " +
              rounded_text(quantile(scored.scores, 0.99), 4) + ".");
  output.line("Highest:");
  for (const ScoredSample& sample : scored.highest) {
    std::string line = "  sample " + left_aligned(std::to_string(sample.index + 1), 7) +
                       left_aligned(rounded_text(sample.score, 5), 10);
    for (std::size_t i = 0; i < sample.parts.size(); ++i)
      line += (i == 0 ? " " : ", ") + share_text(model, scored.samples, sample.index, sample.parts[i]);
    output.line(line);
  }
}

std::size_t count_above(const std::vector<double>& scores, double threshold) {
  return static_cast<std::size_t>(
      std::count_if(scores.begin(), scores.end(), [&](double score) { return score > threshold; }));
}

Json to_json(const Model& model, const Scored& scored) {
  const std::vector<CategoryGroup> parts = parts_of(model.description, model.input);
  Json highest = Json::array();
  for (const ScoredSample& sample : scored.highest) {
    Json shares = Json::array();
    for (const PartShare& share : sample.parts)
      shares.push_back(
          {{"part", part_name(model.description, model.input, parts[share.part])}, {"share", share.share}});
    highest.push_back({{"sample", sample.index + 1}, {"score", sample.score}, {"parts", shares}});
  }
  return {{"samples", scored.scores.size()},
          {"median", quantile(scored.scores, 0.5)},
          {"largest", quantile(scored.scores, 1)},
          {"highest", highest}};
}

Status save_csv(const std::string& path, const Model& model, const Scored& scored) {
  std::string text = "sample,label,score\n";
  for (std::size_t n = 0; n < scored.scores.size(); ++n) {
    const int label = scored.samples.labels[n];
    text += std::to_string(n + 1) + "," + (label == kNoLabel ? "" : csv_field(label_text(model.description, label))) +
            "," + number_text(scored.scores[n]) + "\n";
  }
  return write_file_atomically(path, std::as_bytes(std::span(text)));
}

int report(const Output& output, const ScoreOptions& options, const Model& model, const Scored& scored) {
  print_scores(output, model, scored);
  Json object = to_json(model, scored);
  object["score"] = options.score;
  if (scored.threshold) {
    const std::size_t above = count_above(scored.scores, *scored.threshold);
    output.line(grouped(above) + " above " + rounded_text(*scored.threshold, 5) + ", the quantile " +
                rounded_text(100 * options.quantile, 5) + " % of the samples that the model learned from.");
    object["threshold"] = *scored.threshold;
    object["above_threshold"] = above;
  }
  if (!options.fail_above) return output.succeed(object);
  const std::size_t above = count_above(scored.scores, *options.fail_above);
  output.line(grouped(above) + " above " + rounded_text(*options.fail_above, 5) + ".");
  object["above"] = above;
  const int code = output.succeed(object);
  return code == kSuccess && above > 0 ? kAboveThreshold : code;
}

int run_score(const ScoreOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!options.save_scores.empty()) {
    if (Status status = check_writable(options.save_scores); !status) return output.fail(status.error());
  }
  const Result<Model> saved = load_model_here(options.model.model);
  if (!saved) return output.fail(saved.error());
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto scored = score_samples(options, *model, saved->settings);
  if (!scored) return output.fail(scored.error());
  if (!options.save_scores.empty()) {
    if (Status status = save_csv(options.save_scores, *model, *scored); !status) return output.fail(status.error());
  }
  return report(output, options, *model, *scored);
}

}  // namespace

Command add_score(CLI::App& program) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* app = program.add_subcommand("score", "tell how unlike what a model learned new samples are");
  options->model.add(*app);
  app->add_option("--score", options->score, score_help("error"))
      ->type_name("NAME")
      ->check(CLI::IsMember(score_choices()));
  app->add_option("--threshold-quantile", options->quantile,
                  "count the samples above this quantile of the scores of those learned from")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0).description(""));
  app->add_option("--fail-above", options->fail_above, "exit with code 3 if a score lies above this number")
      ->type_name("NUMBER");
  app->add_option("--first", options->first, "show this many of the samples that score highest (default 5)")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 1000).description(""));
  app->add_option("--save-scores", options->save_scores, "write every sample's score as CSV")->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_score(*options); }};
}

}  // namespace hourglass
