#include "cli/interrupt.h"

#include <csignal>

namespace hourglass {
namespace {

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t signal_seen = 0;

extern "C" void remember_signal(int) { signal_seen = 1; }

constexpr int kSignals[] = {SIGINT, SIGTERM};

}  // namespace

InterruptWatch::InterruptWatch() {
  signal_seen = 0;
  struct sigaction action {};
  action.sa_handler = remember_signal;
  // After the first signal the default is back. Calls that the signal meets go on.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (int number : kSignals) sigaction(number, &action, nullptr);
}

InterruptWatch::~InterruptWatch() {
  for (int number : kSignals) std::signal(number, SIG_DFL);
}

bool InterruptWatch::interrupted() const { return signal_seen != 0; }

}  // namespace hourglass
