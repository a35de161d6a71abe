// Builds the bytes of small IDX, gzip and safetensors files for tests, valid and malformed ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hourglass {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::string_view text);
Bytes joined(Bytes a, std::span<const std::byte> b);
/// The first `size` bytes.
Bytes cut(const Bytes& bytes, std::size_t size);
/// `bytes` with the byte at `at` replaced.
Bytes with_byte(Bytes bytes, std::size_t at, int value);

/// An IDX header for unsigned bytes with any dimensions; checks nothing.
Bytes idx_header(std::span<const std::uint32_t> dimensions);
/// A valid IDX file; value i is i modulo `modulus`.
Bytes idx_file(const std::vector<std::uint32_t>& dimensions, std::uint32_t modulus = 251);

Bytes gzipped(std::span<const std::byte> bytes);
/// A valid gzip file about 1/1000 as large as its content: the prefix (not empty), then `megabytes` x 2^20 zeros.
Bytes gzip_bomb(std::span<const std::byte> prefix, std::uint32_t megabytes);

/// A safetensors file: the header's length, the header, and `data_size` zeros.
Bytes safetensors_file(std::string_view header, std::size_t data_size);

}  // namespace hourglass
