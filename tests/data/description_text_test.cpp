#include "data/description_text.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

DataDescription transactions() {
  DataDescription table{.kind = DataKind::kTable};
  table.columns = {{"amount", "EUR", {}, 0.1f}, {"type \"a\"", "", {"cash", "", "wire\n"}}};
  table.label_names = {"normal", "fraud"};
  table.scaling = {{1.5f, 0, 0, 0}, {100, 1, 1, 0.1f}};
  table.has_missing = true;
  return table;
}

void check_round_trip(const DataDescription& description, const Shape& shape) {
  const std::string text = to_description_text(description);
  CAPTURE(text);
  const auto read = parse_description(text, shape, "here");
  REQUIRE(read);
  CHECK(*read == description);
}

std::string code_of(std::string_view text, const Shape& shape = flat(4)) {
  const auto read = parse_description(text, shape, "here");
  return read ? "none" : std::string(read.error().code.name());
}

TEST_CASE("descriptions of every kind are read as they were written", "[unit]") {
  check_round_trip({}, {28, 28, 1});
  check_round_trip(transactions(), flat(4));
  check_round_trip(
      {.kind = DataKind::kSignal, .columns = {{"voltage", "mV"}}, .sample_rate = 0.1, .scaling = {{-2}, {3}}},
      {1, 100, 1});
  check_round_trip({.kind = DataKind::kText, .alphabet = {"", "a", "ö"}}, {1, 5, 3});
}

TEST_CASE("rows of a newer program are left out", "[unit]") {
  const auto read = parse_description(R"([["kind", "image"], ["mood", "calm"]])", {2, 2, 1}, "here");
  REQUIRE(read);
  CHECK(*read == DataDescription{});
}

TEST_CASE("a description cut anywhere is refused", "[unit]") {
  const std::string text = to_description_text(transactions());
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK(code_of(text.substr(0, length)) == "description-bad-text");
  }
}

TEST_CASE("text that describes nothing is refused", "[unit]") {
  for (const std::string_view text :
       {"", "[]", "{}", "[[]]", "[[1]]", R"([["kind"]])", R"([["kind", "song"]])", R"([["kind", "image"]] 1)",
        R"([["column", "a", ""]])", R"([["column", "a", "", "x"]])", R"([["rate", "-1"]])", R"([["rate"]])",
        R"([["offset", "1e999"]])"}) {
    CAPTURE(text);
    CHECK(code_of(text) == "description-bad-text");
  }
}

TEST_CASE("a description that does not fit the samples is refused", "[unit]") {
  for (const std::string_view text :
       {R"([["kind", "table"]])", R"([["kind", "table"], ["column", "a", "", "0"]])",
        R"([["kind", "text"], ["alphabet", "a"]])", R"([["kind", "image"], ["column", "a", "", "0"]])",
        R"([["kind", "image"], ["offset", "1"]])", R"([["kind", "image"], ["offset", "1"], ["factor", "0"]])",
        R"([["kind", "image"], ["offset", "1", "2"], ["factor", "1", "2"]])",
        R"([["kind", "signal"], ["column", "a", "", "0"]])", R"([["kind", "image"], ["missing"]])"}) {
    CAPTURE(text);
    CHECK(code_of(text) == "description-does-not-fit");
  }
}

}  // namespace
}  // namespace hourglass
