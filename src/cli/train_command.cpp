// `hourglass train`: trains a model, reports its held-out figures, and saves it if --save names a file.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/interrupt.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/settings_options.h"
#include "cli/training.h"
#include "core/file.h"
#include "io/model_file.h"
#include "session/diagnosis.h"
#include "session/resolve.h"
#include "session/session.h"

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

struct TrainOptions {
  SettingsOptions settings;
  std::string save, resume;
  std::optional<std::string> checkpoint_every;
  TrainingFilmOptions film;
  bool keep_optimiser = false, json = false;
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Loads a saved run to resume: its own settings, changed by the options given.
Result<Model> load_resumable(const TrainOptions& options) {
  Result<Model> model = load_model_here(options.resume);
  if (!model) return model;
  if (model->optimiser_state.size() == 0 && optimiser_states(model->settings) > 0) {
    return Error{"model-not-resumable", options.resume, "", "the optimiser's state", "only the weights"};
  }
  SettingList given = options.settings.given();
  // The saved settings already include the family's defaults; naming the family again must not undo later changes.
  std::erase_if(given, [&](const auto& setting) {
    return setting.first == "family" && setting.second == model->settings.family;
  });
  Result<Settings> settings = make_settings(given, model->settings);
  if (!settings) return settings.error();
  if (!same_network(*settings, model->settings) || settings->training.optimiser != model->settings.training.optimiser) {
    return Error{"setting-needs-reset", options.resume, "", "the saved run's network and optimiser",
                 "options that ask for others"};
  }
  if (validation_share(*settings) != validation_share(model->settings)) {
    return Error{"setting-needs-reset", options.resume, "", "the saved run's validation part",
                 "options that ask for others"};
  }
  // A new total of epochs does not stretch the schedule: it keeps the length that the saved run gave it.
  if (settings->training.schedule.epochs == 0 && settings->training.epochs != model->settings.training.epochs) {
    settings->training.schedule.epochs = model->settings.training.epochs;
  }
  model->settings = *settings;
  return model;
}

Result<std::unique_ptr<Session>> make_session(const TrainOptions& options) {
  if (!options.resume.empty()) {
    const Result<Model> model = load_resumable(options);
    if (!model) return model.error();
    return Session::resume(*model);
  }
  const Result<Settings> settings = make_settings(options.settings.given(), native_defaults());
  if (!settings) return settings.error();
  return Session::create(*settings);
}

/// The layers' widths, as "784-128-32-128-784"; a convolution as its channels, "16c"; a transformer as its token width,
/// "64t".
std::string widths_text(const Model& model) {
  const Architecture& a = model.settings.architecture;
  std::vector<int> decoder = a.decoder_hidden;
  if (decoder.empty()) decoder.assign(a.hidden.rbegin(), a.hidden.rend());
  const std::string features = std::to_string(model.input.features());
  std::string text = features;
  for (int channels : a.channels) text += "-" + std::to_string(channels) + "c";
  if (a.transformer.blocks > 0) text += "-" + std::to_string(a.transformer.width) + "t";
  for (int units : a.hidden) text += "-" + std::to_string(units);
  text += "-" + std::to_string(code_size(model));
  for (int units : decoder) text += "-" + std::to_string(units);
  for (auto channels = a.channels.rbegin(); channels != a.channels.rend(); ++channels) {
    text += "-" + std::to_string(*channels) + "c";
  }
  return text + "-" + features;
}

void print_plan(const Output& output, const Snapshot& snapshot) {
  const Settings& s = snapshot.model.settings;
  const auto text = [&](const char* key) { return setting_text(s, *find_setting(key)); };
  output.line("Training " + s.family + " " + widths_text(snapshot.model) + " with " + text("optimiser") + ", rate " +
              text("learning_rate") + ", batch " + text("batch") + ", seed " + text("seed"));
  output.line("on " + describe_data(*snapshot.data, Split::kTraining) + ", with " + text("threads") +
              (s.compute.threads == 1 ? " thread, " : " threads, ") + text("math") + " math.");
}

/// Options that were given and change nothing beside the others.
void print_idle_options(const Output& output, const SettingList& given, const Settings& settings) {
  for (const auto& [key, value] : given) {
    const SettingNeed need = find_setting(key)->traits.need;
    if (is_met(need, settings)) continue;
    output.line("Note: " + option_name(key) + " changes nothing in this run. " + std::string(setting_need_text(need)) +
                ".");
  }
}

/// A run that has ended, with the time it took.
struct FinishedRun {
  std::shared_ptr<const Snapshot> first, last;
  double seconds = 0;

