#include "core/json_text.h"

#include "core/utf8.h"

#include <limits>

namespace hourglass {
namespace {

constexpr std::string_view kEscapes = "\"\\/bfnrt", kEscaped = "\"\\/\b\f\n\r\t";

void append_utf8(std::string& text, std::uint32_t code) {
  const auto append = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  const auto tail = [&](int shift) { append(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return append(code);
  if (code < 0x800) {
    append(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      append(0xE0 | code >> 12);
    } else {
      append(0xF0 | code >> 18);
      tail(12);
    }
    tail(6);
  }
  tail(0);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool JsonLexer::take(char c) {
  if (at_ == json_.size() || json_[at_] != c) return false;
  ++at_;
  return true;
}

bool JsonLexer::take_digits() {
  const std::size_t first = at_;
  while (at_ < json_.size() && is_digit(json_[at_])) ++at_;
  return at_ > first;
}

JsonToken JsonLexer::next() {
  while (take(' ') || take('\t') || take('\n') || take('\r')) {
  }
  begin_ = at_;
  if (at_ == json_.size()) return JsonToken::kEnd;
  const char c = json_[at_];
  if (c == '"') return read_text();
  if (c == '-' || is_digit(c)) return read_number();
  if (c == 'n') return read_word("null", JsonToken::kNull);
  if (c == 't') return read_word("true", JsonToken::kBoolean);
  if (c == 'f') return read_word("false", JsonToken::kBoolean);
  if (std::string_view("{}[]:,").find(c) == std::string_view::npos) return JsonToken::kInvalid;
  ++at_;
  return JsonToken::kPunctuation;
}

JsonToken JsonLexer::read_word(std::string_view word, JsonToken token) {
  for (const char c : word) {
    if (!take(c)) return JsonToken::kInvalid;
  }
  return token;
}

JsonToken JsonLexer::read_text() {
  text_.clear();
  ++at_;
  while (!take('"')) {
    if (take('\\')) {
      if (!read_escape()) return JsonToken::kInvalid;
      continue;
    }
    const std::size_t length = utf8_length(json_.substr(at_));
    if (at_ == json_.size() || length == 0 || static_cast<unsigned char>(json_[at_]) < ' ') return JsonToken::kInvalid;
    text_ += json_.substr(at_, length);
    at_ += length;
  }
  return JsonToken::kText;
}

bool JsonLexer::read_hexadecimal(std::uint32_t& code) {
  code = 0;
  for (int i = 0; i < 4; ++i) {
    if (at_ == json_.size()) return false;
    const char c = json_[at_], letter = static_cast<char>(c | 0x20);
    if (!is_digit(c) && (letter < 'a' || letter > 'f')) return false;
    code = code << 4 | static_cast<std::uint32_t>(is_digit(c) ? c - '0' : letter - 'a' + 10);
    ++at_;
  }
  return true;
}

bool JsonLexer::read_escape() {
  if (!take('u')) {
    const std::size_t which = at_ < json_.size() ? kEscapes.find(json_[at_]) : std::string_view::npos;
    if (which == std::string_view::npos) return false;
    text_ += kEscaped[which];
    ++at_;
    return true;
  }
  std::uint32_t code = 0, low = 0;
  if (!read_hexadecimal(code)) return false;
  if (code >= 0xD800 && code < 0xE000) {  // a surrogate: half of a character above U+FFFF; the other half must follow
    if (code >= 0xDC00 || !take('\\') || !take('u') || !read_hexadecimal(low) || low < 0xDC00 || low >= 0xE000)
      return false;
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  append_utf8(text_, code);
  return true;
}

JsonToken JsonLexer::read_number() {
  bool is_unsigned = !take('-');
  const std::size_t first = at_;
  if (!take('0') && !take_digits()) return JsonToken::kInvalid;
  const std::string_view digits = json_.substr(first, at_ - first);
  if (take('.')) {
    is_unsigned = false;
    if (!take_digits()) return JsonToken::kInvalid;
  }
  if (take('e') || take('E')) {
    is_unsigned = false;
    if (!take('+')) take('-');
    if (!take_digits()) return JsonToken::kInvalid;
  }
  number_ = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number_ > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) is_unsigned = false;
    number_ = 10 * number_ + digit;
  }
  return is_unsigned ? JsonToken::kUnsigned : JsonToken::kOtherNumber;
}

std::string json_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = utf8_length(text.substr(at));
    if (const std::size_t which = kEscaped.find(c); which != std::string_view::npos && c != '/') {
      quoted += '\\';
      quoted += kEscapes[which];
    } else if (static_cast<unsigned char>(c) < ' ') {
      quoted += "\\u00";
      quoted += static_cast<char>('0' + (c >> 4));
      quoted += "0123456789abcdef"[c & 15];
    } else {
      quoted += length > 0 ? text.substr(at, length) : "\xef\xbf\xbd";
    }
    at += length > 0 ? length : 1;
  }
  return quoted + '"';
}

}  // namespace hourglass
