#include "io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

#include "core/excerpt.h"
#include "core/file_kind.h"
#include "core/json_text.h"
#include "io/safetensors_header.h"

namespace hourglass {
namespace {

static_assert(std::endian::native == std::endian::little, "the file's little-endian numbers are copied as they are");
static_assert(sizeof(float) == 4);

constexpr std::size_t kLengthSize = 8;
constexpr std::uint64_t kLongestHeader = 100'000'000;  // as in the reference implementation

std::string byte_at(std::uint64_t position) { return "byte " + std::to_string(position); }

/// The error for a file that is recognisably of another format; nullopt for all others.
std::optional<Error> other_format(std::span<const std::byte> file, const std::string& source) {
  const FileKind* const kind = recognise_file(file.first(std::min(file.size(), kFileKindPrefix)));
  if (kind == nullptr || kind->code == ErrorCode("file-model")) return std::nullopt;
  return Error{kind->code, source, byte_at(0), "a safetensors file", kind->name};
}

/// Checks the header's length and returns the header's text.
Result<std::string_view> find_header(std::span<const std::byte> file, const std::string& source) {
  if (const auto other = other_format(file, source)) return *other;
  const std::string size = std::to_string(file.size());
  if (file.size() < kLengthSize) {
    return Error{"safetensors-truncated", source, byte_at(file.size()), "the header's length in 8 bytes",
                 size + " bytes"};
  }
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthSize);
  const std::string announced = "a header of " + std::to_string(length) + " bytes";
  if (length < 2 || length > kLongestHeader) {
    return Error{"safetensors-bad-header", source, byte_at(0), "a header of 2 to 100000000 bytes", announced};
  }
  if (length > file.size() - kLengthSize) {
    return Error{"safetensors-truncated", source, byte_at(file.size()), announced, "a file of " + size + " bytes"};
  }
  const char* text = reinterpret_cast<const char*>(file.data()) + kLengthSize;
  if (*text != '{') {
    return Error{"safetensors-bad-header", source, byte_at(kLengthSize), "a header that begins with {",
                 excerpt({text, 1})};
  }
  return std::string_view(text, static_cast<std::size_t>(length));
}

std::string range_of(const TensorEntry& tensor) {
  return "bytes " + std::to_string(tensor.offsets[0]) + " to " + std::to_string(tensor.offsets[1]);
}

/// Checks that the tensors cover the data from byte 0 on without overlap or gap, in any order. Returns the last one's
/// end.
Result<std::uint64_t> check_tiling(const SafetensorsHeader& header, const std::string& source) {
  const auto place = [](const TensorEntry* tensor) { return std::pair(tensor->offsets, tensor->position); };
  const auto before = [&](const auto* a, const auto* b) { return place(a) < place(b); };
  std::set<const TensorEntry*, decltype(before)> sorted(before);
  for (const TensorEntry& tensor : header.tensors) sorted.insert(&tensor);
  std::uint64_t end = 0;
  for (const TensorEntry* tensor : sorted) {
    if (tensor->offsets[0] != end || tensor->offsets[1] < end) {
      return Error{"safetensors-bad-offsets", source, byte_at(tensor->position),
                   "tensor " + excerpt(tensor->name) + " at byte " + std::to_string(end) + " of the data",
                   range_of(*tensor)};
    }
    end = tensor->offsets[1];
  }
  return end;
}

/// Checks that the tensor's offsets span as many bytes as its shape and type need. If they end outside the data, the
/// error blames the offsets, otherwise the shape.
Status check_shape(const TensorEntry& tensor, std::uint64_t data_size, const std::string& source) {
  std::optional<std::uint64_t> bytes = tensor_type_row(tensor.type).size;
  for (std::uint64_t dimension : tensor.shape) {
    if (bytes) bytes = checked_product({*bytes, dimension}, PTRDIFF_MAX);
  }
  if (bytes && *bytes == tensor.offsets[1] - tensor.offsets[0]) return Done{};
  const bool inside = tensor.offsets[1] <= data_size;
  return Error{inside ? ErrorCode("safetensors-bad-shape") : ErrorCode("safetensors-bad-offsets"), source,
               byte_at(tensor.position),
               (bytes ? std::to_string(*bytes) + " bytes" : "a shape that fits in memory") + " for tensor " +
                   excerpt(tensor.name),
               range_of(tensor)};
}

/// Checks the tensors of the header against each other and against the size of the data.
Status check_layout(const SafetensorsHeader& header, std::uint64_t data_start, std::uint64_t file_size,
                    const std::string& source) {
  const std::uint64_t data_size = file_size - data_start;
  const auto end = check_tiling(header, source);
  if (!end) return end.error();
  for (const TensorEntry& tensor : header.tensors) {
    if (const Status shape = check_shape(tensor, data_size, source); !shape) return shape;
  }
  const std::string expected = std::to_string(*end) + " bytes of data", found = std::to_string(data_size);
  if (*end > data_size) return Error{"safetensors-truncated", source, byte_at(file_size), expected, found};
  if (*end < data_size) return Error{"safetensors-bad-offsets", source, byte_at(data_start + *end), expected, found};
  return Done{};
}

/// The values in `bytes` as float32. `bytes` need not be aligned.
std::vector<float> widened(std::span<const std::byte> bytes, TensorType type) {
  std::vector<float> values(bytes.size() / tensor_type_row(type).size);
  if (type == TensorType::kF32) {
    if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (type == TensorType::kI8) {
      values[i] = static_cast<float>(static_cast<std::int8_t>(bytes[i]));
      continue;
    }
    std::uint16_t bits = 0;
    std::memcpy(&bits, &bytes[2 * i], sizeof bits);
    values[i] = type == TensorType::kF16 ? from_f16(bits) : from_bf16(bits);
  }
  return values;
}

/// Writes one value as the type, and returns the place behind it.
std::byte* narrow(float value, TensorType type, std::byte* to) {
  if (type == TensorType::kI8) {
    *to = static_cast<std::byte>(static_cast<std::int8_t>(value));
    return to + 1;
  }
  const std::uint16_t bits = to_f16(value);
  std::memcpy(to, &bits, sizeof bits);
  return to + sizeof bits;
}

std::size_t size_in_file(const Tensor& tensor) { return tensor.values.size() * tensor_type_row(tensor.type).size; }

Tensor copy_tensor(TensorEntry& entry, std::span<const std::byte> data) {
  const auto begin = static_cast<std::size_t>(entry.offsets[0]), end = static_cast<std::size_t>(entry.offsets[1]);
  return {std::move(entry.name), std::move(entry.shape), widened(data.subspan(begin, end - begin), entry.type),
          entry.type};
}

std::string metadata_text(const TensorFile& file) {
  std::string text;
  for (const auto& [key, value] : file.metadata) {
    if (!text.empty()) text += ',';
    text += json_quoted(key) + ":" + json_quoted(value);
  }
  return "\"__metadata__\":{" + text + "}";
}

std::string tensor_text(const Tensor& tensor, std::uint64_t begin) {
  std::string shape;
  for (std::uint64_t dimension : tensor.shape) {
    if (!shape.empty()) shape += ',';
    shape += std::to_string(dimension);
  }
  const std::uint64_t end = begin + size_in_file(tensor);
  return json_quoted(tensor.name) + ":{\"dtype\":\"" + std::string(tensor_type_row(tensor.type).name) +
         "\",\"shape\":[" + shape + "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(end) + "]}";
}

