#include "data/readers/zip.h"

#include <zlib.h>

#include <algorithm>
#include <optional>

#include "core/excerpt.h"
#include "data/readers/binary.h"
#include "data/readers/unpack.h"

namespace hourglass {
namespace {

using Archive = std::span<const std::byte>;

constexpr std::size_t kEndSize = 22, kLocatorSize = 20, kEnd64Size = 56, kEntrySize = 46, kLocalSize = 30;
constexpr std::uint32_t kIn64Bits = 0xffffffff;
constexpr std::uint16_t kStored = 0, kDeflated = 8;
/// Deflate packs at most 1032 bytes into one.
constexpr std::uint64_t kLargestRatio = 1032;

Error broken(ErrorCode code, const std::string& source, std::uint64_t at, std::string expected, std::string found) {
  return {code, source, "byte " + std::to_string(at), std::move(expected), std::move(found)};
}

/// Where the directory is and what it holds.
struct Directory {
  std::uint64_t entries = 0, size = 0, offset = 0;
};

/// The place of the record that ends an archive: the last one whose comment reaches the end of the file.
std::optional<std::size_t> find_end(Archive archive) {
  constexpr std::size_t kLongestComment = 65535;
  if (archive.size() < kEndSize) return std::nullopt;
  const std::size_t last = archive.size() - kEndSize;
  for (std::size_t back = 0; back <= std::min(last, kLongestComment); ++back) {
    const std::size_t at = last - back;
    if (has_text(archive, at, "PK\x05\x06") && little_endian(archive, at + 20, 2) == back) return at;
  }
  return std::nullopt;
}

/// The directory that a zip64 archive names in a record of its own, which a locator before the usual end points at.
Result<Directory> directory_64(Archive archive, std::size_t end, const std::string& source) {
  if (end < kLocatorSize || !has_text(archive, end - kLocatorSize, "PK\x06\x07")) {
    return broken("file-corrupt", source, end, "a locator of the zip64 directory", "none");
  }
  const std::uint64_t place = little_endian(archive, end - kLocatorSize + 8, 8);
  const auto at = static_cast<std::size_t>(std::min<std::uint64_t>(place, archive.size()));
  if (archive.size() - at < kEnd64Size || !has_text(archive, at, "PK\x06\x06")) {
    return broken("file-corrupt", source, end - kLocatorSize + 8, "the place of the zip64 directory's end",
                  std::to_string(place));
  }
  return Directory{little_endian(archive, at + 32, 8), little_endian(archive, at + 40, 8),
                   little_endian(archive, at + 48, 8)};
}

Result<Directory> find_directory(Archive archive, const std::string& source) {
  const auto end = find_end(archive);
  if (!end) return broken("file-truncated", source, archive.size(), "the directory of a zip archive", "none");
  if (little_endian(archive, *end + 4, 2) != 0 && little_endian(archive, *end + 4, 2) != 0xffff) {
    return broken("file-unsupported", source, *end + 4, "an archive in one file", "one of several parts");
  }
  Directory directory{little_endian(archive, *end + 10, 2), little_endian(archive, *end + 12, 4),
                      little_endian(archive, *end + 16, 4)};
  if (directory.entries == 0xffff || directory.size == kIn64Bits || directory.offset == kIn64Bits) {
    const auto large = directory_64(archive, *end, source);
    if (!large) return large.error();
    directory = *large;
  }
  if (directory.offset > *end || directory.size > *end - directory.offset) {
    return broken("file-corrupt", source, *end + 12, "a directory inside the file",
                  std::to_string(directory.size) + " bytes at byte " + std::to_string(directory.offset));
  }
  return directory;
}

/// Takes sizes and offset from the extra field 1 where the entry's own fields are too small for them.
void read_zip64_extra(Archive extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::size_t id = size_at(extra, 0, 2), size = size_at(extra, 2, 2);
    if (size > extra.size() - 4) return;
    Archive fields = extra.subspan(4, size);
    extra = extra.subspan(4 + size);
    if (id != 1) continue;
    for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.offset}) {
      if (*value != kIn64Bits || fields.size() < 8) continue;
      *value = little_endian(fields, 0, 8);
      fields = fields.subspan(8);
    }
  }
}

