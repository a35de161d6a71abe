#include "core/utf8.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

using namespace std::literals;

TEST_CASE("a UTF-8 character has one to four bytes", "[unit]") {
  CHECK(utf8_length("ab") == 1);
  CHECK(utf8_length("\u00f6b") == 2);
  CHECK(utf8_length("\u4e2db") == 3);
  CHECK(utf8_length("\U0001f600b") == 4);
}

TEST_CASE("what is no UTF-8 character has no length", "[unit]") {
  // A byte of the middle, cut ones, overlong ones, a surrogate, and one beyond Unicode.
  for (const std::string_view text : {"\x80"sv, "\xc3"sv, "\xe4\xb8"sv, "\xc0\xaf"sv, "\xe0\x80\xaf"sv,
                                      "\xed\xa0\x80"sv, "\xf4\x90\x80\x80"sv, "\xff"sv}) {
    CAPTURE(text.size(), static_cast<int>(static_cast<unsigned char>(text[0])));
    CHECK(utf8_length(text) == 0);
  }
}

}  // namespace
}  // namespace hourglass
