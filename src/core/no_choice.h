// The refusal of a name that no row of a table has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/error.h"

namespace hourglass {

/// "onnx, pytorch, keras or c": the `id` of each row.
template <class Rows>
std::string listed(const Rows& rows) {
  std::string list;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) list += i + 1 == rows.size() ? " or " : ", ";
    list += rows[i].id;
  }
  return list;
}

/// argument-not-a-choice: `found` is the id of no row.
template <class Rows>
Error no_choice(std::string_view argument, const Rows& rows, const std::string& found) {
  return {"argument-not-a-choice", argument, "", listed(rows), found};
}

}  // namespace hourglass
