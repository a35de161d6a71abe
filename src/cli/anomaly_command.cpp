// `hourglass anomaly`: detects anomalies by a model's scores, beside PCA, nearest neighbours and an isolation forest.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>

#include "analysis/anomaly.h"
#include "analysis/anomaly_scores.h"
#include "analysis/roc.h"
#include "cli/anomaly_report.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "cli/score_options.h"
#include "cli/training.h"
#include "core/file.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// The highest rank tried for PCA; on MNIST rank 32 is the best.
constexpr int kMostComponents = 64;
/// Labelled training samples that choose among the model's scores.
constexpr std::uint32_t kMostValidation = 10000;

struct AnomalyOptions {
  SettingsOptions settings;
  std::string model, classes, anomalies, score = "best", save_scores, save_curves;
  double contamination = -1, quantile = -1;  ///< below 0: not given
  bool json = false;
};

/// The model's score with the largest area under the ROC curve on training samples with labels; the reconstruction
/// error where these are all normal or all not.
Result<AnomalyScore> best_score(AnomalyScorer& scorer, const Samples& validation, const AnomalyLabels& which) {
  AnomalyScore best = AnomalyScore::kError;
  double largest = -1;
  for (const AnomalyScoreRow& row : anomaly_scores()) {
    if (!scorer.has(row.kind)) continue;
    const auto scores = scorer.scores(row.kind, validation);
    if (!scores) return scores.error();
    const LabelledScores split = scores_by_label(*scores, validation.labels, which);
    if (!split.has_both()) return AnomalyScore::kError;
    const double area = area_under_roc(split.normal, split.anomalous);
    if (area > largest) best = row.kind;
    largest = std::max(largest, area);
  }
  return best;
}

/// One question: which labels are anomalies, in which data, and what a model says.
struct Task {
  AnomalyLabels labels;
  Settings settings;  ///< whose training samples are those to learn from
};

/// Trains a model on the training samples of a task.
Result<Model> train_for(const Output& output, const Task& task, const InterruptWatch& interrupt) {
  auto session = Session::create(task.settings);
  if (!session) return session.error();
  const std::shared_ptr<const Snapshot> first = (*session)->snapshot();
  const int only = task.settings.data.transforms.only_class;
  output.line((only < 0 ? "Training on " : "Class " + std::to_string(only) + " is normal: training on ") +
              describe_data(*first->data, Split::kTraining));
  Progress progress(output.people(), 0, task.settings.training.epochs, loss_unit(first->model),
                    first->data->description().kind);
  const auto last = train_to_end(**session, progress, interrupt);
  progress.finish();
  if (last->state == RunState::kDiverged) return Error{"diverged", "training", "", "finite numbers", last->message};
  return last->model;
}

/// Training samples with all their labels, before transforms chose some: for the choice of a score and a share.
Result<Samples> labelled_training_samples(Settings settings, std::uint32_t most) {
  settings.data.transforms.only_class = -1;
  settings.data.transforms.training_limit = 0;
  const auto data = open_data(settings);
  if (!data) return data.error();
  return read_samples(**data, Split::kTraining, most);
}

/// The threshold that the options ask for; else the share of anomalies among the training samples, else a tenth.
ThresholdRule threshold_rule(const AnomalyOptions& options, const Samples& validation, const AnomalyLabels& which) {
  if (options.quantile >= 0) return {ThresholdRule::Kind::kQuantile, options.quantile};
  if (options.contamination >= 0) return {ThresholdRule::Kind::kContamination, options.contamination};
  const std::vector<double> none(validation.count);
  const LabelledScores split = scores_by_label(none, validation.labels, which);
  const auto anomalous = static_cast<double>(split.anomalous.size());
  if (!split.has_both()) return {};
  return {ThresholdRule::Kind::kContamination, anomalous / (anomalous + static_cast<double>(split.normal.size()))};
}

/// The detectors of one task with the samples they judged.
class Judge {
 public:
  Judge(const AnomalyOptions& options, const Task& task, const Dataset& data, const Compute& compute)
      : options_(options),
        task_(task),
        compute_(compute),
        training_(read_samples(data, Split::kTraining)),
        samples_(read_samples(data, Split::kHeldOut)) {}

  Result<AnomalyResult> run(const Model& model, const Samples& validation) {
    AnomalyResult result{task_.labels, samples_.labels, model.description, {}, {}, 0, 0, {}};
    result.rule = threshold_rule(options_, validation, task_.labels);
    if (Status status = add_model(model, validation, result); !status) return status.error();
    add_others(model, result);
    return result;
  }

