#include "data/readers/tables.h"

#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "support/data_files.h"

namespace hourglass {
namespace {

GivenSet given_text(std::string_view text, const OpenOptions& options = {}) {
  return value_of(read_text("given.csv", text, options));
}

/// A table with a column of numbers and one of `values`, in turn.
std::string table_of(const std::vector<std::string>& values, int rows) {
  std::string text = "number,value\n";
  for (int i = 0; i < rows; ++i) {
    text += std::to_string(i) + "," + values[static_cast<std::size_t>(i) % values.size()] + "\n";
  }
  return text;
}

std::vector<std::string> names(const GivenSet& given) {
  std::vector<std::string> all;
  for (const Column& column : given.description.columns) all.push_back(column.name);
  return all;
}

TEST_CASE("tables from other programs are the same whatever their dialect", "[unit][tables]") {
  const GivenSet excel = given_data({"csv/excel.csv"});
  CHECK(excel.description.kind == DataKind::kTable);
  CHECK(names(excel) == std::vector<std::string>{"size", "count", "colour"});
  CHECK(excel.description.columns[2].categories == std::vector<std::string>{"dark blue", "green", "red"});
  CHECK(excel.description.label_names == std::vector<std::string>{"no", "yes"});
  CHECK(excel.training.samples.shape == flat(5));
  CHECK(excel.training.samples.count == 24);
  CHECK(excel.training.labels[3] == 1);
  CHECK(excel.ignored == std::vector<std::string>{"column \"note\": text with too many values for categories"});
  for (const char* name : {"csv/unix.tsv", "csv/german.csv"}) {
    CAPTURE(name);
    const GivenSet other = given_data({name});
    CHECK(other.description == excel.description);
    CHECK(other.training.labels == excel.training.labels);
    for (std::size_t i = 0; i < 120; ++i) {
      const float a = excel.training.samples.numbers[i], b = other.training.samples.numbers[i];
      CHECK((a == b || (std::isnan(a) && std::isnan(b))));
    }
  }
}

TEST_CASE("missing fields are not numbers, of a category in all its features", "[unit][tables]") {
  const auto numbers = given_data({"csv/excel.csv"}).training.samples.numbers;
  CHECK(std::isnan(numbers[3 * 5]));
  CHECK(std::isnan(numbers[7 * 5 + 1]));
  for (std::size_t i = 2; i < 5; ++i) CHECK(std::isnan(numbers[5 * 5 + i]));
  CHECK(std::vector<float>(numbers.begin() + 2, numbers.begin() + 5) == std::vector<float>{0, 0, 1});
}

TEST_CASE("a row of names is a header, a row of numbers is not", "[unit][tables]") {
  CHECK(names(given_text("a,b\n1,2\n3,4\n")) == std::vector<std::string>{"a", "b"});
  CHECK(given_text("a,b\n1,2\n3,4\n").training.samples.count == 2);
  CHECK(names(given_text("1,2\n3,4\n")) == std::vector<std::string>{"1", "2"});
  CHECK(given_text("1,2\n3,4\n").training.samples.count == 2);
  // Texts only: a header's texts do not occur again.
  CHECK(given_text("size,shape\nbig,round\nbig,flat\nsmall,flat\nbig,flat\nbig,round\n").training.samples.count == 5);
  CHECK(given_text("big,round\nbig,flat\nsmall,flat\nbig,flat\nbig,round\n").training.samples.count == 5);
}

TEST_CASE("the label column is found by its name, named, or numbered", "[unit][tables]") {
  CHECK(given_text("a,Class\n1,4\n3,6\n").training.labels == std::vector<int>{4, 6});
  OpenOptions options;
  options.label_column = "a";
  CHECK(given_text("a,b\n1,2\n3,4\n", options).training.labels == std::vector<int>{1, 3});
  CHECK(names(given_text("a,b\n1,2\n3,4\n", options)) == std::vector<std::string>{"b"});
  options.label_column = "2";
  CHECK(given_text("a,b\n1,2\n3,4\n", options).training.labels == std::vector<int>{2, 4});
  options.label_column = "c";
  const auto wrong = read_text("given.csv", "a,b\n1,2\n", options);
  CHECK(code_of(wrong) == "data-no-such-column");
  CHECK(wrong.error().expected == "\"a, b\"");
}

TEST_CASE("a column of fractions called target is no label", "[unit][tables]") {
  CHECK(given_text("a,target\n1,0.5\n3,1.5\n").training.labels.empty());
}

TEST_CASE("a missing label is no label", "[unit][tables]") {
  CHECK(given_text("a,label\n1,4\n3,\n").training.labels == std::vector<int>{4, kNoLabel});
}

TEST_CASE("texts of few values are categories, others are left out", "[unit][tables]") {
  CHECK(given_text(table_of({"x", "y"}, 5)).description.columns.size() == 2);
  CHECK(given_text(table_of({"x", "y"}, 4)).description.columns.size() == 1);
  std::vector<std::string> many;
  for (int i = 0; i < 65; ++i) many.push_back("v" + std::to_string(i));
  CHECK(given_text(table_of(many, 200)).description.columns.size() == 1);
  many.pop_back();
  CHECK(given_text(table_of(many, 200)).description.columns[1].categories.size() == 64);
}

TEST_CASE("columns of numbers are categories where asked", "[unit][tables]") {
  OpenOptions options;
  options.categorical = {"value"};
  const GivenSet given = given_text(table_of({"3", "1", "2"}, 9), options);
  CHECK(given.description.columns[1].categories == std::vector<std::string>{"1", "2", "3"});
  CHECK(given.training.samples.shape == flat(4));
  options.categorical = {"number"};
  CHECK(code_of(read_text("given.csv", table_of({"1"}, 100), options)) == "data-bad-value");
}

TEST_CASE("texts in a column are missing numbers where asked", "[unit][tables]") {
  const std::string text = "a,b\n1,none\n2,5\n3,none\n4,none\n5,7\n6,none\n7,none\n8,5\n";
  const GivenSet found_out = given_text(text);
  REQUIRE(found_out.description.columns.size() == 2);
  CHECK(found_out.description.columns[1].categories.size() == 3);
  OpenOptions options;
  options.numeric = {"b"};
  const GivenSet given = given_text(text, options);
  CHECK(given.description.columns[1].categories.empty());
  REQUIRE(given.training.samples.shape == flat(2));
  CHECK(std::isnan(given.training.samples.numbers[1]));
  CHECK(given.training.samples.numbers[3] == 5);
  options.categorical = {"2"};
  CHECK(code_of(read_text("given.csv", text, options)) == "setting-does-not-fit");
  options.categorical.clear();
  options.numeric = {"c"};
  CHECK(code_of(read_text("given.csv", text, options)) == "data-no-such-column");
  options.numeric = {"b"};
  CHECK(code_of(read_text("given.csv", "a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n", options)) == "data-bad-value");
}

TEST_CASE("a text among many numbers is refused by line and column", "[unit][tables]") {
  std::string text = "a,b\n";
  for (int i = 0; i < 100; ++i) text += "1," + std::to_string(i) + (i == 70 ? "x" : "") + "\n";
  std::string odd = text;
  for (int i = 0; i < 70; ++i) odd += "1,odd" + std::to_string(i) + "\n";
  const auto refused = read_text("given.csv", odd);
  CHECK(code_of(refused) == "data-bad-value");
  CHECK(refused.error().where == "line 72, column 2 (\"b\")");
  CHECK(refused.error().found == "\"70x\"");
}

TEST_CASE("a row with another number of fields is refused by its line", "[unit][tables]") {
  const auto refused = read_text("given.csv", "a,b\n1,2\n3\n4,5\n6,7\n");
  CHECK(code_of(refused) == "data-bad-row");
  CHECK(refused.error().where == "line 3");
}

TEST_CASE("MNIST as a table is images", "[unit][tables]") {
  const GivenSet given = given_data({"csv/mnist.csv.gz"});
  CHECK(given.description.kind == DataKind::kImage);
  CHECK(given.training.samples.shape == Shape{28, 28, 1});
  CHECK(given.training.samples.bytes[5] == 5);
  CHECK(given.training.labels == std::vector<int>{0, 1, 2, 3});
  std::string headless;
  for (int row = 0; row < 3; ++row) {
    headless += std::to_string(row);
    for (int i = 0; i < 784; ++i) headless += "," + std::to_string(i % 256);
    headless += "\n";
  }
  CHECK(given_text(headless).training.labels == std::vector<int>{0, 1, 2});
  CHECK(given_text(headless).training.samples.bytes.size() == 3 * 784);
}

TEST_CASE("files of one split are joined, and the word test tells the splits apart", "[unit][tables]") {
  const auto given = value_of(read_files(
      {{"b.csv", bytes_of("x,y\n5,6\n")}, {"a.csv", bytes_of("x,y\n1,2\n3,4\n")}, {"test.csv", bytes_of("x,y\n7,8\n")}},
      "set", {}));
  CHECK(given.training.samples.numbers == std::vector<float>{1, 2, 3, 4, 5, 6});
  REQUIRE(given.held_out);
  CHECK(given.held_out->samples.numbers == std::vector<float>{7, 8});
  const auto wrong = read_files({{"a.csv", bytes_of("x,y\n1,2\n")}, {"b.csv", bytes_of("x\n1\n")}}, "set", {});
  CHECK(code_of(wrong) == "data-split-mismatch");
}

TEST_CASE("text without the name of a table is one if its rows agree and have numbers", "[unit][tables]") {
  CHECK(is_table("iris.data", bytes_of("5.1,3.5,setosa\n4.9,3.0,setosa\n")));
  CHECK_FALSE(is_table("words.txt", bytes_of("one\ntwo\n")));
  CHECK_FALSE(is_table("names.txt", bytes_of("Curie, Marie\nNoether, Emmy\n")));
  CHECK(is_table("words.csv", bytes_of("one\ntwo\n")));
  CHECK_FALSE(is_table("picture.csv", bytes_of("\x89PNG\1")));
}

TEST_CASE("a table beyond the budget is refused", "[unit][tables]") {
  OpenOptions options;
  options.budget = {100};
  CHECK(read_text("given.csv", "1,2\n3,4\n", options));
  CHECK(code_of(read_text("given.csv", "1,2,1,2,1,2,1,2\n1,2,1,2,1,2,1,2\n1,2,1,2,1,2,1,2\n", options)) ==
        "file-over-budget");
}

}  // namespace
}  // namespace hourglass
