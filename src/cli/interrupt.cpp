#include "cli/interrupt.h"

#include <csignal>
#include <iterator>

namespace hourglass {
namespace {

// Global, because a signal handler has no other way to pass on a value.
volatile std::sig_atomic_t signal_seen = 0;

extern "C" void remember_signal(int) { signal_seen = 1; }

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

}  // namespace

InterruptWatch::InterruptWatch() {
  static_assert(std::size(kSignals) == kSignalCount);
  signal_seen = 0;
  struct sigaction action {};
  action.sa_handler = remember_signal;
  // SA_RESETHAND restores the default action after the first signal; SA_RESTART restarts interrupted system calls.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (int i = 0; i < kSignalCount; ++i) {
    struct sigaction before {};
    sigaction(kSignals[i], nullptr, &before);
    watched_[i] = before.sa_handler != SIG_IGN;  // nohup, for example, ignores SIGHUP
    if (watched_[i]) sigaction(kSignals[i], &action, nullptr);
  }
}

InterruptWatch::~InterruptWatch() {
  for (int i = 0; i < kSignalCount; ++i) {
    if (watched_[i]) std::signal(kSignals[i], SIG_DFL);
  }
}

bool InterruptWatch::interrupted() const { return signal_seen != 0; }

}  // namespace hourglass
