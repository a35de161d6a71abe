// Tables with one row per enumerator, read by index.
#pragma once

#include <cstddef>

namespace hourglass {

/// True where row i is the one of the enumerator with the value i: every row has a member `kind`. A table that is read
/// by index says so beside it: static_assert(in_enum_order(kRows)).
template <class Row, std::size_t count>
consteval bool in_enum_order(const Row (&rows)[count]) {
  for (std::size_t i = 0; i < count; ++i) {
    if (static_cast<std::size_t>(rows[i].kind) != i) return false;
  }
  return true;
}

}  // namespace hourglass
