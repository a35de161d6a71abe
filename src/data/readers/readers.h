// Makes a set of files of any format that Hourglass reads.
//
// Files are recognised by their content. Gzip around a file and zip archives are unpacked first. Files of several
// formats: the first format of the table that has any is read, the others are ignored and named.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "data/given_set.h"
#include "data/open.h"

namespace hourglass {

/// Files that a format's reader takes together. Their names may have folders ("cats/1.png").
using GivenFiles = std::vector<GivenFile>;

/// One format.
struct DataFormat {
  std::string_view name;  ///< with its article: "a PNG picture"
  /// Whether a file with this name that begins with these bytes has the format; at most kFormatPrefix bytes.
  bool (*recognises)(std::string_view name, std::span<const std::byte> prefix);
  /// Reads files of this format and of those with the same reader. It may empty the files it has read.
  Result<GivenSet> (*read)(GivenFiles& files, const OpenOptions& options);
};

/// Bytes of a file that `recognises` needs to see.
inline constexpr std::size_t kFormatPrefix = 4096;

/// All formats, in the order of preference.
std::span<const DataFormat> data_formats();
/// The format of a file, or null.
const DataFormat* find_format(std::string_view name, std::span<const std::byte> prefix);
/// Whether to read a file that begins with these bytes: it has a format, or is compressed.
bool may_hold_data(std::string_view name, std::span<const std::byte> prefix);
/// How to name a file that is not read: "notes.pdf: an unknown format".
std::string ignored_file(std::string_view name, std::span<const std::byte> prefix);

/// Reads all files as one set called `name`. Refuses (file-unknown-format, or the code of core/file_kind.h) where none
/// has a known format, and whatever the format's reader refuses.
Result<GivenSet> read_files(GivenFiles files, std::string name, const OpenOptions& options);

}  // namespace hourglass
