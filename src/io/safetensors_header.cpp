#include "io/safetensors_header.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/excerpt.h"
#include "core/json_text.h"

namespace hourglass {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxRank = 8;
/// Limits the memory, since an entry takes up to 30 times its text; models have far fewer.
constexpr std::size_t kMostEntries = 100'000;

/// Parses the header, and stops at the first token that is not allowed in its place.
class HeaderReader {
 public:
  HeaderReader(std::string_view json, const std::string& source, std::uint64_t position)
      : lexer_(json), source_(source), position_(position) {}

  Result<SafetensorsHeader> read() {
    if (value() && lexer_.next() != JsonToken::kEnd) not_json();
    if (error_) return *error_;
    return std::move(header_);
  }

 private:
  enum class In { kNothing, kRoot, kMetadata, kTensor, kShape, kOffsets };

  // The grammar of JSON.

  bool value() { return value(lexer_.next()); }

  bool value(JsonToken token) {
    switch (token) {
      case JsonToken::kText: return string(lexer_.text());
      case JsonToken::kUnsigned: return number(lexer_.number());
      case JsonToken::kOtherNumber: return unexpected(excerpt(lexer_.raw()));
      case JsonToken::kNull: return unexpected("null");
      case JsonToken::kBoolean: return unexpected("true or false");
      case JsonToken::kPunctuation:
        if (lexer_.punctuation() == '{') return start_object() && members('}') && end_object();
        if (lexer_.punctuation() == '[') return start_array() && members(']') && end_array();
        return not_json();
      case JsonToken::kEnd:
      case JsonToken::kInvalid: return not_json();
    }
    return not_json();
  }

  /// The members of an object or list, up to the closing bracket.
  bool members(char closing) {
    JsonToken token = lexer_.next();
    if (is(token, closing)) return true;
    while (true) {
      if (closing == '}') {
        if (token != JsonToken::kText) return not_json();
        if (!key(lexer_.text())) return false;
        if (!is(lexer_.next(), ':')) return not_json();
        token = lexer_.next();
      }
      if (!value(token)) return false;
      token = lexer_.next();
      if (is(token, closing)) return true;
      if (!is(token, ',')) return not_json();
      token = lexer_.next();
    }
  }

  bool is(JsonToken token, char punctuation) const {
    return token == JsonToken::kPunctuation && lexer_.punctuation() == punctuation;
  }

  bool not_json() { return refuse("safetensors-bad-json", "valid JSON", excerpt(lexer_.raw())); }

  // The structure of this header.

  bool key(std::string& key) {
    key_ = std::move(key);
    if (in_ != In::kTensor) return true;
    if (key_ != "dtype" && key_ != "shape" && key_ != "data_offsets") {
      return refuse("safetensors-bad-header", "dtype, shape or data_offsets", excerpt(key_));
    }
    if (std::find(fields_.begin(), fields_.end(), key_) != fields_.end()) {
      return refuse("safetensors-duplicate-name", "each field once", "a second " + key_);
    }
    fields_.push_back(key_);
    return true;
  }

  bool start_object() {
    if (in_ == In::kNothing) return enter(In::kRoot);
    if (in_ != In::kRoot) return unexpected("an object");
    if (key_ == "__metadata__") {
      if (has_metadata_) return refuse("safetensors-duplicate-name", "__metadata__ once", "a second one");
      has_metadata_ = true;
      return enter(In::kMetadata);
    }
    if (header_.tensors.size() == kMostEntries) return too_many();
    header_.tensors.push_back({.name = std::move(key_), .position = here(), .shape = {}, .offsets = {}});
    fields_.clear();
    return enter(In::kTensor);
  }

  bool end_object() {
    if (in_ == In::kTensor && fields_.size() < 3) {
      return refuse("safetensors-bad-header", "dtype, shape and data_offsets of " + tensor_name(), "fewer");
    }
    return enter(In::kRoot);
  }

  bool start_array() {
    if (in_ == In::kTensor && key_ == "shape") return enter(In::kShape);
    if (in_ == In::kTensor && key_ == "data_offsets") return enter(In::kOffsets);
    return unexpected("a list");
  }

  bool end_array() {
    if (in_ == In::kOffsets && header_.tensors.back().offsets.size() != 2) return unexpected("another number of them");
    return enter(In::kTensor);
  }

