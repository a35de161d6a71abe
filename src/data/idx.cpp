#include "data/idx.h"

#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <optional>

#include "core/file_kind.h"
#include "data/channels.h"
#include "data/dataset.h"
#include "data/gzip.h"
#include "data/gzip_reader.h"

namespace hourglass {
namespace {

/// Reads the bytes of a file in order, and unpacks them if the file is gzipped.
class Input {
 public:
  Input(std::span<const std::byte> file, const std::string& source) : file_(file), source_(source) {
    if (is_gzip(file)) gzip_.emplace(file, source);
  }

  const std::string& source() const { return source_; }
  std::uint64_t position() const { return position_; }
  bool is_packed() const { return gzip_.has_value(); }
  /// Upper bound of the unpacked size of a file of this size.
  std::uint64_t largest_size() const { return gzip_ ? largest_unpacked_size(file_.size()) : file_.size(); }

  /// Fills `out`; fewer bytes only at the end of the data.
  Result<std::size_t> read(std::span<std::byte> out) {
    Result<std::size_t> count = gzip_ ? gzip_->read(out) : read_plain(out);
    if (count) position_ += *count;
    return count;
  }

  /// Moves to the end of a file that is not gzipped.
  void skip_to_end() { position_ = file_.size(); }

  Error error(ErrorCode code, std::uint64_t at, std::string expected, std::string found) const {
    const std::string where = "byte " + std::to_string(at) + (gzip_ ? " of the unpacked data" : "");
    return {code, source_, where, std::move(expected), std::move(found)};
  }

 private:
  std::size_t read_plain(std::span<std::byte> out) const {
    const auto rest = file_.subspan(static_cast<std::size_t>(position_));
    const std::size_t count = std::min(out.size(), rest.size());
    std::copy_n(rest.begin(), count, out.begin());
    return count;
  }

  std::span<const std::byte> file_;
  const std::string& source_;
  std::optional<GzipReader> gzip_;
  std::uint64_t position_ = 0;
};

constexpr std::size_t kMagicSize = 4, kMaxDimensions = 4;

/// The types of values, by their code in the magic number.
enum class ValueType : std::uint8_t {
  kByte = 0x08,
  kInt8 = 0x09,
  kInt16 = 0x0b,
  kInt32 = 0x0c,
  kFloat = 0x0d,
  kDouble = 0x0e,
};

std::size_t bytes_of(ValueType type) {
  switch (type) {
    case ValueType::kInt16: return 2;
    case ValueType::kInt32:
    case ValueType::kFloat: return 4;
    case ValueType::kDouble: return 8;
    default: return 1;
  }
}

bool is_whole(ValueType type) { return type < ValueType::kFloat; }

/// The value of this type at `bytes`.
double value_at(ValueType type, const std::uint8_t* bytes) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < bytes_of(type); ++i) bits = bits << 8 | bytes[i];
  switch (type) {
    case ValueType::kInt8: return static_cast<std::int8_t>(bits);
    case ValueType::kInt16: return static_cast<std::int16_t>(bits);
    case ValueType::kInt32: return static_cast<std::int32_t>(bits);
    case ValueType::kFloat: return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    case ValueType::kDouble: return std::bit_cast<double>(bits);
    default: return static_cast<double>(bits);
  }
}

/// The first four bytes of a file.
struct Magic {
  ValueType type = ValueType::kByte;
  std::size_t rank = 0;
};

/// What the file's header announces, checked against the file's size and the budget before memory is allocated.
struct Header {
  ValueType type = ValueType::kByte;
  std::size_t rank = 0;
  std::array<std::uint32_t, kMaxDimensions> dimensions{};
  std::uint64_t data_size = 0;  ///< bytes of all values

  std::uint64_t size() const { return kMagicSize + 4 * rank; }
  /// The dimensions as text, such as "60000 x 28 x 28".
  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < rank; ++i) text += (i ? " x " : "") + std::to_string(dimensions[i]);
    return text;
  }
};

