#include "io/safetensors_header.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/excerpt.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 8;
constexpr std::size_t kLargestRank = 8;
/// An entry costs up to 30 times its text in memory; no model comes near this many.
constexpr std::size_t kMostEntries = 100'000;

/// Steps through the text and leaves a trace: the parser does not tell its events where they are.
class TracingIterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  TracingIterator(const char* at, const char** trace) : at_(at), trace_(trace) {}
  reference operator*() const { return *at_; }
  TracingIterator& operator++() {
    *trace_ = at_++;
    return *this;
  }
  TracingIterator operator++(int) {
    const TracingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TracingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TracingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** trace_;
};

/// Receives the parser's events, fills the header, and stops at the first thing that does not belong.
class HeaderReader final : public nlohmann::json_sax<Json> {
 public:
  HeaderReader(std::string_view json, const std::string& source, std::uint64_t position)
      : json_(json), source_(source), position_(position), trace_(json.data()) {}

  Result<SafetensorsHeader> read() {
    const char* const end = json_.data() + json_.size();
    const bool complete =
        Json::sax_parse(TracingIterator(json_.data(), &trace_), TracingIterator(end, &trace_), this);
    if (!complete && !error_) refuse("safetensors-bad-json", "valid JSON", "something else");
    if (error_) return *error_;
    return std::move(header_);
  }

  bool key(std::string& key) override {
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

  bool start_object(std::size_t) override {
    if (in_ == In::kNothing) return enter(In::kRoot);
    if (in_ != In::kRoot) return unexpected("an object");
    if (key_ == "__metadata__") {
      if (has_metadata_) return refuse("safetensors-duplicate-name", "__metadata__ once", "a second one");
      has_metadata_ = true;
      return enter(In::kMetadata);
    }
    if (header_.tensors.size() == kMostEntries) return too_many();
    header_.tensors.push_back({std::move(key_), here(), {}, {}});
    fields_.clear();
    return enter(In::kTensor);
  }

  bool end_object() override {
    if (in_ == In::kTensor && fields_.size() < 3) {
      return refuse("safetensors-bad-header", "dtype, shape and data_offsets of " + tensor_name(), "fewer");
    }
    return enter(In::kRoot);
  }

  bool start_array(std::size_t) override {
    if (in_ == In::kTensor && key_ == "shape") return enter(In::kShape);
    if (in_ == In::kTensor && key_ == "data_offsets") return enter(In::kOffsets);
    return unexpected("a list");
  }

  bool end_array() override {
    if (in_ == In::kOffsets && header_.tensors.back().offsets.size() != 2)
      return unexpected("another number of them");
    return enter(In::kTensor);
  }

  bool number_unsigned(std::uint64_t value) override {
    if (in_ != In::kShape && in_ != In::kOffsets) return unexpected("a number");
    TensorEntry& tensor = header_.tensors.back();
    auto& numbers = in_ == In::kShape ? tensor.shape : tensor.offsets;
    if (numbers.size() == (in_ == In::kShape ? kLargestRank : 2)) return unexpected("more of them");
    numbers.push_back(value);
    return true;
  }

  bool string(std::string& value) override {
    if (in_ == In::kMetadata) {
      if (header_.metadata.size() == kMostEntries) return too_many();
      header_.metadata.push_back({std::move(key_), here(), std::move(value)});
      return true;
    }
    if (in_ == In::kTensor && key_ == "dtype" && value == "F32") return true;
    return unexpected(excerpt(value));
  }

  bool null() override { return unexpected("null"); }
  bool boolean(bool) override { return unexpected("true or false"); }
  bool number_integer(std::int64_t) override { return unexpected("a negative number"); }
  bool number_float(double, const std::string& text) override { return unexpected(excerpt(text)); }
  bool binary(Json::binary_t&) override { return unexpected("binary data"); }

  // The library's own message repeats text from the file at any length; it is not shown.
  bool parse_error(std::size_t, const std::string& last_token, const Json::exception&) override {
    return refuse("safetensors-bad-json", "valid JSON", excerpt(last_token));
  }

 private:
  enum class In { kNothing, kRoot, kMetadata, kTensor, kShape, kOffsets };

  bool enter(In place) {
    in_ = place;
    return true;
  }

  std::uint64_t here() const { return position_ + static_cast<std::uint64_t>(trace_ - json_.data()); }
  std::string tensor_name() const { return "tensor " + excerpt(header_.tensors.back().name); }

  bool refuse(ErrorCode code, std::string expected, std::string found) {
    error_ = Error{code, source_, "byte " + std::to_string(here()), std::move(expected), std::move(found)};
    return false;
  }

  bool too_many() {
    return refuse("safetensors-bad-header", "at most " + std::to_string(kMostEntries) + " entries", "more");
  }

  /// Something of the wrong kind, or too much of it, for the place it stands in.
  bool unexpected(std::string found) {
    if (in_ == In::kNothing) return refuse("safetensors-bad-header", "an object", std::move(found));
    if (in_ == In::kRoot) {
      return refuse("safetensors-bad-header", "an object under " + excerpt(key_), std::move(found));
    }
    if (in_ == In::kMetadata) {
      return refuse("safetensors-bad-header", "text under " + excerpt(key_) + " of __metadata__",
                    std::move(found));
    }
    const std::string of_tensor = " of " + tensor_name();
    if (key_ == "dtype")
      return refuse("safetensors-bad-dtype", "F32 as the type" + of_tensor, std::move(found));
    if (key_ == "shape") {
      return refuse("safetensors-bad-shape", "up to 8 whole numbers as the shape" + of_tensor,
                    std::move(found));
    }
    return refuse("safetensors-bad-offsets", "two whole numbers as the offsets" + of_tensor,
                  std::move(found));
  }

  std::string_view json_;
  const std::string& source_;
  std::uint64_t position_;
  const char* trace_;  ///< the character read last
  In in_ = In::kNothing;
  std::string key_;                  ///< the key whose value comes next, at whichever level
  std::vector<std::string> fields_;  ///< those of the current tensor that have been seen
  bool has_metadata_ = false;
  SafetensorsHeader header_;
  std::optional<Error> error_;
};

/// Where the nesting first exceeds the limit. Found before the parser sees the text, so that its stack stays
/// small.
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
      if (++depth > kDeepest) return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return std::nullopt;
}

