// Recognises files of other formats by their first bytes, so that a reader can name what it was given instead.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/error_codes.h"

namespace hourglass {

/// A format that the readers of data and models meet in the wrong place.
struct FileKind {
  ErrorCode code;         ///< the refusal; its advice says how to get at the right file
  std::string_view name;  ///< with its article, such as "a zip archive"
};

/// Bytes from the beginning of a file that recognise_file() looks at, at most.
inline constexpr std::size_t kFileKindPrefix = 512;

/// The kind of a file that begins with these bytes: a Git LFS pointer, an HTML page, an archive or compressed file, a
/// NumPy array, a picture, a safetensors or an IDX file. Null where they fit none of these.
const FileKind* recognise_file(std::span<const std::byte> prefix);

}  // namespace hourglass