std::string hex(std::span<const std::byte> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (std::byte b : bytes) {
    if (!text.empty()) text += ' ';
    text += kDigits[std::to_integer<int>(b) >> 4];
    text += kDigits[std::to_integer<int>(b) & 15];
  }
  return text;
}

Error truncated(const Input& input, std::string expected) {
  return input.error("idx-truncated", input.position(), std::move(expected), "the end of the data");
}

bool is_type(std::byte type) {
  constexpr std::byte kTypes[] = {std::byte{0x08}, std::byte{0x09}, std::byte{0x0b},
                                  std::byte{0x0c}, std::byte{0x0d}, std::byte{0x0e}};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

/// The error for a file that does not begin with an IDX magic number. `magic` has been read already.
Error not_idx(Input& input, const std::array<std::byte, kMagicSize>& magic, std::size_t wrong_byte) {
  const std::string expected = "an IDX magic number (00 00 08 03 for images, 00 00 08 01 for labels)";
  std::array<std::byte, kFileKindPrefix> prefix;
  std::copy(magic.begin(), magic.end(), prefix.begin());
  const auto more = input.read(std::span(prefix).subspan(magic.size()));
  if (!more) return more.error();
  if (const FileKind* kind = recognise_file({prefix.data(), magic.size() + *more})) {
    return input.error(kind->code, 0, "an IDX file", std::string(kind->name));
  }
  return input.error("idx-bad-magic", wrong_byte, expected, hex(magic));
}

/// Reads the magic number: two zeros, the type, the number of dimensions.
Result<Magic> read_magic(Input& input) {
  std::array<std::byte, kMagicSize> magic;
  const auto count = input.read(magic);
  if (!count) return count.error();
  if (*count < magic.size()) return truncated(input, "a magic number of 4 bytes");
  if (magic[0] != std::byte{0} || magic[1] != std::byte{0}) return not_idx(input, magic, 0);
  if (!is_type(magic[2])) return not_idx(input, magic, 2);
  return Magic{static_cast<ValueType>(magic[2]), std::to_integer<std::size_t>(magic[3])};
}

Result<IdxKind> kind_of(const Input& input, const Magic& magic) {
  if (magic.rank == 1 || (magic.rank == 2 && magic.type == ValueType::kInt32)) return IdxKind::kLabels;
  if (magic.rank >= 2 && magic.rank <= kMaxDimensions) return IdxKind::kSamples;
  return input.error("idx-bad-dimensions", 3, "2 to 4 dimensions for samples, 1 for labels",
                     std::to_string(magic.rank));
}

Status check_kind(const Input& input, const Magic& magic, IdxKind wanted) {
  const Result<IdxKind> kind = kind_of(input, magic);
  if (!kind) return kind.error();
  const bool samples_wanted = wanted == IdxKind::kSamples;
  if (*kind != wanted) {
    const std::string found = std::to_string(magic.rank) + (magic.rank == 1 ? " dimension)" : " dimensions)");
    return input.error("idx-bad-dimensions", 3, samples_wanted ? "samples (2 to 4 dimensions)" : "labels (1 dimension)",
                       (samples_wanted ? "labels (" : "samples (") + found);
  }
  if (samples_wanted || is_whole(magic.type)) return Done{};
  return input.error("idx-bad-type", 2, "a type of whole numbers (08, 09, 0b or 0c)",
                     magic.type == ValueType::kFloat ? "floats (0d)" : "doubles (0e)");
}

Status read_dimensions(Input& input, Header& header) {
  for (std::size_t i = 0; i < header.rank; ++i) {
    std::array<std::byte, 4> bytes;
    const auto count = input.read(bytes);
    if (!count) return count.error();
    if (*count < bytes.size()) return truncated(input, std::to_string(header.rank) + " dimensions of 4 bytes");
    for (std::byte b : bytes) {
      header.dimensions[i] = header.dimensions[i] << 8 | std::to_integer<std::uint32_t>(b);
    }
    if (header.dimensions[i] == 0) {
      return input.error("idx-empty", kMagicSize + 4 * i, "a dimension above 0", "0");
    }
  }
  return Done{};
}

Error ends_early(const Input& input, const Header& header) {
  return truncated(input, std::to_string(header.size() + header.data_size) + " bytes for " + header.text());
}

/// Whether the file's bytes are the samples as they are kept.
bool are_kept_bytes(const Magic& magic) { return magic.type == ValueType::kByte && magic.rank > 2; }

/// Computes the announced size and compares it to the budget: with the floats that values other than bytes become, and
/// 4 bytes per item for its label or for SampleSet's order, which for one-pixel images are four fifths of the memory.
Status check_budget(const Input& input, const MemoryBudget& budget, Header& header) {
  const auto& d = header.dimensions;
  const std::uint64_t limit = std::min<std::uint64_t>(budget.bytes, PTRDIFF_MAX);
  const auto per_item = checked_product({bytes_of(header.type), d[1], d[2], d[3]}, INT_MAX);
  const bool converted = header.rank > 1 && !are_kept_bytes({header.type, header.rank});
  const std::uint64_t floats = converted ? std::uint64_t{sizeof(float)} * d[1] * d[2] * d[3] : 0;
  if (!per_item || !checked_product({d[0], *per_item + floats + sizeof(std::uint32_t)}, limit)) {
    return input.error("idx-over-budget", kMagicSize, "at most " + std::to_string(limit) + " bytes in memory",
                       header.text());
  }
  header.data_size = d[0] * *per_item;
  return Done{};
}

/// The error for a gzip file that announces more than largest_unpacked_size allows. Unpacks it into a small buffer,
/// which it discards, to distinguish a truncated download from a file that would fill the memory.
Error refuse_inflated(Input& input, const Header& header) {
  std::vector<std::byte> scratch(65536);
  while (input.position() < input.largest_size()) {
    const auto count = input.read(scratch);
    if (!count) return count.error();
    if (*count < scratch.size()) return ends_early(input, header);
  }
  return input.error("gzip-over-budget", kMagicSize,
                     "at most " + std::to_string(input.largest_size()) + " unpacked bytes in a file of this size",
                     header.text() + " values");
}

/// Compares the announced size to what a file of this size can contain.
Status check_size(Input& input, const Header& header) {
  if (header.size() + header.data_size <= input.largest_size()) return Done{};
  if (input.is_packed()) return refuse_inflated(input, header);
  input.skip_to_end();
  return ends_early(input, header);
}

Result<Header> read_header(Input& input, IdxKind wanted, const MemoryBudget& budget) {
  const auto magic = read_magic(input);
  if (!magic) return magic.error();
  if (const Status kind = check_kind(input, *magic, wanted); !kind) return kind.error();
  Header header{magic->type, magic->rank, {}, 0};
  if (const Status read = read_dimensions(input, header); !read) return read.error();
  // Missing dimensions have size 1.
  std::fill(header.dimensions.begin() + static_cast<std::ptrdiff_t>(header.rank), header.dimensions.end(), 1u);
  if (const Status budgeted = check_budget(input, budget, header); !budgeted) return budgeted.error();
  if (const Status size = check_size(input, header); !size) return size.error();
  return header;
}

/// Reads the bytes that the header announces. Of a gzip file, memory grows only as data are unpacked.
Result<std::vector<std::uint8_t>> read_values(Input& input, const Header& header) {
  constexpr std::uint64_t kFirstPiece = 1 << 20;
  std::vector<std::uint8_t> values;
  while (values.size() < header.data_size) {
    const std::size_t before = values.size();
    const std::uint64_t grown = input.is_packed() ? std::max(kFirstPiece, 2 * std::uint64_t{before}) : header.data_size;
    const auto wanted = static_cast<std::size_t>(std::min(header.data_size, grown));
    values.reserve(wanted);
    values.resize(wanted);
    const auto count = input.read(std::as_writable_bytes(std::span(values).subspan(before)));
    if (!count) return count.error();
    if (*count < wanted - before) return ends_early(input, header);
  }
  return values;
}

Status check_end(Input& input, const Header& header) {
  const std::uint64_t end = input.position();
  std::array<std::byte, 1> more;
  const auto count = input.read(more);
  if (!count) return count.error();
  if (*count == 0) return Done{};
  return input.error("idx-trailing-bytes", end, "the end of the data after " + header.text() + " values", "more bytes");
}

struct Content {
  Header header;
  std::vector<std::uint8_t> values;
};

Result<Content> parse(std::span<const std::byte> file, const std::string& source, IdxKind wanted,
                      const MemoryBudget& budget) {
  Input input(file, source);
  auto header = read_header(input, wanted, budget);
  if (!header) return header.error();
  auto values = read_values(input, *header);
  if (!values) return values.error();
  if (const Status end = check_end(input, *header); !end) return end.error();
  return Content{*header, std::move(*values)};
}

/// Whether the second dimension is the channels.
bool has_channels_first(const Header& header) { return header.rank == 4 && are_channels_first(header.dimensions); }

Shape shape_of(const Header& header) {
  const auto& d = header.dimensions;
  const int sides[] = {static_cast<int>(d[1]), static_cast<int>(d[2]), static_cast<int>(d[3])};
  if (header.rank == 2) return flat(sides[0]);
  return has_channels_first(header) ? Shape{sides[1], sides[2], sides[0]} : Shape{sides[0], sides[1], sides[2]};
}

std::vector<float> numbers_of(const Content& content) {
  const ValueType type = content.header.type;
  std::vector<float> numbers(content.values.size() / bytes_of(type));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = static_cast<float>(value_at(type, &content.values[i * bytes_of(type)]));
  }
  return numbers;
}

}  // namespace