/// Reads the entry at the start of `directory` and removes it.
std::optional<ZipEntry> next_entry(Archive& directory) {
  if (directory.size() < kEntrySize || !has_text(directory, 0, "PK\x01\x02")) return std::nullopt;
  const std::size_t name = size_at(directory, 28, 2), extra = size_at(directory, 30, 2),
                    comment = size_at(directory, 32, 2);
  if (name + extra + comment > directory.size() - kEntrySize) return std::nullopt;
  ZipEntry entry;
  entry.name = text_of(directory.subspan(kEntrySize, name));
  entry.is_encrypted = (little_endian(directory, 8, 2) & 1) != 0;
  entry.method = static_cast<std::uint16_t>(little_endian(directory, 10, 2));
  entry.checksum = static_cast<std::uint32_t>(little_endian(directory, 16, 4));
  entry.packed_size = little_endian(directory, 20, 4);
  entry.size = little_endian(directory, 24, 4);
  entry.offset = little_endian(directory, 42, 4);
  read_zip64_extra(directory.subspan(kEntrySize + name, extra), entry);
  directory = directory.subspan(kEntrySize + name + extra + comment);
  return entry;
}

/// The packed bytes of an entry: behind its local header, whose own lengths of name and extra field count.
Result<Archive> packed_bytes(Archive archive, const ZipEntry& entry, const std::string& source) {
  const auto header = static_cast<std::size_t>(std::min<std::uint64_t>(entry.offset, archive.size()));
  if (archive.size() - header < kLocalSize || !has_text(archive, header, "PK\x03\x04")) {
    return broken("file-corrupt", source, entry.offset, "the header of " + excerpt(entry.name), "something else");
  }
  const std::size_t start = header + kLocalSize + size_at(archive, header + 26, 2) + size_at(archive, header + 28, 2);
  if (start > archive.size() || archive.size() - start < entry.packed_size) {
    return broken("file-truncated", source, start,
                  std::to_string(entry.packed_size) + " bytes of " + excerpt(entry.name), "the end of the file");
  }
  return archive.subspan(start, static_cast<std::size_t>(entry.packed_size));
}

}  // namespace

bool is_zip(std::span<const std::byte> bytes) {
  return has_text(bytes, 0, "PK\x03\x04") || has_text(bytes, 0, "PK\x05\x06");
}

Result<std::vector<ZipEntry>> zip_entries(Archive archive, const std::string& source) {
  const auto directory = find_directory(archive, source);
  if (!directory) return directory.error();
  Archive rest =
      archive.subspan(static_cast<std::size_t>(directory->offset), static_cast<std::size_t>(directory->size));
  std::vector<ZipEntry> entries;
  for (std::uint64_t i = 0; i < directory->entries; ++i) {
    auto entry = next_entry(rest);
    if (!entry) {
      return broken("file-corrupt", source, directory->offset + directory->size - rest.size(),
                    "entry " + std::to_string(i + 1) + " of the archive's directory", "something else");
    }
    if (!entry->name.ends_with('/')) entries.push_back(std::move(*entry));
  }
  return entries;
}

Result<std::vector<std::byte>> zip_content(Archive archive, const ZipEntry& entry, const std::string& source,
                                           const MemoryBudget& budget) {
  if (entry.is_encrypted || (entry.method != kStored && entry.method != kDeflated)) {
    return broken("file-unsupported", source, entry.offset, "entries that are stored or deflated",
                  entry.is_encrypted ? "an encrypted one" : "method " + std::to_string(entry.method));
  }
  if (entry.size > std::min<std::uint64_t>(budget.bytes, PTRDIFF_MAX)) {
    return broken("file-over-budget", source, entry.offset, "at most " + std::to_string(budget.bytes) + " bytes",
                  std::to_string(entry.size));
  }
  const auto packed = packed_bytes(archive, entry, source);
  if (!packed) return packed.error();
  const bool is_possible =
      entry.method == kStored ? entry.size == entry.packed_size : entry.size / kLargestRatio <= entry.packed_size;
  if (!is_possible) {
    return broken("file-corrupt", source, entry.offset, "a size that its packed data can have",
                  std::to_string(entry.size) + " bytes");
  }
  Result<std::vector<std::byte>> content = entry.method == kStored
                                               ? std::vector<std::byte>(packed->begin(), packed->end())
                                               : inflated(*packed, static_cast<std::size_t>(entry.size), source);
  if (!content) return content.error();
  const uLong checksum = crc32_z(0, reinterpret_cast<const Bytef*>(content->data()), content->size());
  if (checksum == entry.checksum) return content;
  return broken("file-corrupt", source, entry.offset, "the checksum of " + excerpt(entry.name), "another one");
}

}  // namespace hourglass
