#include "support/file_bytes.h"

#include <zlib.h>

#include <cstring>

#include "core/assert.h"

namespace hourglass {
namespace {

void append_number(Bytes& bytes, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
}

enum class Wrapper { kNone, kGzip };

Bytes deflated(std::span<const std::byte> bytes, Wrapper wrapper, int flush) {
  z_stream z{};
  const int window = wrapper == Wrapper::kGzip ? MAX_WBITS + 16 : -MAX_WBITS;
  const int opened = deflateInit2(&z, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  HG_ASSERT(opened == Z_OK, "zlib gave no stream");
  Bytes out(deflateBound(&z, static_cast<uLong>(bytes.size())) + 64);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, flush);
  deflateEnd(&z);
  (void)opened;
  return cut(out, out.size() - z.avail_out);
}

uLong crc_of(std::span<const std::byte> bytes) {
  return crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
}

}  // namespace

Bytes bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return Bytes(bytes.begin(), bytes.end());
}

Bytes joined(Bytes a, std::span<const std::byte> b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Bytes cut(const Bytes& bytes, std::size_t size) {
  return Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
}

Bytes with_byte(Bytes bytes, std::size_t at, int value) {
  bytes.at(at) = static_cast<std::byte>(value);
  return bytes;
}

Bytes idx_header(std::span<const std::uint32_t> dimensions) {
  Bytes bytes{std::byte{0}, std::byte{0}, std::byte{8}, static_cast<std::byte>(dimensions.size())};
  for (std::uint32_t d : dimensions) {
    for (int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::byte>(d >> shift));
  }
  return bytes;
}

Bytes idx_file(const std::vector<std::uint32_t>& dimensions, std::uint32_t modulus) {
  Bytes bytes = idx_header(dimensions);
  std::uint32_t values = 1;
  for (std::uint32_t d : dimensions) values *= d;
  for (std::uint32_t i = 0; i < values; ++i) bytes.push_back(static_cast<std::byte>(i % modulus));
  return bytes;
}

Bytes gzipped(std::span<const std::byte> bytes) { return deflated(bytes, Wrapper::kGzip, Z_FINISH); }

// A full flush ends on a byte boundary and resets the compressor, so that the compressed form of one megabyte of zeros
// can be repeated.
Bytes gzip_bomb(std::span<const std::byte> prefix, std::uint32_t megabytes) {
  const Bytes zeros(std::size_t{1} << 20);
  const Bytes piece = deflated(zeros, Wrapper::kNone, Z_FULL_FLUSH);
  Bytes bomb = bytes_of({"\x1f\x8b\x08\0\0\0\0\0\0\x03", 10});
  bomb = joined(std::move(bomb), deflated(prefix, Wrapper::kNone, Z_FULL_FLUSH));
  uLong crc = crc_of(prefix);
  const uLong zeros_crc = crc_of(zeros);
  for (std::uint32_t i = 0; i < megabytes; ++i) {
    bomb.insert(bomb.end(), piece.begin(), piece.end());
    crc = crc32_combine(crc, zeros_crc, static_cast<z_off_t>(zeros.size()));
  }
  append_number(bomb, 0x0003, 2);  // an empty last block
  append_number(bomb, crc, 4);
  append_number(bomb, prefix.size() + std::uint64_t{megabytes} * zeros.size(), 4);
  return bomb;
}

Bytes safetensors_file(std::string_view header, std::size_t data_size) {
  Bytes bytes;
  append_number(bytes, header.size(), 8);
  bytes = joined(std::move(bytes), bytes_of(header));
  bytes.resize(bytes.size() + data_size);
  return bytes;
}

}  // namespace hourglass
