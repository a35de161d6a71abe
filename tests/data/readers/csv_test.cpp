#include "data/readers/csv.h"

#include <catch2/catch_test_macros.hpp>

#include "support/data_files.h"

namespace hourglass {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  Rows rows;
  while (true) {
    const auto more = reader.next("file");
    if (!more) FAIL(more.error().sentence());
    if (!*more) return rows;
    rows.emplace_back(reader.fields().begin(), reader.fields().end());
  }
}

Error refusal(std::string_view text) {
  CsvReader reader(text, ',');
  while (true) {
    const auto more = reader.next("file");
    if (!more) return more.error();
    if (!*more) FAIL("it was read");
  }
}

TEST_CASE("rows end with any line end, or with the text", "[unit][csv]") {
  CHECK(rows_of("a,b\nc,d") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("a,b\r\nc,d\r\n") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("a,b\rc,d\r") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("\n\na,b\n\n  \nc,d\n\n") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(rows_of("").empty());
}

TEST_CASE("empty fields count, also at the end of a row", "[unit][csv]") {
  CHECK(rows_of(",\na,\n,,") == Rows{{"", ""}, {"a", ""}, {"", "", ""}});
}

TEST_CASE("quoted fields hold separators, line ends and doubled quotes", "[unit][csv]") {
  CHECK(rows_of("\"a,b\",\"c\nd\"\n\"say \"\"hi\"\"\",\"\"") == Rows{{"a,b", "c\nd"}, {"say \"hi\"", ""}});
  CHECK(rows_of(" \" a \" , b ") == Rows{{" a ", "b"}});
  CHECK(rows_of("a\"b,c") == Rows{{"a\"b", "c"}});
}

TEST_CASE("many quoted fields in a row keep their texts", "[unit][csv]") {
  std::string text;
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    text += (i ? ",\"" : "\"") + std::to_string(i) + "\"";
    expected.push_back(std::to_string(i));
  }
  CHECK(rows_of(text + "\n" + text) == Rows{expected, expected});
}

TEST_CASE("lines are counted inside quotes too", "[unit][csv]") {
  CsvReader reader("a\n\"b\nb\nb\"\r\n\nc\n", ',');
  std::vector<std::size_t> lines;
  while (*reader.next("file")) lines.push_back(reader.line());
  CHECK(lines == std::vector<std::size_t>{1, 2, 6});
}

TEST_CASE("wrong quotes are refused with line and column", "[unit][csv]") {
  CHECK(refusal("a,b\n1,\"open\n").where == "line 2, column 2");
  CHECK(refusal("a,b\n\"c\"d,1\n").where == "line 2, column 1");
  CHECK(refusal("\"").code.name() == "data-bad-row");
}

TEST_CASE("the separator is found out", "[unit][csv]") {
  CHECK(find_dialect("a,b\n1,2\n").dialect == CsvDialect{',', '.'});
  CHECK(find_dialect("a;b\n1;2\n").dialect == CsvDialect{';', '.'});
  CHECK(find_dialect("a\tb\n1\t2\n").dialect == CsvDialect{'\t', '.'});
  CHECK(find_dialect("a|b\n1|2\n").dialect == CsvDialect{'|', '.'});
  CHECK(find_dialect("a,\"x;y\"\nb,\"z\"\n").dialect.separator == ',');
  CHECK_FALSE(find_dialect("some words\nand more\n").is_regular);
}

TEST_CASE("a decimal comma is found out, if the numbers allow no point", "[unit][csv]") {
  CHECK(find_dialect("a;b\n1,5;2,5\n3;4\n").dialect == CsvDialect{';', ','});
  CHECK(find_dialect("1,5;2,5\n").dialect == CsvDialect{';', ','});
  CHECK(find_dialect("a;b\n1,5;2.5\n").dialect == CsvDialect{';', '.'});
}

TEST_CASE("numbers are whole, decimal or with an exponent, and nothing else", "[unit][csv]") {
  CHECK(csv_number("12", '.') == 12);
  CHECK(csv_number("-0.5", '.') == -0.5);
  CHECK(csv_number("+3.", '.') == 3);
  CHECK(csv_number(".25e2", '.') == 25);
  CHECK(csv_number("1,5", ',') == 1.5);
  CHECK(csv_number("123456789012345678", '.') == 123456789012345678.0);
  for (const char* text : {"", "-", ".", "1e", "0x10", "1 2", "inf", "nan", "1.2.3", "12a", "1e999", "1,5"}) {
    CAPTURE(text);
    CHECK_FALSE(csv_number(text, '.'));
  }
}

TEST_CASE("signs of missing values are known in any case", "[unit][csv]") {
  for (const char* text : {"", "NA", "na", "N/A", "NaN", "null", "?"}) CHECK(is_missing(text));
  for (const char* text : {"0", "-", "nano", "unknown"}) CHECK_FALSE(is_missing(text));
}

}  // namespace
}  // namespace hourglass
