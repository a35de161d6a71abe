// `hourglass anomaly`: takes one class as normal and detects all others as anomalies by their reconstruction error.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "analysis/anomaly.h"
#include "cli/commands.h"
#include "cli/data_options.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "cli/training.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// The highest rank tried for PCA; on MNIST rank 32 is the best.
constexpr int kMostComponents = 64;

struct AnomalyOptions {
  SettingsOptions settings;
  std::string model, classes;
  bool json = false;
};

/// The result for one normal class.
struct ClassResult {
  int normal_class;
  double auc;
  std::vector<double> pca_auc;  ///< at ranks 0 .. kMostComponents
};

Result<ClassResult> score_class(const Model& model, const Dataset& data, int normal_class, const Compute& compute) {
  auto runner =
      ModelRunner::create(model, {.threads = model.settings.compute.threads, .labels = LabelPolicy::kDecodingOnly});
  if (!runner) return runner.error();
  const Samples images = read_samples(data, Split::kHeldOut);
  const auto is_normal = [&](int label) { return label == normal_class; };
  const auto normal = std::count_if(images.labels.begin(), images.labels.end(), is_normal);
  if (normal == 0 || normal == static_cast<std::ptrdiff_t>(images.labels.size())) {
    return Error{"data-no-such-class", data.name(), "",
                 "held-out images of class " + std::to_string(normal_class) + " and of others",
                 normal == 0 ? "none of it" : "no others"};
  }
  ClassResult result{normal_class, 0, {}};
  result.auc = anomaly_auc(reconstruction_scores(**runner, images), images.labels, normal_class);
  result.pca_auc = principal_anomaly_auc(read_samples(data, Split::kTraining), images, normal_class,
                                         std::min(kMostComponents, images.features), compute);
  return result;
}

/// Trains a model on the images of one class.
Result<Model> train_on(const Output& output, Settings settings, int normal_class, const InterruptWatch& interrupt) {
  settings.data.transforms.only_class = normal_class;
  auto session = Session::create(settings);
  if (!session) return session.error();
  output.line("Class " + std::to_string(normal_class) + " is normal: training on " +
              describe_data(*(*session)->snapshot()->data, Split::kTraining));
  Progress progress(output.people(), 0, settings.training.epochs,
                    settings.architecture.loss == ReconstructionLoss::kBce ? "nats" : "squared error");
  const auto last = train_to_end(**session, progress, interrupt);
  progress.finish();
  if (last->state == RunState::kDiverged) return Error{"diverged", "training", "", "finite numbers", last->message};
  return last->model;
}

Result<ClassResult> run_class(const Output& output, const Settings& settings, const Model* given, int normal_class,
                              const Compute& compute, const InterruptWatch& interrupt) {
  Settings of_class = settings;
  of_class.data.transforms.only_class = normal_class;
  const auto data = open_data(of_class);
  if (!data) return data.error();
  if (given) {
    if (Status status = check_shape(*given, **data); !status) return status.error();
    return score_class(*given, **data, normal_class, compute);
  }
  const Result<Model> model = train_on(output, settings, normal_class, interrupt);
  if (!model) return model.error();
  return score_class(*model, **data, normal_class, compute);
}

double mean(const std::vector<ClassResult>& results, auto value) {
  double sum = 0;
  for (const ClassResult& r : results) sum += value(r);
  return sum / static_cast<double>(results.size());
}

/// The rank at which PCA has the highest mean AUC over the classes.
std::size_t best_rank(const std::vector<ClassResult>& results) {
  std::size_t best = 1;
  const auto at = [&](std::size_t rank) {
    return mean(results, [&](const ClassResult& r) { return r.pca_auc[rank]; });
  };
  for (std::size_t rank = 2; rank < results.front().pca_auc.size(); ++rank) {
    if (at(rank) > at(best)) best = rank;
  }
  return best;
}

int report(const Output& output, const std::vector<ClassResult>& results) {
  const std::size_t rank = best_rank(results);
  Json rows = Json::array();
  int better = 0;
  output.line("Area under the ROC curve, the class against all others of the held-out images:");
  output.line("  class    model    PCA of rank " + std::to_string(rank));
  for (const ClassResult& r : results) {
    better += r.auc > r.pca_auc[rank];
    output.line(right_aligned(std::to_string(r.normal_class), 7) + right_aligned(fixed(r.auc, 4), 9) +
                right_aligned(fixed(r.pca_auc[rank], 4), 9));
    rows.push_back({{"class", r.normal_class}, {"auc", r.auc}, {"pca_auc", r.pca_auc[rank]}});
  }
  const double model_mean = mean(results, [](const ClassResult& r) { return r.auc; });
  const double pca_mean = mean(results, [&](const ClassResult& r) { return r.pca_auc[rank]; });
  output.line("   mean" + right_aligned(fixed(model_mean, 4), 9) + right_aligned(fixed(pca_mean, 4), 9) +
              "   better than PCA on " + std::to_string(better) + " of " + std::to_string(results.size()));
  return output.succeed({{"classes", rows},
                         {"mean_auc", model_mean},
                         {"pca_rank", rank},
                         {"pca_mean_auc", pca_mean},
                         {"better_than_pca", better}});
}

/// Labels that both training and held-out images have, ascending.
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

/// The classes given by --classes; else the class that the model was trained on; else all classes.
Result<std::vector<int>> classes_for(const AnomalyOptions& options, const Settings& settings, const Model* model) {
  if (!options.classes.empty()) return parse_numbers("--classes", options.classes, 0, 255);
  if (model && model->settings.data.transforms.only_class >= 0)
    return std::vector<int>{model->settings.data.transforms.only_class};
  Settings all = settings;
  all.data.transforms.only_class = -1;
  const auto data = open_data(all);
  if (!data) return data.error();
  const std::vector<int> classes = labels_in_both_splits(**data);
  if (classes.empty()) return Error{"data-no-labels", (*data)->name(), "", "images with labels in both splits", "none"};
  return classes;
}

int run_anomaly(const AnomalyOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
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
  const auto classes = classes_for(options, *settings, model.get());
  if (!classes) return output.fail(classes.error());
  const InterruptWatch interrupt;
  std::vector<ClassResult> results;
  for (int normal_class : *classes) {
    auto result = run_class(output, *settings, model.get(), normal_class, **compute, interrupt);
    if (!result) return output.fail(result.error());
    if (interrupt.interrupted()) return output.fail("interrupted", "Stopped before all classes were done.", kFailedRun);
    results.push_back(std::move(*result));
  }
  return report(output, results);
}

}  // namespace

Command add_anomaly(CLI::App& program) {
  auto options = std::make_shared<AnomalyOptions>();
  CLI::App* app = program.add_subcommand("anomaly", "take one class as normal and detect the others");
  app->add_option("MODEL", options->model,
                  "a model that was trained on one class (--only-class); without it one is trained for every class")
      ->type_name("");
  app->add_option("--classes", options->classes, "the classes to take as normal, one after the other (default: all)")
      ->type_name("N,N,...");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add_all(*app);
  return {app, [options] { return run_anomaly(*options); }};
}

}  // namespace hourglass
