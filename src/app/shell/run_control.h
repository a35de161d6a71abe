// The run that the application shows: starting and pausing it, changing its settings, and replacing it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/commands.h"
#include "app/state/view.h"
#include "core/error.h"
#include "data/open.h"
#include "session/session.h"

namespace hourglass {

/// Owns the session. Keeps AppState's preset, past and slow motion in agreement with it.
class RunControl {
 public:
  /// `state` must outlive the control.
  RunControl(std::unique_ptr<Session> session, AppState& state);

  Session& session() { return *session_; }
  const Session& session() const { return *session_; }
  std::shared_ptr<const Snapshot> snapshot() const { return session_->snapshot(); }
  /// The run's settings, including changes since the newest snapshot.
  Settings settings() const { return session_->settings(); }
  /// The model as a file.
  std::vector<std::byte> model_file(bool with_optimiser);

  /// Trains, at full speed or in slow motion, and leaves the past.
  void start();
  void pause();
  /// One step, then pauses.
  void step();
  /// Trains to the end of the pass over the data that is under way, then pauses.
  void finish_epoch();
  /// Whether training goes on, at full speed or in slow motion.
  bool running() const;
  /// Does the next step of slow motion when it is due; once per frame.
  void advance_slow_motion();

  /// Changes a live setting.
  Status set(const std::string& key, const std::string& value);
  /// Changes one setting, live where it can be; else replaces the run by one with the changed setting.
  Status apply(const std::string& key, const std::string& value);
  /// Replaces the run by a new one with these settings, and trains where it was training. A failure changes nothing.
  Status reset(const Settings& settings);
  /// Replaces the run by a new one with a preset's settings, and trains.
  Status use_preset(const std::string& id);
  /// Resumes a diverged run from its last good weights, with a tenth of the learning rate.
  Status recover();

  /// Replaces the run by one that continues training a saved model. A refusal changes nothing.
  Status use_model(std::span<const std::byte> bytes, const std::string& name);
  Status use_model(const Model& model);
  /// Replaces the training set by the images of IDX files (gzipped or not), with their labels and held-out images where
  /// such files are among them (dataset_from_bytes). A refusal changes nothing.
  Status use_data(std::span<const NamedBytes> files);
  /// The settings of a reset that was refused with data-not-drawn, until there is another one; null where none was.
  const Settings* awaited() const { return awaited_ ? &awaited_->settings : nullptr; }
  /// The preset whose settings that reset has.
  void name_awaited(const std::string& preset);
  /// Does that reset with the set that it lacked.
  Status give_set(std::shared_ptr<const Dataset> set);
  /// Continues the run with one more training image.
  Status add_sample(const command::AddSample& sample);

 private:
  /// A reset that waits for its data.
  struct Awaited {
    Settings settings;
    std::string preset;          ///< empty where it is none's
    bool trains = false;         ///< begins to train, whatever the run before did
    std::optional<Model> model;  ///< whose training continues; none: a new run
  };
  Status reset(const Settings& settings, std::shared_ptr<const Dataset> data);
  Status continue_with(const Model& model, std::shared_ptr<const Dataset> data);
  void clear_changed_preset();

  std::unique_ptr<Session> session_;
  AppState& state_;
  /// The data of a dropped file, or with drawings added: settings alone cannot load it again.
  std::shared_ptr<const Dataset> own_data_;
  std::optional<Awaited> awaited_;
  bool in_slow_motion_ = false;
  std::chrono::steady_clock::time_point next_slow_step_{};
};

}  // namespace hourglass
