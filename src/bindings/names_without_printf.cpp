// What Embind calls a type that it does not know, without C's printf to write the type's address: 2 kB that nothing
// else in the engine's JavaScript module uses.

#include <cstring>

/// The compiler calls this form of sprintf where no number with a fraction is written. Writes the same text whatever is
/// asked for.
extern "C" int siprintf(char* text, const char*, ...) {
  std::strcpy(text, "a type without a name");
  return static_cast<int>(std::strlen(text));
}
