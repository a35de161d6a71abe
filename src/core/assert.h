// Checks for programmers' mistakes, never for bad input. The CMake option HOURGLASS_ASSERTS switches them on for every
// library of the engine and for the tests alike.
#pragma once

namespace hourglass {

/// Prints what was required and where to stderr, and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* message, const char* file, int line);

}  // namespace hourglass

// For source files only: an inline function of a header must be the same whether asserts are on or off.
#if defined(HG_ASSERTS)
#define HG_ASSERT(condition, message) \
  ((condition) ? void(0) : ::hourglass::assertion_failed(#condition, message, __FILE__, __LINE__))
#else
#define HG_ASSERT(condition, message) void(0)
#endif