 private:
  Status add_model(const Model& model, const Samples& validation, AnomalyResult& result) {
    auto scorer = AnomalyScorer::create(model, training_);
    if (!scorer) return scorer.error();
    const auto wanted = find_anomaly_score(options_.score);
    const auto chosen = wanted ? *wanted : best_score(**scorer, validation, task_.labels);
    if (!chosen) return chosen.error();
    if (!(*scorer)->has(*chosen)) return missing_score(*chosen, model);
    for (const AnomalyScoreRow& row : anomaly_scores()) {
      if (!(*scorer)->has(row.kind) || (wanted && row.kind != *chosen)) continue;
      auto scores = (*scorer)->scores(row.kind, samples_);
      if (!scores) return scores.error();
      DetectorScores detector{row.id, row.blurb, std::move(*scores), {}};
      if (scores_normal()) {
        auto normal = (*scorer)->scores(row.kind, training_);
        if (!normal) return normal.error();
        detector.normal = std::move(*normal);
      }
      if (row.kind == *chosen) result.chosen = result.detectors.size();
      result.detectors.push_back(std::move(detector));
    }
    result.model_scores = result.detectors.size();
    return Done{};
  }

  void add_others(const Model& model, AnomalyResult& result) const {
    const std::vector<float> stand_ins = stand_ins_for_missing(model.description, model.input, training_);
    const Samples normal = with_filled(training_, stand_ins), samples = with_filled(samples_, stand_ins);
    const DetectorOptions options{.scores_normal = scores_normal(),
                                  .seed = static_cast<std::uint64_t>(task_.settings.seed)};
    PrincipalDetector pca = principal_detector(normal, samples, task_.labels,
                                               std::min(kMostComponents, samples.features), options, compute_);
    result.pca_auc_by_rank = std::move(pca.auc_by_rank);
    result.pca_rank = pca.rank;
    result.detectors.push_back(std::move(pca.scores));
    for (DetectorScores& detector : model_free_detectors(normal, samples, options, compute_))
      result.detectors.push_back(std::move(detector));
  }

  bool scores_normal() const { return options_.quantile >= 0; }

  const AnomalyOptions& options_;
  const Task& task_;
  const Compute& compute_;
  Samples training_, samples_;
};

Status check_held_out_labels(const Dataset& data, const AnomalyLabels& which) {
  bool normal = false, anomalous = false;
  for (std::uint32_t n = 0; n < data.count(Split::kHeldOut); ++n) {
    const int label = data.label(Split::kHeldOut, n);
    if (label != kNoLabel) (which.is_anomaly(label) ? anomalous : normal) = true;
  }
  if (normal && anomalous) return Done{};
  return Error{"data-no-such-class", data.name(), "", "held-out samples that are normal and others that are not",
               normal      ? "no anomalies"
               : anomalous ? "none that is normal"
                           : "none with a label"};
}

Result<AnomalyResult> run_task(const Output& output, const AnomalyOptions& options, const Task& task,
                               const Model* given, const Compute& compute, const InterruptWatch& interrupt) {
  const auto data = open_data(task.settings);
  if (!data) return data.error();
  if (Status status = check_held_out_labels(**data, task.labels); !status) return status.error();
  const auto validation = labelled_training_samples(task.settings, kMostValidation);
  if (!validation) return validation.error();
  Judge judge(options, task, **data, compute);
  if (given) {
    if (Status status = check_shape(*given, **data); !status) return status.error();
    return judge.run(*given, *validation);
  }
  const Result<Model> model = train_for(output, task, interrupt);
  if (!model) return model.error();
  return judge.run(*model, *validation);
}

/// Labels that both training and held-out samples have, ascending.
std::vector<int> labels_in_both_splits(const Dataset& data) {
  std::vector<int> labels = data.labels();
  for (Split split : {Split::kTraining, Split::kHeldOut}) {
    std::vector<bool> occurs(static_cast<std::size_t>(data.label_bound()));
    for (std::uint32_t i = 0; i < data.count(split); ++i) {
      if (const int label = data.label(split, i); label != kNoLabel) occurs[static_cast<std::size_t>(label)] = true;
    }
    std::erase_if(labels, [&](int label) { return !occurs[static_cast<std::size_t>(label)]; });
  }
  return labels;
}

/// The classes given by --classes; else the class that the model was trained on; else the one that the data call
/// normal; else all classes.
Result<std::vector<int>> classes_for(const AnomalyOptions& options, const Settings& settings, const Model* model) {
  if (!options.classes.empty()) return parse_numbers("--classes", options.classes, 0, 255);
  if (model && model->settings.data.transforms.only_class >= 0)
    return std::vector<int>{model->settings.data.transforms.only_class};
  Settings all = settings;
  all.data.transforms.only_class = -1;
  const auto data = open_data(all);
  if (!data) return data.error();
  const std::vector<std::string>& names = (*data)->description().label_names;
  const auto normal = std::find(names.begin(), names.end(), "normal");
  if (normal != names.end()) return std::vector<int>{static_cast<int>(normal - names.begin())};
  const std::vector<int> classes = labels_in_both_splits(**data);
  if (classes.empty())
    return Error{"data-no-labels", (*data)->name(), "", "samples with labels in both splits", "none"};
  return classes;
}

