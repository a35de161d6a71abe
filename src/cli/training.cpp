#include "cli/training.h"

#include <chrono>
#include <thread>

namespace hourglass {
namespace {

/// Adds the frame that is due, and trains on to the next one, or to the run's end.
void train_on(Session& session, TrainingFilm* film) {
  const auto now = session.snapshot();
  if (film != nullptr && film->next_step() == now->model.step) film->add(*now);
  const std::optional<std::uint64_t> next = film != nullptr ? film->next_step() : std::nullopt;
  if (next) {
    session.step(static_cast<int>(*next - now->model.step));
  } else {
    session.start();
  }
}

}  // namespace

std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             Checkpoints* checkpoints, TrainingFilm* film) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  train_on(session, film);
  while (true) {
    if (session.threaded()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(film != nullptr ? 1 : 10));
    } else {
      session.pump(50);
    }
    auto snapshot = session.snapshot();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (checkpoints != nullptr) checkpoints->update(session, *snapshot, seconds);
    progress.update(*snapshot, seconds);
    if (snapshot->state == RunState::kDiverged) return snapshot;
    if (snapshot->state == RunState::kFinished) {
      if (film != nullptr) film->add(*snapshot);
      return snapshot;
    }
    if (interrupt.interrupted()) {
      session.pause();
      return session.settle();
    }
    if (film != nullptr && !session.busy()) {
      session.settle();
      train_on(session, film);
    }
  }
}

}  // namespace hourglass