/// The second entry of a name that occurs twice. Sorted copies of pointers: n log n, whatever the file holds.
template <class Entry>
const Entry* find_duplicate(const std::vector<Entry>& entries, std::string Entry::*name) {
  std::vector<const Entry*> sorted;
  sorted.reserve(entries.size());
  for (const Entry& entry : entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(), [&](const Entry* a, const Entry* b) {
    const int order = (a->*name).compare(b->*name);
    return order != 0 ? order < 0 : a->position < b->position;
  });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i]->*name == sorted[i - 1]->*name) return sorted[i];
  }
  return nullptr;
}

Error duplicate(const std::string& source, std::uint64_t position, const std::string& name) {
  return {"safetensors-duplicate-name", source, "byte " + std::to_string(position), "each name once",
          excerpt(name) + " a second time"};
}

}  // namespace

Result<SafetensorsHeader> parse_safetensors_header(std::string_view json, const std::string& source,
                                                   std::uint64_t position) {
  if (const auto at = too_deep_at(json)) {
    return Error{"safetensors-too-deep", source, "byte " + std::to_string(position + *at),
                 "JSON nested at most " + std::to_string(kDeepest) + " deep", "deeper nesting"};
  }
  // The library takes a zero byte for the end of the text and would not look behind it.
  if (const std::size_t at = json.find('\0'); at != std::string_view::npos) {
    return Error{"safetensors-bad-json", source, "byte " + std::to_string(position + at), "valid JSON",
                 "a zero byte"};
  }
  auto header = HeaderReader(json, source, position).read();
  if (!header) return header;
  if (const TensorEntry* entry = find_duplicate(header->tensors, &TensorEntry::name)) {
    return duplicate(source, entry->position, entry->name);
  }
  if (const MetadataEntry* entry = find_duplicate(header->metadata, &MetadataEntry::key)) {
    return duplicate(source, entry->position, entry->key);
  }
  return header;
}

}  // namespace hourglass
