#include "cli/training.h"

#include <chrono>
#include <thread>

namespace hourglass {
namespace {

bool is_due(const TrainingFilm* film, const Snapshot& now) {
  return film != nullptr && film->next_step() == now.model.step;
}

/// Adds the frame that is due, and trains on to the next one, or to the run's end.
void train_on(Session& session, TrainingFilm* film) {
  const auto now = session.snapshot();
  if (is_due(film, *now)) film->add(*now);
  const std::optional<std::uint64_t> next = film != nullptr ? film->next_step() : std::nullopt;
  if (next) {
    session.step(static_cast<int>(*next - now->model.step));
  } else {
    session.start();
  }
}

}  // namespace

std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             const TrainToEndOptions& options) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  TrainingFilm* film = options.film;
  train_on(session, film);
  while (true) {
    if (session.threaded()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(film != nullptr ? 1 : 10));
    } else {
      session.pump(50);
    }
    auto snapshot = session.snapshot();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (options.checkpoints != nullptr) options.checkpoints->update(session, *snapshot, seconds);
    progress.update(*snapshot, seconds);
    if (snapshot->state == RunState::kDiverged) return snapshot;
    if (snapshot->state == RunState::kFinished) {
      if (film != nullptr) film->add(*snapshot);
      return snapshot;
    }
    if (snapshot->state == RunState::kPaused && !session.busy()) {
      snapshot = session.settle();
      if (!is_due(film, *snapshot)) return snapshot;
      train_on(session, film);
    }
    if (!interrupt.interrupted()) continue;
    if (options.ranks) {
      options.ranks->ask_to_stop();
      continue;
    }
    session.pause();
    return session.settle();
  }
}

std::shared_ptr<const Snapshot> train_silently(Session& session, const InterruptWatch& interrupt, Ranks& ranks) {
  session.start();
  while (session.busy()) {
    // Without snapshot(), for which the training side would copy the weights.
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (interrupt.interrupted()) ranks.ask_to_stop();
  }
  return session.settle();
}

}  // namespace hourglass
