#include "core/file_kind.h"

#include <algorithm>

namespace hourglass {
namespace {

struct Signature {
  FileKind kind;
  std::size_t offset;
  std::string_view bytes;
};

using namespace std::string_view_literals;

constexpr Signature kSignatures[] = {
    {{"file-lfs-pointer", "a Git LFS pointer"}, 0, "version https://git-lfs"sv},
    {{"file-archive", "a zip archive"}, 0, "PK\x03\x04"sv},
    {{"file-archive", "an empty zip archive"}, 0, "PK\x05\x06"sv},
    {{"file-archive", "a 7z archive"}, 0, "7z\xbc\xaf\x27\x1c"sv},
    {{"file-archive", "a RAR archive"}, 0, "Rar!\x1a\x07"sv},
    {{"file-archive", "an xz file"}, 0, "\xfd\x37zXZ\0"sv},
    {{"file-archive", "a bzip2 file"}, 0, "BZh"sv},
    {{"file-archive", "a Zstandard file"}, 0, "\x28\xb5\x2f\xfd"sv},
    {{"file-archive", "a tar archive"}, 257, "ustar"sv},
    {{"file-gzip", "a gzip file"}, 0, "\x1f\x8b"sv},
    {{"file-npy", "a NumPy array"}, 0, "\x93NUMPY"sv},
    {{"file-picture", "a PNG picture"}, 0, "\x89PNG"sv},
    {{"file-picture", "a JPEG picture"}, 0, "\xff\xd8\xff"sv},
    {{"file-picture", "a GIF picture"}, 0, "GIF8"sv},
    // The upper bytes of the header's length, which no header fills, then its brace.
    {{"file-model", "a safetensors file"}, 4, "\0\0\0\0{"sv},
    {{"file-data", "an IDX file"}, 0, "\0\0\x08\x01"sv},
    {{"file-data", "an IDX file"}, 0, "\0\0\x08\x03"sv},
    {{"file-data", "an IDX file"}, 0, "\0\0\x08\x04"sv},
};

constexpr FileKind kHtml = {"file-html", "an HTML page"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// HTML may begin with a byte order mark and white space, in letters of either case.
bool is_html(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  const auto begins = [text](std::string_view tag) {
    return text.size() >= tag.size() &&
           std::equal(tag.begin(), tag.end(), text.begin(), [](char a, char b) { return a == lower(b); });
  };
  return begins("<!doctype html") || begins("<html") || begins("<head");
}

}  // namespace

const FileKind* recognise_file(std::span<const std::byte> prefix) {
  const std::string_view text(reinterpret_cast<const char*>(prefix.data()), prefix.size());
  for (const Signature& signature : kSignatures) {
    if (text.size() > signature.offset && text.substr(signature.offset).starts_with(signature.bytes)) {
      return &signature.kind;
    }
  }
  return is_html(text) ? &kHtml : nullptr;
}

}  // namespace hourglass
