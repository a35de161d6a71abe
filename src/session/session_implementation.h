// The implementation of a session. The caller's side stores commands; the training side executes them in slices and
// publishes snapshots.
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

/// Longest duration of a slice of training; the training side reads commands between slices.
inline constexpr double kSliceSeconds = 0.004;

/// Measures steps per second of training time.
class StepRate {
 public:
  void add(double steps, double seconds);
  double per_second() const { return per_second_; }

 private:
  double seconds_ = 0, steps_ = 0, per_second_ = 0;
};

/// `mutex` guards the members that both sides share. Once set, only the training side uses a trainer.
struct Session::Implementation {
  // Shared: commands.
  std::mutex mutex;
  std::unique_ptr<Trainer> next_trainer;
  std::optional<Settings> live_settings;
  RunState state = RunState::kPaused;
  std::uint64_t steps_wanted = 0, generation = 0;
  std::optional<std::uint64_t> extra_target;  ///< the step at which end_after ends the run; reset when the run stops
  bool snapshot_wanted = true, optimiser_wanted = false, stopping = false;
  std::uint64_t settles_asked = 0, settles_done = 0;

  // Shared: results.
  std::shared_ptr<const Snapshot> published;
  Model resumable;
  Settings settings;
  std::optional<std::vector<std::shared_ptr<const Snapshot>>> epoch_ends;  ///< absent before the first take_epoch_ends

  Ranks* ranks = nullptr;  ///< the processes that share this run; null where it has one

  // Used only by the training side.
  std::unique_ptr<Trainer> trainer;
  StepRate rate;
  std::vector<double> piece_seconds;                      ///< duration of each piece in the last step
  double step_seconds = 0;                                ///< time spent on the current step so far
  std::chrono::steady_clock::time_point counted_until{};  ///< the end of the last step
  std::chrono::steady_clock::time_point last_publish = std::chrono::steady_clock::now();

#if HG_THREADS
  std::condition_variable wake, settled;
  std::thread thread;
#endif

  /// What either side may ask, with the mutex held.
  bool has_commands() const {
    return stopping || next_trainer || live_settings || state == RunState::kRunning || steps_wanted > 0 ||
           settles_asked != settles_done;
  }
  /// For the training side alone: only it knows whether a step is under way.
  bool has_work() const { return has_commands() || within_step(); }

  void wake_training() {
#if HG_THREADS
    wake.notify_all();
#endif
  }

  /// The step at which the run is finished: set by end_after, else by the setting `epochs`.
  std::uint64_t target_step() const;
  /// Whether the run can go on: false at the target, and after an early stop.
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
  /// A snapshot without weights and curves.
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
