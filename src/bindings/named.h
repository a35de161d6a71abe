// Tables of the names that JavaScript gives as arguments.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "core/excerpt.h"

namespace hourglass::bindings {

/// One row: a name and what it stands for.
template <class Value>
struct Named {
  std::string_view name;
  Value value;
};

/// The row of that name, or null.
template <class Value, std::size_t kCount>
const Named<Value>* find_named(const Named<Value> (&table)[kCount], std::string_view name) {
  for (const Named<Value>& row : table) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

/// The refusal of a name that the table lacks: it lists those that there are.
template <class Value, std::size_t kCount>
Error not_a_choice(std::string_view argument, const Named<Value> (&table)[kCount], std::string_view found) {
  std::string names;
  for (const Named<Value>& row : table) names += (names.empty() ? "" : " or ") + std::string(row.name);
  return {"argument-not-a-choice", argument, "", names, excerpt(found)};
}

}  // namespace hourglass::bindings
