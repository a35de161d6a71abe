// The part of JSON that a safetensors header needs: a lexer, and quoting of text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hourglass {

enum class JsonToken { kText, kUnsigned, kOtherNumber, kNull, kBoolean, kPunctuation, kEnd, kInvalid };

/// Splits JSON (RFC 8259) into tokens. Does not check their order; the caller parses the grammar. Never reads outside
/// the text; takes no more memory than the longest string in it.
class JsonLexer {
 public:
  explicit JsonLexer(std::string_view json) : json_(json) {}

  /// Reads the next token. After kEnd or kInvalid every call returns the same again.
  JsonToken next();

  char punctuation() const { return json_[begin_]; }  ///< of kPunctuation: one of {}[]:,
  std::string& text() { return text_; }               ///< of kText: UTF-8, without escapes
  std::uint64_t number() const { return number_; }    ///< of kUnsigned: a whole number below 2^64
  /// The token's own characters in the JSON; of kInvalid, those read before the error.
  std::string_view raw() const { return json_.substr(begin_, at_ - begin_); }
  /// Number of bytes read so far.
  std::size_t read() const { return at_; }

 private:
  bool take(char c);
  bool take_digits();
  JsonToken read_text();
  bool read_escape();
  bool read_hexadecimal(std::uint32_t& code);
  JsonToken read_number();
  JsonToken read_word(std::string_view word, JsonToken token);

  std::string_view json_;
  std::size_t begin_ = 0, at_ = 0;
  std::string text_;
  std::uint64_t number_ = 0;
};

/// The text as a JSON string; bytes that are not UTF-8 are replaced by U+FFFD.
std::string json_quoted(std::string_view text);

}  // namespace hourglass
