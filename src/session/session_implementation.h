// The inside of a session: what commands leave for the training side, how that carries them out in slices, and what it
// publishes.
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

/// Longest that a slice of training goes on before commands are looked at.
inline constexpr double kSliceSeconds = 0.004;

/// Steps per second of the time spent on them.
class StepRate {
 public:
  void add(double steps, double seconds);
  double per_second() const { return per_second_; }

 private:
  double seconds_ = 0, steps_ = 0, per_second_ = 0;
};

/// What both sides share is under `mutex`; the trainer belongs to the training side alone once it is handed over.
struct Session::Implementation {
  // Shared: commands.
  std::mutex mutex;
  std::unique_ptr<Trainer> next_trainer;
  std::optional<Settings> live_settings;
  RunState state = RunState::kPaused;
  std::uint64_t steps_wanted = 0, target_step = 0, generation = 0;
  bool snapshot_wanted = true, optimiser_wanted = false, stopping = false;
  std::uint64_t settles_asked = 0, settles_done = 0;

  // Shared: results.
  std::shared_ptr<const Snapshot> published;
  Model resumable;
  Settings settings;
  std::optional<std::vector<std::shared_ptr<const Snapshot>>> epoch_ends;  ///< nothing as long as nobody has asked

  // The training side's own.
  std::unique_ptr<Trainer> trainer;
  StepRate rate;
  std::vector<double> piece_seconds;  ///< how long each piece of a step took the last time
  double step_seconds = 0;            ///< spent on the step that is not finished yet
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

  void install(std::unique_ptr<Trainer> made);
  void enter(RunState next);
  void take_commands();
  void train_slice(double budget_seconds);
  Trainer::Progress timed_advance();
  bool fits(double elapsed, double budget_seconds) const;
  bool someone_waits(bool running);
  bool snapshot_due() const;
  bool within_step() const { return trainer && trainer->next_piece() != 0; }
  void after_steps(std::uint64_t counted, Trainer::Progress last, std::uint64_t of_generation);
  /// Everything but weights and curves.
  std::shared_ptr<Snapshot> describe_run() const;
  std::shared_ptr<const Snapshot> make_snapshot() const;
  void keep_epoch_end(bool running, std::uint64_t of_generation);
  void publish_if_due();
  void finish_settling();
  void slice(double budget_seconds);
  void run();
};

}  // namespace hourglass
