// What Embind calls a type that it does not know, without C's printf to write the type's address: 2 kB that nothing
// else in the engine's JavaScript module uses.

#include <cstdlib>
#include <cstring>

/// The compiler calls this form of sprintf where no number with a fraction is written. Writes one text for an address,
/// which Embind has room for, and nothing else.
extern "C" int siprintf(char* text, const char* format, ...) {
  if (std::strcmp(format, "%p") != 0) std::abort();
  std::strcpy(text, "a type without a name");
  return static_cast<int>(std::strlen(text));
}
