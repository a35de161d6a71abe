// The container of compressed samples; docs/compression.md describes it byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compression/code_model.h"
#include "compression/quantiser.h"
#include "core/error.h"
#include "core/shape.h"

namespace hourglass {

/// Bytes of the head, which has a fixed size, and of the checksum at the end.
inline constexpr std::size_t kCompressedHead = 52, kCompressedChecksum = 8;

struct CompressedFile {
  std::uint64_t weights = 0;  ///< hash of the model's weights
  std::uint32_t count = 0;    ///< samples
  Shape shape;                ///< of a sample
  CodeForm form;
  Quantiser quantiser;  ///< empty where codes are entries of a codebook
  EncodedCodes codes;
};

std::vector<std::byte> to_compressed_file(const CompressedFile& file);

/// Reads a file. Every length is checked before anything is allocated for it, and the checksum before anything else is
/// believed. Error codes: file-truncated, file-corrupt, compressed-newer-version, file-unknown-format, or that of
/// another format (core/file_kind.h).
Result<CompressedFile> parse_compressed_file(std::span<const std::byte> bytes, const std::string& source);

}  // namespace hourglass
