// `hourglass features`: tells what a model's codes are worth, beside principal components and the values as they are.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/confusion_matrix.h"
#include "analysis/feature_quality.h"
#include "analysis/measured_subset.h"
#include "analysis/sample_inference.h"
#include "analysis/trustworthiness.h"
#include "cli/commands.h"
#include "cli/compared_features.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Neighbours whose places are compared, and samples among which, at most.
constexpr int kComparedNeighbours = 12;
constexpr std::uint32_t kMostCompared = 2000;
constexpr std::size_t kTitleWidth = 26, kColumnWidth = 25;
constexpr int kMostLabels = 1000000;

struct FeaturesOptions {
  ModelOptions model;
  std::string labels = "10,100,1000";
  int neighbours = 5, draw = 1;
  bool confusion = false, json = false;
};

/// What was found out about one of the compared inputs.
struct Judged {
  FeatureName name;
  int features = 0;
  std::vector<LabelledPoint> curve;
  std::optional<double> trustworthiness;  ///< of a map of the values; nothing for the values themselves
};

using Reading = LabelReading LabelledPoint::*;

std::optional<double> trustworthiness_of(const Samples& values, const Samples& map, const Compute& compute) {
  if (values.count <= 2 * kComparedNeighbours) return std::nullopt;
  const auto subset = measured_subset(values.count, 1, kMostCompared);
  return trustworthiness(pick_samples(values, subset), pick_samples(map, subset), kComparedNeighbours, compute);
}

Result<std::vector<Judged>> judge(const Model& model, const FeatureQualityOptions& options, const Dataset& data,
                                  const Compute& compute) {
  std::vector<Samples> sets;
  sets.push_back(read_samples(data, Split::kTraining));
  sets.push_back(read_samples(data, Split::kHeldOut));
  auto compared = compared_features(model, std::move(sets), compute);
  if (!compared) return compared.error();
  std::vector<Judged> judged;
  for (const ComparedFeatures& features : *compared) {
    auto curve = feature_quality(features.sets[0], features.sets[1], options, compute);
    if (!curve) return curve.error();
    judged.push_back({features.name, features.sets[0].features, std::move(*curve), std::nullopt});
    if (&features != &compared->back())
      judged.back().trustworthiness = trustworthiness_of(compared->back().sets[1], features.sets[1], compute);
  }
  return judged;
}

/// "95.12 % (94.68 to 95.53)"
std::string accuracy_text(const LabelReading& reading) {
  return fixed(100 * reading.accuracy, 2) + " % (" + fixed(100 * reading.interval.low, 2) + " to " +
         fixed(100 * reading.interval.high, 2) + ")";
}

std::string point_title(const LabelledPoint& point) {
  return point.per_class == 0 ? "all " + grouped(point.labels) : grouped(point.per_class) + " per class";
}

void print_readings(const Output& output, const std::string& title, const std::vector<Judged>& judged,
                    Reading reading) {
  output.line(title + ", by labels:");
  for (std::size_t i = 0; i < judged[0].curve.size(); ++i) {
    std::string line = "  " + left_aligned(point_title(judged[0].curve[i]), kTitleWidth);
    for (const Judged& one : judged) line += right_aligned(accuracy_text(one.curve[i].*reading), kColumnWidth);
    output.line(line);
  }
}

void print_confusion(const Output& output, const Model& model, const ConfusionMatrix& matrix) {
  output.line("Labels (rows) read from the code by the linear probe as (columns), all labels:");
  std::size_t width = 6;
  for (int label : matrix.labels) width = std::max(width, label_text(model.description, label).size() + 2);
  std::string header(width, ' ');
  for (int label : matrix.labels) header += right_aligned(label_text(model.description, label), width);
  output.line(header);
  for (std::size_t row = 0; row < matrix.labels.size(); ++row) {
    std::string line = right_aligned(label_text(model.description, matrix.labels[row]), width);
    for (std::size_t column = 0; column < matrix.labels.size(); ++column)
      line += right_aligned(std::to_string(matrix.at(row, column)), width);
    output.line(line);
  }
}

