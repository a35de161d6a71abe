#include "compression/compressed_file.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/checked.h"
#include "core/file_kind.h"
#include "core/hash.h"
#include "data/readers/binary.h"
#include "data/writers/bytes.h"

namespace hourglass {
namespace {

constexpr std::string_view kMagic = "HGZ";
constexpr std::uint32_t kVersion = 1;
/// Largest extent of a sample, of a code and of a codebook that a file may name.
constexpr std::uint64_t kMostExtent = 1 << 24;

/// Reads numbers one after the other; the caller has checked that they are there.
struct Fields {
  std::span<const std::byte> bytes;
  std::size_t at = 0;

  std::uint64_t take(std::size_t size) {
    const std::uint64_t value = little_endian(bytes, at, size);
    at += size;
    return value;
  }
  float take_float() { return std::bit_cast<float>(static_cast<std::uint32_t>(take(4))); }
  std::vector<std::byte> take_bytes(std::size_t size) {
    const auto part = bytes.subspan(at, size);
    at += size;
    return {part.begin(), part.end()};
  }
};

Status check_begin(std::span<const std::byte> bytes, const std::string& source) {
  if (!has_text(bytes, 0, kMagic)) {
    if (const FileKind* kind = recognise_file(bytes.first(std::min(bytes.size(), kFileKindPrefix)))) {
      return Error{kind->code, source, "byte 0", "a file that hourglass compress wrote", std::string(kind->name)};
    }
    return Error{"file-unknown-format", source, "byte 0", "a file that hourglass compress wrote",
                 bytes.empty() ? "no bytes" : "other bytes"};
  }
  if (bytes.size() > kMagic.size() && std::to_integer<std::uint32_t>(bytes[kMagic.size()]) > kVersion) {
    return Error{"compressed-newer-version", source, "byte 3", "version " + std::to_string(kVersion),
                 std::to_string(std::to_integer<int>(bytes[kMagic.size()]))};
  }
  if (bytes.size() < kCompressedHead + kCompressedChecksum) {
    return Error{"file-truncated", source, "byte " + std::to_string(bytes.size()),
                 std::to_string(kCompressedHead + kCompressedChecksum) + " bytes at least",
                 std::to_string(bytes.size())};
  }
  return Done{};
}

/// Reads the head up to the lengths of tables and payload.
CompressedFile take_head(Fields& fields) {
  CompressedFile file;
  const auto whole = [&] { return static_cast<int>(std::min(fields.take(4), kMostExtent + 1)); };
  file.weights = fields.take(8);
  file.count = static_cast<std::uint32_t>(fields.take(4));
  file.shape.height = whole();
  file.shape.width = whole();
  file.shape.channels = whole();
  file.form.places = whole();
  file.form.entries = whole();
  file.form.grid_width = whole();
  file.form.context = fields.take(1) == 0 ? CodeContext::kColumn : CodeContext::kNeighbour;
  file.form.has_labels = fields.take(1) != 0;
  fields.take(2);
  return file;
}

bool is_extent(int value, int least) { return value >= least && static_cast<std::uint64_t>(value) <= kMostExtent; }

/// Whether the head is one that to_compressed_file writes: it has no second way to say the same.
bool is_sound(const CompressedFile& file, std::span<const std::byte> head) {
  const CodeForm& form = file.form;
  const auto byte = [&](std::size_t at) { return std::to_integer<int>(head[at]); };
  const bool extents = is_extent(file.shape.height, 1) && is_extent(file.shape.width, 1) &&
                       is_extent(file.shape.channels, 1) && is_extent(form.places, 1) && is_extent(form.entries, 0) &&
                       is_extent(form.grid_width, 1);
  const bool flags =
      byte(3) == static_cast<int>(kVersion) && byte(40) <= 1 && byte(41) <= 1 && byte(42) == 0 && byte(43) == 0;
  return extents && flags && (form.entries > 0 || form.context == CodeContext::kColumn);
}

bool take_quantiser(Fields& fields, CompressedFile& file) {
  if (file.form.entries > 0) return true;
  for (int i = 0; i < file.form.places; ++i) {
    const float offset = fields.take_float(), step = fields.take_float();
    if (!(std::abs(offset) <= kMostOffset) || !(step >= kLeastStep && step <= kMostStep)) return false;
    file.quantiser.offsets.push_back(offset);
    file.quantiser.steps.push_back(step);
  }
  return true;
}

}  // namespace

std::vector<std::byte> to_compressed_file(const CompressedFile& file) {
  std::vector<std::byte> bytes;
  append_text(bytes, kMagic);
  append_little_endian(bytes, kVersion, 1);
  append_little_endian(bytes, file.weights, 8);
  append_little_endian(bytes, file.count, 4);
  const CodeForm& form = file.form;
  for (int extent :
       {file.shape.height, file.shape.width, file.shape.channels, form.places, form.entries, form.grid_width}) {
    append_little_endian(bytes, static_cast<std::uint32_t>(extent), 4);
  }
  append_little_endian(bytes, form.context == CodeContext::kNeighbour, 1);
  append_little_endian(bytes, form.has_labels, 1);
  append_little_endian(bytes, 0, 2);
  append_little_endian(bytes, file.codes.tables.size(), 4);
  append_little_endian(bytes, file.codes.payload.size(), 4);
  for (std::size_t i = 0; i < file.quantiser.steps.size(); ++i) {
    append_float(bytes, file.quantiser.offsets[i]);
    append_float(bytes, file.quantiser.steps[i]);
  }
  bytes.insert(bytes.end(), file.codes.tables.begin(), file.codes.tables.end());
  bytes.insert(bytes.end(), file.codes.payload.begin(), file.codes.payload.end());
  append_little_endian(bytes, hash_bytes(bytes.data(), bytes.size()), kCompressedChecksum);
  return bytes;
}

Result<CompressedFile> parse_compressed_file(std::span<const std::byte> bytes, const std::string& source) {
  if (Status status = check_begin(bytes, source); !status) return status.error();
  Fields fields{bytes, kMagic.size() + 1};
  CompressedFile file = take_head(fields);
  const std::uint64_t tables = fields.take(4), payload = fields.take(4);
  const std::uint64_t steps = file.form.entries > 0 ? 0 : 8 * static_cast<std::uint64_t>(file.form.places);
  const std::uint64_t needed = kCompressedHead + steps + tables + payload + kCompressedChecksum;
  if (bytes.size() < needed) {
    return Error{"file-truncated", source, "byte " + std::to_string(bytes.size()),
                 std::to_string(needed) + " bytes, as its head says", std::to_string(bytes.size())};
  }
  const std::size_t checked = bytes.size() - kCompressedChecksum;
  if (bytes.size() > needed || little_endian(bytes, checked, 8) != hash_bytes(bytes.data(), checked)) {
    return Error{"file-corrupt", source, "byte " + std::to_string(checked), "the checksum of the bytes before it",
                 "another one"};
  }
  if (!is_sound(file, bytes) || !take_quantiser(fields, file)) {
    return Error{"file-corrupt", source, "", "a head that hourglass compress writes", "another one"};
  }
  file.codes.tables = fields.take_bytes(static_cast<std::size_t>(tables));
  file.codes.payload = fields.take_bytes(static_cast<std::size_t>(payload));
  return file;
}

}  // namespace hourglass
