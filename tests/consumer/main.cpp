// Trains for 100 steps with the installed library; fails unless the loss falls.
#include "session/session.h"

int main() {
  hourglass::Settings settings;
  settings.data.samples = 500;
  settings.data.held_out_samples = 100;
  const auto session = hourglass::Session::create(settings);
  if (!session) return 1;
  (*session)->step(100);
  const auto history = (*session)->settle()->history;
  return history.back().training.total < history.front().training.total ? 0 : 1;
}
