// The little JSON that a safetensors header needs: tokens in, quoted text out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hourglass {

enum class JsonToken { kText, kUnsigned, kOtherNumber, kNull, kBoolean, kPunctuation, kEnd, kInvalid };

/// Splits JSON (RFC 8259) into tokens, one after the other. Whether they stand in an order that makes sense is for the
/// caller to say. Never looks outside the text; takes no more memory than the longest text in it.
class JsonLexer {
 public:
  explicit JsonLexer(std::string_view json) : json_(json) {}

  /// After kEnd or kInvalid it gives the same again.
  JsonToken next();

  char punctuation() const { return json_[begin_]; }  ///< of kPunctuation: one of {}[]:,
  std::string& text() { return text_; }               ///< of kText: UTF-8, without escapes
  std::uint64_t number() const { return number_; }    ///< of kUnsigned: a whole number below 2^64
  /// The token as it stands in the JSON; of kInvalid what was read of it.
  std::string_view raw() const { return json_.substr(begin_, at_ - begin_); }
  /// How much has been read.
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
