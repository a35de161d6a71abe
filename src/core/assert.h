// Checks for programmers' mistakes (never for bad input): on in debug builds and in tests.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace hourglass {

[[noreturn]] inline void assertion_failed(const char* condition, const char* message, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: %s (%s does not hold)\n", file, line, message, condition);
  std::abort();
}

}  // namespace hourglass

#if defined(HG_ASSERTS)
#define HG_ASSERT(condition, message) \
  ((condition) ? void(0) : ::hourglass::assertion_failed(#condition, message, __FILE__, __LINE__))
#else
#define HG_ASSERT(condition, message) void(0)
#endif
