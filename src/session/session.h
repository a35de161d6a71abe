// The interface between training and the faces (application, bindings, program): commands in, immutable snapshots out.
// Training never waits for the screen, and the screen never waits for training.
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

enum class RunState {
  kPaused,    ///< waiting for start or step
  kRunning,   ///< training
  kFinished,  ///< all epochs done, or stopped early, with the best weights restored
  kDiverged,  ///< the loss stopped being finite; the weights are the last good ones
};

/// A run at one moment; immutable.
struct Snapshot {
  Model model;                   ///< settings and weights; without the optimiser's state
  std::uint64_t generation = 0;  ///< grows with every reset and load; networks of different generations may differ
  double epoch = 0;              ///< passes over the training set, with fraction
  std::uint64_t steps_per_epoch = 1;
  RunState state = RunState::kPaused;
  std::string message;            ///< one sentence that explains divergence or an early stop, else empty
  double samples_per_second = 0;  ///< over the last second of training; 0 while paused
  double gigaflops = 0;
  std::vector<HistoryPoint> history;
  std::vector<std::string_view> penalty_names;  ///< of the terms in the history's LossTerms::penalties
  Health health;                                ///< at the last point of the curves
  ValidationState validation;                   ///< after the last epoch, where there is a validation part
  std::shared_ptr<const Dataset> data;
};

/// One run of training. All functions are called from one thread; none blocks for longer than copying the weights,
/// except those that build a network (create, resume, reset, load) and those that wait (settle, resumable_model).
class Session {
 public:
  /// Refused where settings and data do not fit together. Opens the data itself where `data` is null.
  static Result<std::unique_ptr<Session>> create(const Settings& settings, std::shared_ptr<const Dataset> data = {});
  /// A session that continues from a model: the next step is model.step + 1, with the optimiser's state where the model
  /// holds it. Paused.
  static Result<std::unique_ptr<Session>> resume(const Model& model, std::shared_ptr<const Dataset> data = {});
  ~Session();

  /// Trains until the run has done its total, the setting `epochs`. A run that has done it, or that early stopping
  /// ended, is finished at once.
  void start();
  void pause();
  /// The next start trains for `epochs` more passes from here, whatever the total says, and is finished then; pause
  /// takes that back. Only while the run stands still.
  void end_after(int epochs);
  /// Does `steps` steps and pauses.
  void step(int steps = 1);
  /// Changes a setting from the next step on. Settings that cannot change while training are refused
  /// (setting-needs-reset).
  Status set(std::string_view key, std::string_view value);
  /// The current settings, changes since the newest snapshot included.
  Settings settings() const;
  /// Starts a new run with these settings (and this data, where given). A failure changes nothing.
  Status reset(const Settings& settings, std::shared_ptr<const Dataset> data = {});
  /// Replaces the run by one that continues from a model, on this data where given; paused. A failure changes nothing.
  Status load(const Model& model, std::shared_ptr<const Dataset> data = {});

  /// Trains for up to `budget_ms` on this thread; does nothing where training has its own. Call it once a frame.
  void pump(double budget_ms);
  /// True where training has its own thread.
  bool threaded() const;

  /// The newest snapshot; never null. Cheap: the weights are copied by the training side, at most 30 times a second.
  std::shared_ptr<const Snapshot> snapshot() const;
  /// The run at the end of every epoch since the last call, at most the last kMostEpochEnds; without weights, and of
  /// the curves only the newest point. Recording starts with the first call.
  std::vector<std::shared_ptr<const Snapshot>> take_epoch_ends();
  static constexpr std::size_t kMostEpochEnds = 256;
  /// Waits until the commands given so far are carried out (of `step`, all its steps), and returns a fresh snapshot.
  /// For tests, scripts and promises; where training has no thread of its own, it runs in this call.
  std::shared_ptr<const Snapshot> settle();
  /// Settles, and returns the model with the optimiser's state: a run resumed from it reaches the same bits.
  Model resumable_model();

 private:
  struct Implementation;
  explicit Session(std::unique_ptr<Implementation> implementation);
  static Result<std::unique_ptr<Session>> make(const Settings& settings, std::shared_ptr<const Dataset> data,
                                               const Model* from);
  Status replace_run(const Settings& settings, std::shared_ptr<const Dataset> data, const Model* from);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hourglass
