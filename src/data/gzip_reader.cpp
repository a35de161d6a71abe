#include "data/gzip_reader.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>

#include "data/gzip.h"

namespace hourglass {

struct GzipReader::Stream {
  z_stream z{};
  std::span<const std::byte> packed;
  std::string source;
  bool is_open = false;
  bool is_finished = false;

  ~Stream() {
    if (is_open) inflateEnd(&z);
  }

  std::size_t position() const {
    return static_cast<std::size_t>(reinterpret_cast<const std::byte*>(z.next_in) - packed.data());
  }
  std::size_t bytes_left() const { return packed.size() - position(); }

  Error error(ErrorCode code, std::string expected, std::string found) const {
    const std::string where = "byte " + std::to_string(position()) + " of the compressed data";
    return {code, source, where, std::move(expected), std::move(found)};
  }

  Status open() {
    if (is_open) return Done{};
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    is_open = inflateInit2(&z, kGzipOnly) == Z_OK;
    if (!is_open) return error("out-of-memory", "room for unpacking", "none");
    return Done{};
  }

  /// Unpacks into `out` until it is full, the input is used up, or a member ends. Limits each call, because zlib counts
  /// bytes in 32 bits.
  int advance(std::span<std::byte>& out) {
    constexpr std::size_t kLargest = std::size_t{1} << 30;
    z.avail_in = static_cast<uInt>(std::min(bytes_left(), kLargest));
    const auto room = static_cast<uInt>(std::min(out.size(), kLargest));
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = room;
    const int state = inflate(&z, Z_NO_FLUSH);
    out = out.subspan(room - z.avail_out);
    return state;
  }

  /// Whether only padding (zeros) is left.
  bool rest_is_zeros() const {
    const auto rest = packed.subspan(position());
    return std::all_of(rest.begin(), rest.end(), [](std::byte b) { return b == std::byte{0}; });
  }

  /// Called at the end of a member: starts the next one, or finishes at the end of the file. Refuses other bytes.
  Status end_member() {
    if (rest_is_zeros()) {
      is_finished = true;
      return Done{};
    }
    if (!is_gzip(packed.subspan(position()))) {
      return error("gzip-trailing-bytes", "the end of the file",
                   std::to_string(bytes_left()) + " bytes after the compressed data");
    }
    inflateReset(&z);
    return Done{};
  }

  /// The error for a state of inflate other than Z_OK and Z_STREAM_END.
  Error failure(int state) const {
    if (state == Z_MEM_ERROR) return error("out-of-memory", "room for unpacking", "none");
    if (state == Z_BUF_ERROR) return error("gzip-truncated", "more compressed data", "the end of the file");
    return error("gzip-corrupt", "valid gzip data", z.msg != nullptr ? z.msg : "something else");
  }
};

GzipReader::GzipReader(std::span<const std::byte> packed, std::string source) : stream_(std::make_unique<Stream>()) {
  stream_->packed = packed;
  stream_->source = std::move(source);
  // zlib only reads through this pointer, but declares it const only with ZLIB_CONST.
  stream_->z.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
}

GzipReader::~GzipReader() = default;
GzipReader::GzipReader(GzipReader&&) noexcept = default;
GzipReader& GzipReader::operator=(GzipReader&&) noexcept = default;

Result<std::size_t> GzipReader::read(std::span<std::byte> out) {
  Stream& stream = *stream_;
  if (const Status opened = stream.open(); !opened) return opened.error();
  std::span<std::byte> rest = out;
  while (!rest.empty() && !stream.is_finished) {
    const int state = stream.advance(rest);
    if (state == Z_STREAM_END) {
      if (const Status ended = stream.end_member(); !ended) return ended.error();
    } else if (state != Z_OK) {
      return stream.failure(state);
    }
  }
  return out.size() - rest.size();
}

}  // namespace hourglass
