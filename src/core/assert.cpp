#include "core/assert.h"

#include <cstdio>
#include <cstdlib>

namespace hourglass {

void assertion_failed(const char* condition, const char* message, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: %s (%s does not hold)\n", file, line, message, condition);
  std::abort();
}

}  // namespace hourglass
