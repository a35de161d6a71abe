#include "cli/training.h"

#include <chrono>
#include <thread>

namespace hourglass {

std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             const TrainToEndOptions& options) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  session.start();
  while (true) {
    if (session.threaded()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } else {
      session.pump(50);
    }
    auto snapshot = session.snapshot();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (options.checkpoints != nullptr) options.checkpoints->update(session, *snapshot, seconds);
    progress.update(*snapshot, seconds);
    if (snapshot->state != RunState::kRunning) return snapshot;
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
