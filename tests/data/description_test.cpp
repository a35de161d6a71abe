#include "data/description.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("kinds of data are found by their names", "[unit]") {
  for (const DataKindRow& row : data_kinds()) CHECK(find_data_kind(row.name) == row.kind);
  CHECK_FALSE(find_data_kind("pictures"));
}

TEST_CASE("a scaling leads from numbers to features and back", "[unit]") {
  const Scaling none, one{{10}, {4}}, each{{0, 100}, {1, 50}};
  CHECK(none.number(0.5f, 3) == 0.5f);
  CHECK(one.number(0.5f, 7) == 12);
  CHECK(one.feature(12, 7) == 0.5f);
  CHECK(each.number(2, 1) == 200);
  CHECK(each.feature(200, 1) == 2);
  CHECK(each.number(2, 0) == 2);
}

TEST_CASE("a label has its name, or its number", "[unit]") {
  DataDescription description;
  CHECK(label_text(description, 3) == "3");
  description.label_names = {"cat", "", "dog"};
  CHECK(label_text(description, 0) == "cat");
  CHECK(label_text(description, 1) == "1");
  CHECK(label_text(description, 2) == "dog");
  CHECK(label_text(description, 3) == "3");
  CHECK(label_text(description, -1) == "-1");
}

TEST_CASE("a table's columns with categories are groups of features", "[unit]") {
  DataDescription table{.kind = DataKind::kTable};
  table.columns = {{"amount", "EUR"}, {"type", "", {"cash", "card", "wire"}}, {"age"}, {"new", "", {"no", "yes"}}};
  CHECK(category_groups(table, flat(7)) == std::vector<CategoryGroup>{{1, 3}, {5, 2}});
}

TEST_CASE("every place of a text is a group of its symbols", "[unit]") {
  const DataDescription text{.kind = DataKind::kText, .alphabet = {" ", "a", "b"}};
  CHECK(category_groups(text, {1, 2, 3}) == std::vector<CategoryGroup>{{0, 3}, {3, 3}});
}

TEST_CASE("images and signals have no groups", "[unit]") {
  CHECK(category_groups({}, {4, 4, 3}).empty());
  CHECK(category_groups({.kind = DataKind::kSignal}, {1, 9, 2}).empty());
}

}  // namespace
}  // namespace hourglass
