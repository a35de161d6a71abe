#include "data/readers/unpack.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "data/gzip.h"
#include "data/gzip_reader.h"

namespace hourglass {
namespace {

using Bytes = std::vector<std::byte>;

constexpr std::size_t kFirstPiece = 1 << 16;

/// The size of a buffer of unpacked data in its next step: twice as large, but not above `most`.
std::size_t next_size(std::size_t size, std::uint64_t most) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(std::max(kFirstPiece, 2 * size), most));
}

/// An open deflate stream, which closes itself.
struct Inflater {
  z_stream stream{};
  bool is_open = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  Inflater() = default;
  ~Inflater() {
    if (is_open) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

}  // namespace

Result<Bytes> gunzipped(std::span<const std::byte> packed, const std::string& source, const MemoryBudget& budget) {
  const std::uint64_t most = std::min<std::uint64_t>(budget.bytes, largest_unpacked_size(packed.size()));
  GzipReader reader(packed, source);
  Bytes content;
  while (true) {
    const std::size_t before = content.size();
    // One byte more than allowed, to see whether there is one.
    content.resize(next_size(before, most + 1));
    const auto count = reader.read(std::span(content).subspan(before));
    if (!count) return count.error();
    if (before + *count < content.size()) {
      content.resize(before + *count);
      return content;
    }
    if (content.size() > most) {
      return Error{"gzip-over-budget", source, "byte " + std::to_string(most) + " of the unpacked data",
                   "at most " + std::to_string(most) + " unpacked bytes", "more"};
    }
  }
}

Result<Bytes> inflated(std::span<const std::byte> packed, std::size_t size, const std::string& source) {
  const Error wrong_size{"file-corrupt", source, "", std::to_string(size) + " unpacked bytes", "another number"};
  if (packed.size() > std::numeric_limits<uInt>::max() || size > std::numeric_limits<uInt>::max()) {
    return Error{"file-over-budget", source, "", "less than 4 GB", std::to_string(size) + " bytes"};
  }
  Inflater inflater;
  z_stream& z = inflater.stream;
  if (!inflater.is_open) return Error{"out-of-memory", source, "", "room for unpacking", "none"};
  // zlib only reads through this pointer, but declares it const only with ZLIB_CONST.
  z.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
  z.avail_in = static_cast<uInt>(packed.size());
  Bytes content;
  int state = Z_OK;
  while (state == Z_OK) {
    const std::size_t before = content.size();
    content.resize(next_size(before, std::uint64_t{size} + 1));
    if (content.size() == before) return wrong_size;
    z.next_out = reinterpret_cast<Bytef*>(content.data() + before);
    z.avail_out = static_cast<uInt>(content.size() - before);
    state = inflate(&z, Z_NO_FLUSH);
    content.resize(content.size() - z.avail_out);
    if (state == Z_BUF_ERROR || (state == Z_OK && z.avail_in == 0 && z.avail_out > 0)) return wrong_size;
  }
  if (state == Z_MEM_ERROR) return Error{"out-of-memory", source, "", "room for unpacking", "none"};
  if (state != Z_STREAM_END) {
    return Error{"file-corrupt", source, "", "valid compressed data", z.msg != nullptr ? z.msg : "something else"};
  }
  if (content.size() != size || z.avail_in != 0) return wrong_size;
  return content;
}

}  // namespace hourglass
