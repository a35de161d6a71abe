#include "cli/training.h"

#include <chrono>
#include <thread>

namespace hourglass {

std::shared_ptr<const Snapshot> train_to_end(Session& session, Progress& progress, const InterruptWatch& interrupt,
                                             Checkpoints* checkpoints) {
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
    if (checkpoints != nullptr) checkpoints->update(session, *snapshot, seconds);
    progress.update(*snapshot, seconds);
    if (snapshot->state == RunState::kFinished || snapshot->state == RunState::kDiverged) return snapshot;
    if (!interrupt.interrupted()) continue;
    session.pause();
    return session.settle();
  }
}

}  // namespace hourglass
