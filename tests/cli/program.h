// Runs the built program as a user does, and captures its output.
#pragma once

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

namespace hourglass {

struct ProgramRun {
  int exit_code = -1;  ///< -1 where a signal ended it
  std::string out, err;
};

inline bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

using Arguments = std::vector<std::string>;

[[noreturn]] inline void become_program(const Arguments& arguments) {
  std::vector<char*> words = {const_cast<char*>("hourglass")};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  execv(HG_PROGRAM, words.data());
  _exit(127);
}

/// Appends the available bytes; false at the end of the stream.
inline bool read_some(int from, std::string& text) {
  char buffer[4096];
  const ssize_t size = read(from, buffer, sizeof buffer);
  if (size <= 0) return false;
  text.append(buffer, static_cast<std::size_t>(size));
  return true;
}

inline int exit_code_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A signal that is sent to the program as soon as its stdout or stderr contains `when`; none if `when` is empty.
struct SentSignal {
  std::string when;
  int number = SIGINT;
  bool ignored_by_parent = false;  ///< as nohup starts a program with SIGHUP ignored
};

/// Runs `hourglass` with these arguments to its end; stdout and stderr are not terminals.
inline ProgramRun run_program(const Arguments& arguments, const SentSignal& sent = {}) {
  int out[2], err[2];
  if (pipe(out) != 0 || pipe(err) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    for (int end : {out[0], out[1], err[0], err[1]}) close(end);
    if (sent.ignored_by_parent) std::signal(sent.number, SIG_IGN);
    become_program(arguments);
  }
  close(out[1]);
  close(err[1]);
  ProgramRun run;
  bool out_open = true, err_open = true, signalled = sent.when.empty();
  while (out_open || err_open) {
    pollfd ends[2] = {{out_open ? out[0] : -1, POLLIN, 0}, {err_open ? err[0] : -1, POLLIN, 0}};
    if (poll(ends, 2, -1) < 0) break;
    if (ends[0].revents != 0) out_open = read_some(out[0], run.out);
    if (ends[1].revents != 0) err_open = read_some(err[0], run.err);
    const bool seen = run.out.find(sent.when) != std::string::npos || run.err.find(sent.when) != std::string::npos;
    if (!signalled && seen) {
      kill(child, sent.number);
      signalled = true;
    }
  }
  close(out[0]);
  close(err[0]);
  run.exit_code = exit_code_of(child);
  return run;
}

/// Runs `hourglass` on a terminal of this width; all of its output is in `out`.
inline ProgramRun run_on_terminal(const Arguments& arguments, int columns) {
  const winsize size{24, static_cast<unsigned short>(columns), 0, 0};
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) become_program(arguments);
  ProgramRun run;
  while (read_some(terminal, run.out)) {
  }
  close(terminal);
  run.exit_code = exit_code_of(child);
  return run;
}

/// The last line of a text, without its end.
inline std::string last_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const std::size_t begin = text.rfind('\n');
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

}  // namespace hourglass
