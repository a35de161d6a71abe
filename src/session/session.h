// The interface between training and its users (application, bindings, command line): they send commands and read
// immutable snapshots. Training never waits for the screen, and the screen never waits for training.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "data/dataset.h"
#include "session/health.h"
#include "session/history.h"
#include "session/model.h"
#include "session/settings.h"

namespace hourglass {

class Ranks;

enum class RunState {
  kPaused,    ///< waiting for start or step
  kRunning,   ///< training
  kFinished,  ///< all epochs done, or stopped early with the best weights restored
  kDiverged,  ///< the loss or the weights were no longer finite; the last good weights are restored
};

/// The state of a run at one moment; immutable.
struct Snapshot {
  Model model;                   ///< settings and weights; without the optimiser's state
  std::uint64_t generation = 0;  ///< incremented by every reset and load; generations may have different networks
  double epoch = 0;              ///< passes over the training set, with fraction
  std::uint64_t steps_per_epoch = 1;
  RunState state = RunState::kPaused;
  std::string message;            ///< one sentence that explains divergence or an early stop, else empty
  double samples_per_second = 0;  ///< over the last second of training; 0 while paused
  double gigaflops = 0;
  std::vector<HistoryPoint> history;
  std::vector<std::string_view> penalty_names;  ///< names of the terms in the history's LossTerms::penalties
  Health health;                                ///< at the last point of the curves
  ValidationState validation;                   ///< after the last epoch, if the run has a validation part
  std::shared_ptr<const Dataset> data;
};

/// One run of training. Call all functions from one thread. None blocks for longer than it takes to copy the weights,
/// except those that build a network (create, resume, reset, load) and those that wait (settle, resumable_model).
class Session {
 public:
  /// A session with a new run; paused. Opens the data itself if `data` is null. Refuses settings and data that do not
  /// fit together.
  /// With `ranks` this is one process's part of the run, and all processes must do the same with their sessions; it
  /// must outlive the session. Ranks::ask_to_stop takes the place of `pause`; a rank that steps holds up the others.
  static Result<std::unique_ptr<Session>> create(const Settings& settings, std::shared_ptr<const Dataset> data = {},
                                                 Ranks* ranks = nullptr);
  /// A session that continues from a model; paused. The next step is model.step + 1; the optimiser continues from its
  /// state if the model holds it.
  static Result<std::unique_ptr<Session>> resume(const Model& model, std::shared_ptr<const Dataset> data = {},
                                                 Ranks* ranks = nullptr);
  ~Session();

  /// Trains until the run has done as many epochs as the setting `epochs` says. If it already has, or if early stopping
  /// ended it, the state becomes kFinished at once.
  void start();
  void pause();
  /// Makes the next start train for `epochs` more epochs from here, whatever the setting `epochs` says. pause cancels
  /// that. Call it only while the run is not training.
  void end_after(int epochs);
  /// Trains `steps` steps and pauses.
  void step(int steps = 1);
  /// Changes a setting from the next step on. Refuses settings that need a new run (setting-needs-reset).
  Status set(std::string_view key, std::string_view value);
  /// The current settings, including changes since the newest snapshot.
  Settings settings() const;
  /// Replaces the run by a new one with these settings, on `data` if not null; paused. A failure changes nothing.
  Status reset(const Settings& settings, std::shared_ptr<const Dataset> data = {});
  /// Replaces the run by one that continues from a model, on `data` if not null; paused. A failure changes nothing.
  Status load(const Model& model, std::shared_ptr<const Dataset> data = {});

  /// Trains for up to `budget_ms` on this thread; does nothing if training has its own thread. Call it once per frame.
  void pump(double budget_ms);
  /// Whether it trains, or has commands to carry out.
  bool busy() const;
  /// Whether training has its own thread.
  bool threaded() const;

  /// The newest snapshot; never null. Cheap: the training side copies the weights, at most 30 times a second.
  std::shared_ptr<const Snapshot> snapshot() const;
  /// One snapshot per epoch that ended since the last call, at most the last kMostEpochEnds. They have no weights, and
  /// their history holds only the newest point. Recording starts with the first call.
  std::vector<std::shared_ptr<const Snapshot>> take_epoch_ends();
  static constexpr std::size_t kMostEpochEnds = 256;
  /// Waits until all commands given so far have been executed (including all steps of `step`), and returns a new
  /// snapshot. For tests, scripts and promises. If training has no thread of its own, it runs inside this call.
  std::shared_ptr<const Snapshot> settle();
  /// Calls settle and returns the model with the optimiser's state: a run resumed from it computes the same bits.
  Model resumable_model();

 private:
  struct Implementation;
  explicit Session(std::unique_ptr<Implementation> implementation);
  static Result<std::unique_ptr<Session>> make(const Settings& settings, std::shared_ptr<const Dataset> data,
                                               const Model* from, Ranks* ranks);
  Status replace_run(const Settings& settings, std::shared_ptr<const Dataset> data, const Model* from);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hourglass