Result<StoredSamples> parse_idx_samples(std::span<const std::byte> file, const std::string& source,
                                        const MemoryBudget& budget) {
  auto content = parse(file, source, IdxKind::kSamples, budget);
  if (!content) return content.error();
  const Header& header = content->header;
  StoredSamples samples{shape_of(header), header.dimensions[0]};
  if (are_kept_bytes({header.type, header.rank})) samples.bytes = std::move(content->values);
  else samples.numbers = numbers_of(*content);
  if (has_channels_first(header)) {
    move_channels_last(samples.shape, samples.bytes);
    move_channels_last(samples.shape, samples.numbers);
  }
  return samples;
}

Result<std::vector<int>> parse_idx_labels(std::span<const std::byte> file, const std::string& source,
                                          const MemoryBudget& budget) {
  auto content = parse(file, source, IdxKind::kLabels, budget);
  if (!content) return content.error();
  const Header& header = content->header;
  const std::size_t row = bytes_of(header.type) * std::size_t{header.dimensions[1]};
  std::vector<int> labels;
  labels.reserve(header.dimensions[0]);
  for (std::size_t at = 0; at < content->values.size(); at += row) {
    const double label = value_at(header.type, &content->values[at]);
    if (label < 0 || label > kLargestLabel) {
      return Error{"data-bad-label", source, "byte " + std::to_string(header.size() + at),
                   "a label from 0 to " + std::to_string(kLargestLabel), std::to_string(static_cast<int>(label))};
    }
    labels.push_back(static_cast<int>(label));
  }
  return labels;
}

Result<IdxKind> idx_kind(std::span<const std::byte> file, const std::string& source) {
  Input input(file, source);
  const auto magic = read_magic(input);
  if (!magic) return magic.error();
  return kind_of(input, *magic);
}

}  // namespace hourglass
