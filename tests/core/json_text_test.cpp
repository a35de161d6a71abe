#include "core/json_text.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

JsonToken only_token(std::string_view json) {
  JsonLexer lexer(json);
  const JsonToken token = lexer.next();
  return token == JsonToken::kInvalid || lexer.next() == JsonToken::kEnd ? token : JsonToken::kInvalid;
}

std::string text_in(std::string_view json) {
  JsonLexer lexer(json);
  REQUIRE(lexer.next() == JsonToken::kText);
  return lexer.text();
}

TEST_CASE("JSON is split into its tokens", "[unit][json]") {
  JsonLexer lexer(" {\"a\" :\t[12,-3.5e+2,null,true,false]\r\n}");
  std::string seen;
  JsonToken token;
  while ((token = lexer.next()) != JsonToken::kEnd) {
    REQUIRE(token != JsonToken::kInvalid);
    seen += std::string(lexer.raw()) + " ";
  }
  CHECK(seen == "{ \"a\" : [ 12 , -3.5e+2 , null , true , false ] } ");
  CHECK(lexer.next() == JsonToken::kEnd);
}

TEST_CASE("whole numbers below 2^64 are distinguished from other numbers", "[unit][json]") {
  for (const char* text : {"0", "7", "18446744073709551615"}) CHECK(only_token(text) == JsonToken::kUnsigned);
  for (const char* text : {"-1", "-0", "1.0", "1e3", "18446744073709551616", "99999999999999999999999"}) {
    CHECK(only_token(text) == JsonToken::kOtherNumber);
  }
  for (const char* text : {"01", "1.", ".5", "+1", "-", "1e", "1e+", "0x10", "1-2", "NaN"}) {
    CHECK(only_token(text) == JsonToken::kInvalid);
  }
  JsonLexer lexer("18446744073709551615");
  lexer.next();
  CHECK(lexer.number() == ~std::uint64_t{0});
}

TEST_CASE("escapes in text are resolved", "[unit][json]") {
  CHECK(text_in(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(text_in(R"("\u0041\u00e9\u20ac\ud83c\uDF69")") == "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x8d\xa9");
  CHECK(text_in("\"\xc3\xa9\xf4\x8f\xbf\xbf\"") == "\xc3\xa9\xf4\x8f\xbf\xbf");
  CHECK(text_in(R"("\u0000")") == std::string(1, '\0'));
}

TEST_CASE("invalid JSON text is refused", "[unit][json]") {
  for (const std::string_view text : {"\"",
                                      "\"a",
                                      "\"\\",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\u12g4\"",
                                      "\"\\ud800\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\udc00\"",
                                      "\"\n\"",
                                      "\"\x80\"",
                                      "\"\xc0\x80\"",
                                      "\"\xe0\x80\x80\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xf4\x90\x80\x80\"",
                                      "\"\xf5\x80\x80\x80\"",
                                      "\"\xe2\x82\"",
                                      "\"\xe2\x82",
                                      "nul",
                                      "truE",
                                      "'a'",
                                      "/* */"}) {
    INFO(text);
    CHECK(only_token(text) == JsonToken::kInvalid);
  }
  CHECK(only_token(std::string_view("\0", 1)) == JsonToken::kInvalid);
}

TEST_CASE("quoted text is parsed to the same text", "[unit][json]") {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  all += "\xc3\xa9\xe2\x82\xac\xf0\x9f\x8d\xa9";
  CHECK(text_in(json_quoted(all)) == all);
  CHECK(json_quoted("a\"\\/\x01\x1f") == "\"a\\\"\\\\/\\u0001\\u001f\"");
  CHECK(json_quoted("\xff"
                    "a\xe2\x82") ==
        "\"\xef\xbf\xbd"
        "a\xef\xbf\xbd\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace hourglass
