// Finds a row of a table by one of its members.
#pragma once

namespace hourglass {

/// The first row whose `member` equals `value`, or null.
template <class Table, class Row, class Member, class Value>
const Row* find_by(const Table& table, Member Row::*member, const Value& value) {
  for (const Row& row : table) {
    if (row.*member == value) return &row;
  }
  return nullptr;
}

}  // namespace hourglass
