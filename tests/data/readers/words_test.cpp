#include "data/readers/words.h"

#include <catch2/catch_test_macros.hpp>

#include "support/data_files.h"

namespace hourglass {
namespace {

GivenSet given_text(std::string_view text) { return value_of(read_text("words.txt", text)); }

/// A sample as text again.
std::string word(const GivenSet& given, std::size_t index) {
  const Shape shape = given.training.samples.shape;
  const auto features = static_cast<std::size_t>(shape.features()), width = static_cast<std::size_t>(shape.channels);
  std::string text;
  for (std::size_t i = 0; i < features; ++i) {
    if (given.training.samples.bytes[index * features + i] == 255) text += given.description.alphabet[i % width];
  }
  return text;
}

TEST_CASE("each line is a word over the alphabet of all", "[unit][words]") {
  const GivenSet given = given_text("Anna\r\nbob\n\n  Zo\xc3\xab \n");
  CHECK(given.description.kind == DataKind::kText);
  CHECK(given.description.alphabet == std::vector<std::string>{"", "A", "Z", "a", "b", "n", "o", "\xc3\xab"});
  CHECK(given.training.samples.shape == Shape{1, 4, 8});
  CHECK(given.training.samples.count == 3);
  CHECK(word(given, 0) == "Anna");
  CHECK(word(given, 1) == "bob");
  CHECK(word(given, 2) == "Zo\xc3\xab");
}

TEST_CASE("each place of a word has exactly one symbol", "[unit][words]") {
  const GivenSet given = given_text("a\nbcd\n");
  const auto& bytes = given.training.samples.bytes;
  for (std::size_t at = 0; at < bytes.size(); at += 5) {
    CHECK(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                     bytes.begin() + static_cast<std::ptrdiff_t>(at + 5), 255) == 1);
  }
}

TEST_CASE("longer lines are cut, and said to be", "[unit][words]") {
  const GivenSet given = given_text(std::string(32, 'a') + "\n" + std::string(33, 'b') + "\n");
  CHECK(given.training.samples.shape.width == 32);
  CHECK(word(given, 1) == std::string(32, 'b'));
  CHECK(given.ignored == std::vector<std::string>{"1 line: cut to 32 symbols"});
}

TEST_CASE("a file called test is the held-out split", "[unit][words]") {
  const auto given =
      value_of(read_files({{"names.txt", bytes_of("ab\nc\n")}, {"names-test.txt", bytes_of("d\ne\n")}}, "set", {}));
  CHECK(given.training.samples.count == 2);
  CHECK(given.held_out->samples.count == 2);
  CHECK(given.held_out->samples.shape == given.training.samples.shape);
}

TEST_CASE("text in another encoding is refused by its line", "[unit][words]") {
  for (const char* wrong : {"\xe4", "\xc3", "\xc3(", "\xed\xff\x80", "\xf8\x80\x80\x80", "\xc0\x80"}) {
    const auto given = read_text("words.txt", "fine\n" + std::string(wrong) + "\n");
    CHECK(code_of(given) == "file-unsupported");
    CHECK(given.error().where == "line 2");
  }
}

TEST_CASE("words beyond the budget are refused", "[unit][words]") {
  OpenOptions options;
  options.budget = {19};
  CHECK(code_of(read_text("words.txt", "abcd\nefgh\n", options)) == "file-over-budget");
}

}  // namespace
}  // namespace hourglass
