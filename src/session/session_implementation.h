// The implementation of a session: the commands that wait for the training side, their execution in slices, and the
// snapshots that it publishes.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#if HG_THREADS
#include <condition_variable>
#include <thread>
#endif

#include "session/session.h"
#include "session/trainer.h"

namespace hourglass {

/// Longest duration of a slice of training; commands are read between slices.
inline constexpr double kSliceSeconds = 0.004;

/// Steps per second of training time.
class StepRate {
 public:
  void add(double steps, double seconds);
  double per_second() const { return per_second_; }

 private:
  double seconds_ = 0, steps_ = 0, per_second_ = 0;
};

/// `mutex` guards what both sides share. Once set, a trainer is used by the training side alone.
struct Session::Implementation {
  // Shared: commands.
  std::mutex mutex;
  std::unique_ptr<Trainer> next_trainer;
  std::optional<Settings> live_settings;
  RunState state = RunState::kPaused;
  std::uint64_t steps_wanted = 0, generation = 0;
  std::optional<std::uint64_t> extra_target;  ///< the step that end_after named, until the run stops
  bool snapshot_wanted = true, optimiser_wanted = false, stopping = false;
  std::uint64_t settles_asked = 0, settles_done = 0;

  // Shared: results.
  std::shared_ptr<const Snapshot> published;
  Model resumable;
  Settings settings;
  std::optional<std::vector<std::shared_ptr<const Snapshot>>> epoch_ends;  ///< absent before the first take_epoch_ends

  // Used by the training side alone.
  std::unique_ptr<Trainer> trainer;
  StepRate rate;
  std::vector<double> piece_seconds;                      ///< how long each piece of a step took the last time
  double step_seconds = 0;                                ///< spent on the step that is not finished yet
  std::chrono::steady_clock::time_point counted_until{};  ///< the end of the last step
  std::chrono::steady_clock::time_point last_publish = std::chrono::steady_clock::now();

#if HG_THREADS
  std::condition_variable wake, settled;
  std::thread thread;
#endif

  bool has_work() const {
    return stopping || next_trainer || live_settings || state == RunState::kRunning || steps_wanted > 0 ||
           settles_asked != settles_done || within_step();
  }

  void wake_training() {
#if HG_THREADS
    wake.notify_all();
#endif
  }

  /// The step at which the run is finished: what end_after named, else the total that the setting `epochs` gives.
  std::uint64_t target_step() const;
  /// Whether start has anything to train: false at the target, and after an early stop.
  bool has_steps_left() const;
  void set_trainer(std::unique_ptr<Trainer> made);
  void enter(RunState next);
  void take_commands();
  void train_slice(double used_seconds, double budget_seconds);
  Trainer::Progress timed_advance();
  bool fits(double elapsed, double budget_seconds) const;
  bool command_waits(bool running);
  double counted_seconds();
  bool snapshot_due() const;
  bool within_step() const { return trainer && trainer->next_piece() != 0; }
  void after_steps(std::uint64_t counted, Trainer::Progress last, std::uint64_t of_generation);
  /// Everything but weights and curves.
  std::shared_ptr<Snapshot> describe_run() const;
  std::shared_ptr<const Snapshot> make_snapshot() const;
  void keep_epoch_end(bool running, std::uint64_t of_generation);
  /// Whether it published a snapshot.
  bool publish_if_due();
  void finish_settling();
  void slice(double budget_seconds);
  void run();
};

}  // namespace hourglass