  std::uint64_t steps() const { return last->model.step - first->model.step; }
  bool stopped() const { return last->state != RunState::kFinished && last->state != RunState::kDiverged; }
  double samples_per_second() const {
    return seconds > 0 ? static_cast<double>(steps()) * last->model.settings.training.batch / seconds : 0;
  }
};

/// The number of epochs in JSON: an integer where it is whole.
Json epochs_json(double epochs) {
  const double whole = std::round(epochs);
  if (std::abs(epochs - whole) < 1e-9) return static_cast<std::uint64_t>(whole);
  return epochs;
}

void print_findings(const Output& output, const Snapshot& snapshot) {
  const std::vector<Finding> findings = diagnose(snapshot);
  output.line("");
  if (findings.empty()) {
    output.line(too_early_to_judge(snapshot)
                    ? "Diagnosis: too early to judge, the run's curves are too short. Train for more epochs."
                    : "Diagnosis: nothing is wrong.");
  }
  for (const Finding& finding : findings) {
    output.line(finding.sentence + " Try " + option_name(finding.setting) + " " + finding.value + ".");
  }
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& f : findings) {
    list.push_back({{"code", f.code}, {"sentence", f.sentence}, {"setting", f.setting}, {"value", f.value}});
  }
  return list;
}

const DataKindRow& kind_of(const FinishedRun& run) { return data_kind_row(run.last->data->description().kind); }

std::string trained_sentence(const FinishedRun& run) {
  if (run.steps() > 0) {
    return "Trained " + grouped(run.steps()) + " steps in " + duration(run.seconds) + ", " +
           grouped(static_cast<std::uint64_t>(run.samples_per_second())) + " " + std::string(kind_of(run).samples) +
           "/s.";
  }
  const int total = run.last->model.settings.training.epochs;
  if (stopped_early(run.last->validation, run.last->model.settings.training.patience)) {
    return "Early stopping has ended this run; a larger --patience trains on.";
  }
  return "This run has done all of its " + std::to_string(total) + " epochs; a larger --epochs trains on.";
}

/// Evaluates and reports a run that was not interrupted.
int report(const Output& output, const FinishedRun& run, const std::string& saved_as) {
  const Model& model = run.last->model;
  const auto evaluation = evaluate_held_out(model, *run.last->data);
  if (!evaluation) return output.fail(evaluation.error());
  output.line(trained_sentence(run));
  if (!run.last->message.empty()) output.line(run.last->message);
  output.line("");
  print_evaluation(output, *evaluation, *run.last->data);
  print_findings(output, *run.last);
  if (!saved_as.empty()) output.line("\nSaved " + saved_as + ", weights " + weights_hash(model) + ".");

  Json object;
  add_evaluation(object, *evaluation);
  object["epochs"] = epochs_json(run.last->epoch);
  object["steps"] = model.step;
  object["seconds"] = run.seconds;
  object["samples_per_second"] = run.samples_per_second();
  object["weights_hash"] = weights_hash(model);
  object["diagnosis"] = findings_json(diagnose(*run.last));
  object["too_early_to_judge"] = too_early_to_judge(*run.last);
  if (const ValidationState& validation = run.last->validation; std::isfinite(validation.best_loss)) {
    const double epochs_per_step = run.last->epoch / static_cast<double>(model.step);
    object["best_epoch"] = epochs_json(epochs_per_step * static_cast<double>(validation.best_step));
    object["validation_loss"] = validation.best_loss;
  }
  return output.succeed(object);
}

/// The error sentence for a run that a signal stopped.
std::string stopped_sentence(std::uint64_t step, bool saved) {
  return "Stopped at step " + std::to_string(step) +
         (saved ? "; the model so far is saved." : "; nothing is saved, because no --save named a file.");
}

/// How often the run is saved, by the options.
Result<CheckpointInterval> interval_of(const TrainOptions& options) {
  if (!options.checkpoint_every) return CheckpointInterval{};
  if (options.save.empty())
    return Error{"argument-wrong-type", "--checkpoint-every", "", "--save FILE with it, to save the run to", "none"};
  return parse_interval(*options.checkpoint_every);
}

