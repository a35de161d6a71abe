// The one thing a face talks to: commands in, immutable snapshots out. Training never waits for the screen, and the
// screen never waits for training.
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
  kFinished,  ///< all epochs done (start goes on for as many again), or stopped early: with patience the best
              ///< weights stay
  kDiverged,  ///< stopped by itself; the weights are the last good ones
};

/// A run at one moment. Nothing in it ever changes.
struct Snapshot {
  Model model;                   ///< settings and weights; without the optimiser's state
  std::uint64_t generation = 0;  ///< grows with every reset: weights of different generations do not mix
  double epoch = 0;              ///< passes over the training set, with fraction
  std::uint64_t steps_per_epoch = 1;
  RunState state = RunState::kPaused;
  std::string message;            ///< one sentence where the state needs one (divergence, an early stop), else empty
  double samples_per_second = 0;  ///< over the last second of training; 0 while paused
  double gigaflops = 0;
  std::vector<HistoryPoint> history;
  std::vector<std::string_view> penalty_names;  ///< of the terms in the history's LossTerms::penalties
  Health health;                                ///< at the last point of the curves
  ValidationState validation;                   ///< after the last epoch, where there is a validation part
  std::shared_ptr<const Dataset> data;
};

/// One run of training. All functions may be called from one face's thread; none blocks for longer than copying the
/// weights, except the constructor and reset, which build the network.
class Session {
 public:
  /// Refused where settings and data do not fit together. Opens the data itself where `data` is null.
  static Result<std::unique_ptr<Session>> create(const Settings& settings, std::shared_ptr<const Dataset> data = {});
  /// Goes on with a model: the next step is model.step + 1, with the optimiser's state where the model holds it.
  static Result<std::unique_ptr<Session>> resume(const Model& model, std::shared_ptr<const Dataset> data = {});
  ~Session();

  void start();
  void pause();
  /// Of a run that stands still: start goes on for `epochs` more passes, whatever the setting says, and has finished
  /// then.
  void end_after(int epochs);
  /// Does `steps` steps and pauses.
  void step(int steps = 1);
  /// Changes a setting. Live ones act at the next step; others are refused ("setting-needs-reset").
  Status set(std::string_view key, std::string_view value);
  /// As they stand, with what was set since the newest snapshot.
  Settings settings() const;
  /// Begins anew with these settings (and this data, where given). A failure changes nothing.
  Status reset(const Settings& settings, std::shared_ptr<const Dataset> data = {});
  /// Goes on with a model in the place of the run, on this data where given; paused, as after resume. A failure changes
  /// nothing.
  Status adopt(const Model& model, std::shared_ptr<const Dataset> data = {});

  /// Gives training up to `budget_ms` of this thread; does nothing where it has its own. Call it once a frame.
  void pump(double budget_ms);
  /// True where training has its own thread.
  bool threaded() const;

  /// The newest snapshot; never null. Cheap: the weights are copied by the training side, at most 30 times a second.
  std::shared_ptr<const Snapshot> snapshot() const;
  /// The run as it was at the end of every epoch since the last call, the last kMostEpochEnds of them; without weights,
  /// and of the curves only their newest point. They are kept from the first call on.
  std::vector<std::shared_ptr<const Snapshot>> take_epoch_ends();
  static constexpr std::size_t kMostEpochEnds = 256;
  /// Waits until the commands given so far have been carried out (and, for step, all its steps done), then a fresh
  /// snapshot. For tests, scripts and promises; without a thread it trains here.
  std::shared_ptr<const Snapshot> settle();
  /// Settles, then the model with the optimiser's state: training can go on from it to the same bits.
  Model resumable_model();

 private:
  struct Implementation;
  explicit Session(std::unique_ptr<Implementation> implementation);
  static Result<std::unique_ptr<Session>> begin(const Settings& settings, std::shared_ptr<const Dataset> data,
                                                const Model* from);
  Status begin_anew(const Settings& settings, std::shared_ptr<const Dataset> data, const Model* from);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hourglass
