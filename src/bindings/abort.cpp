// What the standard library says before it aborts, without C's printf to say it: 6 kB that nothing else in the
// JavaScript module uses.

#include <emscripten/console.h>

#include <__verbose_abort>
#include <cstdlib>

/// The text is shown as it is, its %s and %d included. (The declaration is noexcept in newer libraries only.)
void std::__libcpp_verbose_abort(const char* format, ...) noexcept(noexcept(std::__libcpp_verbose_abort(""))) {
  emscripten_console_error(format);
  std::abort();
}

/// The same for what libc++abi has to say, such as that a pure virtual function was called.
extern "C" [[noreturn]] void abort_message(const char* format, ...) {
  emscripten_console_error(format);
  std::abort();
}
