// `hourglass train`: trains a model, reports its held-out figures, and saves it if --save names a file.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/interrupt.h"
#include "cli/joined_ranks.h"
#include "cli/launcher.h"
#include "cli/model_options.h"
#include "cli/progress.h"
#include "cli/rank_agreement.h"
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

/// Where the options do not name a number of threads, ranks on one machine share its cores. A launcher may have bound a
/// rank to some cores already; then native_defaults() counts only those.
void share_cores(const JoinedRanks& joined, const SettingList& given, Settings& settings) {
  const bool named = std::any_of(given.begin(), given.end(), [](const auto& s) { return s.first == "threads"; });
  if (named || !joined.ranks) return;
  const int cores = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  settings.compute.threads = std::clamp(cores / joined.on_this_machine, 1, settings.compute.threads);
}

Result<std::unique_ptr<Session>> make_session(const TrainOptions& options, const JoinedRanks& joined) {
  const SettingList given = options.settings.given();
  if (!options.resume.empty()) {
    Result<Model> model = load_resumable(options);
    if (!model) return model.error();
    share_cores(joined, given, model->settings);
    return Session::resume(*model, {}, joined.ranks.get());
  }
  Result<Settings> settings = make_settings(given, native_defaults());
  if (!settings) return settings.error();
  share_cores(joined, given, *settings);
  return Session::create(*settings, {}, joined.ranks.get());
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

void print_plan(const Output& output, const Snapshot& snapshot, const Ranks* ranks) {
  const Settings& s = snapshot.model.settings;
  const auto text = [&](const char* key) { return setting_text(s, *find_setting(key)); };
  output.line("Training " + s.family + " " + widths_text(snapshot.model) + " with " + text("optimiser") + ", rate " +
              text("learning_rate") + ", batch " + text("batch") + ", seed " + text("seed"));
  output.line("on " + describe_data(*snapshot.data, Split::kTraining) + ", with " + text("threads") +
              (s.compute.threads == 1 ? " thread, " : " threads, ") +
              (ranks ? "in each of " + std::to_string(ranks->count()) + " processes, " : "") + text("math") + " math.");
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

/// The error sentence for a run of which another process has ended.
std::string lost_sentence(std::uint64_t step, const std::string& checkpoint) {
  return "Another process of this run has ended, so training stopped at step " + std::to_string(step) +
         (checkpoint.empty() ? "; nothing of it is saved, --checkpoint-every saves a run while it trains."
                             : "; " + checkpoint + " holds the last checkpoint, and --resume goes on from there.");
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

/// Writes what there is of a film, also of a run that was stopped.
Status write_film(const Output& output, const std::string& path, const std::optional<TrainingFilm>& film) {
  if (!film || film->frames() == 0) return Done{};
  if (Status status = write_file_atomically(path, film->file()); !status) return status;
  output.line("Wrote " + path + ", " + std::to_string(film->frames()) + " frames.");
  return Done{};
}

/// What can be refused before the session is made. Only rank 0 writes.
Result<CheckpointInterval> check_options(const TrainOptions& options) {
  const auto interval = interval_of(options);
  if (!interval || launched_rank() > 0) return interval;
  for (const std::string& path : {options.save, options.film.path}) {
    if (path.empty()) continue;
    if (Status status = check_writable(path); !status) return status.error();
  }
  return interval;
}

/// Saves a run that has ended, unless it diverged and the file holds a checkpoint.
Status save_ended(const TrainOptions& options, const Output& output, const Snapshot& last, bool has_checkpoint,
                  Session& session) {
  if (options.save.empty()) return Done{};
  if (last.state == RunState::kDiverged && has_checkpoint) {
    output.line(options.save + " stays as it was before the run diverged, ready to resume.");
    return Done{};
  }
  // A run that was stopped early is likely to be resumed.
  const bool with_optimiser = options.keep_optimiser || last.state == RunState::kPaused;
  return save_model(options.save, with_optimiser ? session.resumable_model() : last.model);
}

/// What the process of rank 0, or the only one, does with a session that is ready.
int lead(const TrainOptions& options, const Output& output, CheckpointInterval interval, JoinedRanks joined,
         std::unique_ptr<Session> session, std::optional<TrainingFilm> film) {
  FinishedRun run;
  run.first = session->snapshot();
  print_plan(output, *run.first, joined.ranks.get());
  print_idle_options(output, options.settings.given(), run.first->model.settings);
  const InterruptWatch interrupt;
  Progress progress(output.people(), run.first->epoch, run.first->model.settings.training.epochs,
                    loss_unit(run.first->model), run.first->data->description().kind);
  Checkpoints checkpoints(output, progress, options.save, interval, run.first->epoch);
  const auto start = Clock::now();
  run.last = train_to_end(*session, progress, interrupt, {&checkpoints, joined.ranks.get(), film ? &*film : nullptr});
  run.seconds = seconds_since(start);
  progress.finish();

  if (joined.ranks && joined.ranks->lost()) {
    const std::string checkpoint = checkpoints.saved() ? options.save : "";
    return output.fail("interrupted", lost_sentence(run.last->model.step, checkpoint), kFailedRun);
  }
  const Status saved = save_ended(options, output, *run.last, checkpoints.saved(), *session);
  if (!saved) return output.fail(saved.error());
  if (const Status written = write_film(output, options.film.path, film); !written) return output.fail(written.error());
  if (run.last->state == RunState::kPaused) {
    return output.fail("interrupted", stopped_sentence(run.last->model.step, !options.save.empty()), kFailedRun);
  }
  // The other processes end now, and do not take cores from what follows.
  session.reset();
  joined.ranks.reset();
  if (run.last->state == RunState::kDiverged) {
    print_findings(output, *run.last);
    return output.fail("diverged", run.last->message, kFailedRun);
  }
  return report(output, run, options.save);
}

/// What the process of another rank does.
int assist(Session& session, Ranks& ranks) {
  const InterruptWatch interrupt;
  return train_silently(session, interrupt, ranks)->state == RunState::kFinished ? kSuccess : kFailedRun;
}

int train(const TrainOptions& options) {
  const bool leads = launched_rank() == 0;
  const Output output(!leads ? Audience::kNobody : options.json ? Audience::kPrograms : Audience::kPeople);
  auto joined = join_ranks();
  if (!joined) return output.fail(joined.error());
  const auto interval = check_options(options);
  auto session = interval ? make_session(options, *joined) : Result<std::unique_ptr<Session>>(interval.error());
  auto film = leads && session ? film_of_run(options, *(*session)->snapshot()) : std::optional<TrainingFilm>();
  if (!film) session = film.error();
  const auto refusal = joined->ranks ? disagreement(*joined->ranks, session) : std::nullopt;
  if (!session) return output.fail(session.error());
  if (refusal) return output.fail("bad-usage", *refusal, kFailedRun);
  if (leads) return lead(options, output, *interval, std::move(*joined), std::move(*session), std::move(*film));
  return assist(**session, *joined->ranks);
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