void print(const Output& output, const FeaturesOptions& options, const std::vector<Judged>& judged,
           const Dataset& data) {
  output.line("Labels of " + describe_data(data, Split::kHeldOut) + ", read correctly (95 % interval):");
  std::string header = left_aligned("", kTitleWidth + 2), kept = "  " + left_aligned("neighbourhood kept", kTitleWidth);
  for (const Judged& one : judged) {
    header += right_aligned(one.name.title, kColumnWidth);
    kept += right_aligned(one.trustworthiness ? fixed(*one.trustworthiness, 4) : "", kColumnWidth);
  }
  output.line(header);
  print_readings(output, "Linear probe", judged, &LabelledPoint::linear);
  print_readings(output, std::to_string(options.neighbours) + " nearest neighbours", judged,
                 &LabelledPoint::neighbours);
  if (judged[0].trustworthiness) output.line(kept);
}

Json to_json(const LabelReading& reading) {
  return {{"accuracy", reading.accuracy}, {"low", reading.interval.low}, {"high", reading.interval.high}};
}

Json to_json(const ConfusionMatrix& matrix) {
  Json rows = Json::array();
  for (std::size_t row = 0; row < matrix.labels.size(); ++row) {
    Json counts = Json::array();
    for (std::size_t column = 0; column < matrix.labels.size(); ++column) counts.push_back(matrix.at(row, column));
    rows.push_back(counts);
  }
  return {{"labels", matrix.labels}, {"counts", rows}};
}

Json to_json(const Judged& judged) {
  Json curve = Json::array();
  for (const LabelledPoint& point : judged.curve) {
    curve.push_back({{"per_class", point.per_class == 0 ? Json() : Json(point.per_class)},
                     {"labels", point.labels},
                     {"linear", to_json(point.linear)},
                     {"neighbours", to_json(point.neighbours)}});
  }
  Json object = {{"id", judged.name.id}, {"features", judged.features}, {"curve", curve}};
  if (judged.trustworthiness) object["trustworthiness"] = *judged.trustworthiness;
  return object;
}

int report(const Output& output, const FeaturesOptions& options, const Model& model, const Dataset& data,
           const std::vector<Judged>& judged) {
  print(output, options, judged, data);
  std::vector<int> labels;
  for (std::uint32_t n = 0; n < data.count(Split::kHeldOut); ++n) labels.push_back(data.label(Split::kHeldOut, n));
  if (options.confusion)
    print_confusion(output, model, confusion_matrix(labels, judged[0].curve.back().linear.predicted));
  Json inputs = Json::array();
  for (const Judged& one : judged) {
    inputs.push_back(to_json(one));
    if (!options.confusion) continue;
    inputs.back()["linear_confusion"] = to_json(confusion_matrix(labels, one.curve.back().linear.predicted));
    inputs.back()["neighbour_confusion"] = to_json(confusion_matrix(labels, one.curve.back().neighbours.predicted));
  }
  return output.succeed({{"held_out", labels.size()}, {"neighbours", options.neighbours}, {"inputs", inputs}});
}

int run_features(const FeaturesOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const auto labels = parse_numbers("--labels", options.labels, 1, kMostLabels);
  if (!labels) return output.fail(labels.error());
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  if (Status status = check_shape(*model, **data); !status) return output.fail(status.error());
  const auto compute = compute_of(model->settings);
  if (!compute) return output.fail(compute.error());
  const FeatureQualityOptions quality{.labels_per_class = {labels->begin(), labels->end()},
                                      .neighbours = options.neighbours,
                                      .seed = static_cast<std::uint64_t>(options.draw)};
  const auto judged = judge(*model, quality, **data, **compute);
  if (!judged) return output.fail(judged.error());
  return report(output, options, *model, **data, *judged);
}

}  // namespace

Command add_features(CLI::App& program) {
  auto options = std::make_shared<FeaturesOptions>();
  CLI::App* app =
      program.add_subcommand("features", "read labels from codes, beside PCA and the values, by few labels");
  options->model.add(*app);
  app->add_option("--labels", options->labels, "labels per class, beside all of them; default 10,100,1000")
      ->type_name("N,N,...");
  app->add_option("--neighbours", options->neighbours, "nearest training samples that vote; default 5")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 1000).description(""));
  app->add_option("--draw", options->draw, "seed of the draw of labelled samples; default 1")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 2147483647).description(""));
  app->add_flag("--confusion", options->confusion, "show which labels are taken for which");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_features(*options); }};
}

}  // namespace hourglass