/// Whether the files that are asked for could be written.
Status check_files(const TrainOptions& options) {
  for (const std::string& path : {options.save, options.film.path}) {
    if (path.empty()) continue;
    if (Status status = check_writable(path); !status) return status;
  }
  return Done{};
}

/// The film of a run that begins, where one is asked for.
Result<std::optional<TrainingFilm>> film_of_run(const TrainOptions& options, const Snapshot& first) {
  if (options.film.path.empty()) {
    if (options.film.subject.empty()) return std::optional<TrainingFilm>();
    return Error{"argument-wrong-type", "--film-of", "", "--film FILE.apng with it, to write the film to", "none"};
  }
  Result<TrainingFilm> film = TrainingFilm::make(options.film, first);
  if (!film) return film.error();
  return std::optional<TrainingFilm>(std::move(*film));
}

/// Saves the run where that is asked for; not over a checkpoint with one that diverged.
Status save_run(const Output& output, const TrainOptions& options, Session& session, const FinishedRun& run,
                const Checkpoints& checkpoints) {
  if (options.save.empty()) return Done{};
  if (run.last->state == RunState::kDiverged && checkpoints.saved()) {
    output.line(options.save + " stays as it was before the run diverged, ready to resume.");
    return Done{};
  }
  // A run that was stopped early is likely to be resumed.
  const bool with_optimiser = options.keep_optimiser || run.stopped();
  return save_model(options.save, with_optimiser ? session.resumable_model() : run.last->model);
}

/// Writes what there is of a film, also of a run that was stopped.
Status write_film(const Output& output, const std::string& path, const TrainingFilm& film) {
  if (film.frames() == 0) return Done{};
  if (Status status = write_file_atomically(path, film.file()); !status) return status;
  output.line("Wrote " + path + ", " + std::to_string(film.frames()) + " frames.");
  return Done{};
}

int train(const TrainOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const auto interval = interval_of(options);
  if (!interval) return output.fail(interval.error());
  if (Status status = check_files(options); !status) return output.fail(status.error());
  const auto made = make_session(options);
  if (!made) return output.fail(made.error());
  Session& session = **made;

  FinishedRun run;
  run.first = session.snapshot();
  auto film = film_of_run(options, *run.first);
  if (!film) return output.fail(film.error());
  print_plan(output, *run.first);
  print_idle_options(output, options.settings.given(), run.first->model.settings);
  const InterruptWatch interrupt;
  Progress progress(output.people(), run.first->epoch, run.first->model.settings.training.epochs,
                    loss_unit(run.first->model), run.first->data->description().kind);
  Checkpoints checkpoints(output, progress, options.save, *interval, run.first->epoch);
  const auto start = Clock::now();
  run.last = train_to_end(session, progress, interrupt, &checkpoints, *film ? &**film : nullptr);
  run.seconds = seconds_since(start);
  progress.finish();

  if (Status saved = save_run(output, options, session, run, checkpoints); !saved) return output.fail(saved.error());
  if (*film) {
    if (Status written = write_film(output, options.film.path, **film); !written) return output.fail(written.error());
  }
  if (run.last->state == RunState::kDiverged) {
    print_findings(output, *run.last);
    return output.fail("diverged", run.last->message, kFailedRun);
  }
  if (run.stopped()) {
    return output.fail("interrupted", stopped_sentence(run.last->model.step, !options.save.empty()), kFailedRun);
  }
  return report(output, run, options.save);
}

}  // namespace

Command add_train(CLI::App& program) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App* app = program.add_subcommand("train", "train an autoencoder and report its held-out figures");
  app->add_option("--save", options->save, "save the model as safetensors; Ctrl-C saves it too, ready to resume")
      ->type_name("FILE")
      ->group("Files");
  app->add_option("--resume", options->resume,
                  "continue a saved run up to its total of epochs; --epochs sets a new total")
      ->type_name("FILE")
      ->group("Files");
  app->add_option("--checkpoint-every", options->checkpoint_every,
                  "also save the run while it trains, ready to resume: every N epochs, or every 90s, 5m or 2h")
      ->type_name("N|TIME")
      ->group("Files");
  options->film.add(*app);
  app->add_flag("--keep-optimiser", options->keep_optimiser,
                "also save the optimiser's state, which --resume needs (Adam: three times the size)")
      ->group("Files");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr")
      ->group("Files");
  options->settings.add_all(*app);
  return {app, [options] { return train(*options); }};
}

}  // namespace hourglass
