// Tests whether a function ends the process, as a failed assert does. Only natively, since it needs a second process.
#pragma once

#if !defined(__EMSCRIPTEN__)

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace hourglass {

/// Runs `body` in a child process and discards its stderr. Returns true if it aborts, false if it returns.
template <class Body>
bool ends_process(const Body& body) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    body();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace hourglass

#endif