  bool number(std::uint64_t value) {
    if (in_ != In::kShape && in_ != In::kOffsets) return unexpected("a number");
    TensorEntry& tensor = header_.tensors.back();
    auto& numbers = in_ == In::kShape ? tensor.shape : tensor.offsets;
    if (numbers.size() == (in_ == In::kShape ? kMaxRank : 2)) return unexpected("more of them");
    numbers.push_back(value);
    return true;
  }

  bool string(std::string& value) {
    if (in_ == In::kMetadata) {
      if (header_.metadata.size() == kMostEntries) return too_many();
      header_.metadata.push_back({std::move(key_), here(), std::move(value)});
      return true;
    }
    const std::optional<TensorType> type = tensor_type(value);
    if (in_ != In::kTensor || key_ != "dtype" || !type) return unexpected(excerpt(value));
    header_.tensors.back().type = *type;
    return true;
  }

  bool enter(In place) {
    in_ = place;
    return true;
  }

  /// The position in the file of the last byte read.
  std::uint64_t here() const { return position_ + (lexer_.read() > 0 ? lexer_.read() - 1 : 0); }
  std::string tensor_name() const { return "tensor " + excerpt(header_.tensors.back().name); }

  bool refuse(ErrorCode code, std::string expected, std::string found) {
    error_ = Error{code, source_, "byte " + std::to_string(here()), std::move(expected), std::move(found)};
    return false;
  }

  bool too_many() {
    return refuse("safetensors-bad-header", "at most " + std::to_string(kMostEntries) + " entries", "more");
  }

  /// Refuses a value that is of the wrong kind for its place, or one too many.
  bool unexpected(std::string found) {
    if (in_ == In::kNothing) return refuse("safetensors-bad-header", "an object", std::move(found));
    if (in_ == In::kRoot) {
      return refuse("safetensors-bad-header", "an object under " + excerpt(key_), std::move(found));
    }
    if (in_ == In::kMetadata) {
      return refuse("safetensors-bad-header", "text under " + excerpt(key_) + " of __metadata__", std::move(found));
    }
    const std::string of_tensor = " of " + tensor_name();
    if (key_ == "dtype")
      return refuse("safetensors-bad-dtype", "F32, F16, BF16 or I8 as the type" + of_tensor, std::move(found));
    if (key_ == "shape") {
      return refuse("safetensors-bad-shape", "up to 8 whole numbers as the shape" + of_tensor, std::move(found));
    }
    return refuse("safetensors-bad-offsets", "two whole numbers as the offsets" + of_tensor, std::move(found));
  }

  JsonLexer lexer_;
  const std::string& source_;
  std::uint64_t position_;
  In in_ = In::kNothing;
  std::string key_;                  ///< the last key read, at any level; its value comes next
  std::vector<std::string> fields_;  ///< the fields of the current tensor read so far
  bool has_metadata_ = false;
  SafetensorsHeader header_;
  std::optional<Error> error_;
};

/// The position at which the nesting first exceeds the limit. Checked before parsing, because HeaderReader recurses.
std::optional<std::size_t> too_deep_at(std::string_view json) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::nullopt;
}

/// A name, and its position in the file for errors.
using Named = std::pair<std::string_view, std::uint64_t>;

/// Refuses names that occur twice.
Status check_distinct(const std::vector<Named>& names, const std::string& source) {
  std::set<std::string_view> seen;
  for (const auto& [name, position] : names) {
    if (seen.insert(name).second) continue;
    return Error{"safetensors-duplicate-name", source, "byte " + std::to_string(position), "each name once",
                 excerpt(name) + " a second time"};
  }
  return Done{};
}

}  // namespace

Result<SafetensorsHeader> parse_safetensors_header(std::string_view json, const std::string& source,
                                                   std::uint64_t position) {
  if (const auto at = too_deep_at(json)) {
    return Error{"safetensors-too-deep", source, "byte " + std::to_string(position + *at),
                 "JSON nested at most " + std::to_string(kMaxDepth) + " deep", "deeper nesting"};
  }
  auto header = HeaderReader(json, source, position).read();
  if (!header) return header;
  std::vector<Named> names;
  names.reserve(std::max(header->tensors.size(), header->metadata.size()));
  for (const TensorEntry& entry : header->tensors) names.emplace_back(entry.name, entry.position);
  if (Status distinct = check_distinct(names, source); !distinct) return distinct.error();
  names.clear();
  for (const MetadataEntry& entry : header->metadata) names.emplace_back(entry.key, entry.position);
  if (Status distinct = check_distinct(names, source); !distinct) return distinct.error();
  return header;
}

}  // namespace hourglass