Result<std::vector<Task>> tasks_for(const AnomalyOptions& options, const Settings& settings, const Model* model) {
  std::vector<Task> tasks;
  if (!options.anomalies.empty()) {
    const auto anomalies = parse_numbers("--anomalies", options.anomalies, 0, kLargestLabel);
    if (!anomalies) return anomalies.error();
    Task& task = tasks.emplace_back();
    task.labels.anomalies = *anomalies;
    task.settings = settings;
    return tasks;
  }
  const auto classes = classes_for(options, settings, model);
  if (!classes) return classes.error();
  for (int normal_class : *classes) {
    Task& task = tasks.emplace_back();
    task.labels.normal = normal_class;
    task.settings = settings;
    task.settings.data.transforms.only_class = normal_class;
  }
  return tasks;
}

/// Refuses options that exclude each other, and files that could not be written after long work.
Status check_options(const AnomalyOptions& options) {
  if (!options.classes.empty() && !options.anomalies.empty())
    return Error{"setting-does-not-fit", "--anomalies", "", "one of --classes and --anomalies", "both"};
  for (const std::string& path : {options.save_scores, options.save_curves}) {
    if (path.empty()) continue;
    if (Status status = check_writable(path); !status) return status;
  }
  return Done{};
}

Status save_files(const AnomalyOptions& options, const AnomalyResult& result) {
  if (!options.save_scores.empty()) {
    if (Status status = save_scores(options.save_scores, result); !status) return status;
  }
  if (!options.save_curves.empty()) return save_curves(options.save_curves, result);
  return Done{};
}

int run_anomaly(const AnomalyOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (Status status = check_options(options); !status) return output.fail(status.error());
  std::unique_ptr<Model> model;
  Settings base = native_defaults();
  if (!options.model.empty()) {
    Result<Model> loaded = load_model_here(options.model);
    if (!loaded) return output.fail(loaded.error());
    model = std::make_unique<Model>(std::move(*loaded));
    base = model->settings;
  }
  const Result<Settings> settings = make_settings(options.settings.given(), base);
  if (!settings) return output.fail(settings.error());
  const auto compute = compute_of(*settings);
  if (!compute) return output.fail(compute.error());
  const auto tasks = tasks_for(options, *settings, model.get());
  if (!tasks) return output.fail(tasks.error());
  const bool saves = !options.save_scores.empty() || !options.save_curves.empty();
  if (saves && tasks->size() > 1) {
    return output.fail(Error{"setting-does-not-fit", "--save-scores", "", "one normal class (--classes N)",
                             std::to_string(tasks->size())});
  }
  const InterruptWatch interrupt;
  std::vector<AnomalyResult> results;
  for (const Task& task : *tasks) {
    auto result = run_task(output, options, task, model.get(), **compute, interrupt);
    if (!result) return output.fail(result.error());
    if (interrupt.interrupted()) return output.fail("interrupted", "Stopped before all classes were done.", kFailedRun);
    results.push_back(std::move(*result));
  }
  if (results.size() > 1) return report_classes(output, results);
  if (Status status = save_files(options, results.front()); !status) return output.fail(status.error());
  return report_one(output, results.front());
}

}  // namespace

Command add_anomaly(CLI::App& program) {
  auto options = std::make_shared<AnomalyOptions>();
  CLI::App* app = program.add_subcommand("anomaly", "detect anomalies by a model, beside PCA and other methods");
  app->add_option("MODEL", options->model,
                  "a model that was trained on normal samples (--only-class); without it one is trained")
      ->type_name("");
  app->add_option("--classes", options->classes,
                  "the classes to take as normal, one after the other, each with a model that sees no other\n"
                  "(default: the label named normal; else all)")
      ->type_name("N,N,...");
  app->add_option("--anomalies", options->anomalies,
                  "the labels that are anomalies; the model learns from all training samples")
      ->type_name("N,N,...");
  app->add_option("--score", options->score,
                  score_help("best, the one that tells labelled training samples apart best"))
      ->type_name("NAME")
      ->check(CLI::IsMember(score_choices({"best"})));
  app->add_option("--contamination", options->contamination,
                  "flag this share of the samples (default: the training samples' share of anomalies)")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0).description(""));
  app->add_option("--threshold-quantile", options->quantile,
                  "flag what scores as high as this quantile of the samples learned from")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0).description(""));
  app->add_option("--save-scores", options->save_scores, "write every held-out sample's scores as CSV")
      ->type_name("FILE");
  app->add_option("--save-curves", options->save_curves, "write the ROC and precision-recall curves as CSV")
      ->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add_all(*app);
  return {app, [options] { return run_anomaly(*options); }};
}

}  // namespace hourglass