/// The header's text, padded to a multiple of 8 bytes.
std::string header_text(const TensorFile& file) {
  std::string text = file.metadata.empty() ? "" : metadata_text(file);
  std::uint64_t begin = 0;
  for (const Tensor& tensor : file.tensors) {
    if (!text.empty()) text += ',';
    text += tensor_text(tensor, begin);
    begin += size_in_file(tensor);
  }
  text = "{" + text + "}";
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

}  // namespace

Result<TensorFile> parse_safetensors(std::span<const std::byte> file, const std::string& source,
                                     const MemoryBudget& budget) {
  const auto text = find_header(file, source);
  if (!text) return text.error();
  const std::size_t data_start = kLengthSize + text->size();
  if (file.size() > budget.bytes) {
    return Error{"safetensors-over-budget", source, byte_at(0), "at most " + std::to_string(budget.bytes) + " bytes",
                 std::to_string(file.size()) + " bytes"};
  }
  auto header = parse_safetensors_header(*text, source, kLengthSize);
  if (!header) return header.error();
  if (const Status layout = check_layout(*header, data_start, file.size(), source); !layout) return layout.error();
  TensorFile content;
  content.tensors.reserve(header->tensors.size());
  for (TensorEntry& entry : header->tensors) {
    content.tensors.push_back(copy_tensor(entry, file.subspan(data_start)));
  }
  content.metadata.reserve(header->metadata.size());
  for (MetadataEntry& entry : header->metadata) {
    content.metadata.emplace_back(std::move(entry.key), std::move(entry.value));
  }
  return content;
}

std::vector<std::byte> to_safetensors(const TensorFile& file) {
  const std::string text = header_text(file);
  std::size_t size = kLengthSize + text.size();
  for (const Tensor& tensor : file.tensors) size += size_in_file(tensor);
  std::vector<std::byte> bytes(size);
  std::byte* end = bytes.data();
  const auto append = [&end](const void* data, std::size_t count) {
    if (count > 0) std::memcpy(end, data, count);
    end += count;
  };
  const std::uint64_t length = text.size();
  append(&length, kLengthSize);
  append(text.data(), text.size());
  for (const Tensor& tensor : file.tensors) {
    if (tensor.type == TensorType::kF32) append(tensor.values.data(), size_in_file(tensor));
    else
      for (const float value : tensor.values) end = narrow(value, tensor.type, end);
  }
  return bytes;
}

}  // namespace hourglass
