// Unpacks gzip (RFC 1952) piece by piece, so that the caller, not the file, determines the memory it takes.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "core/error.h"

namespace hourglass {

/// Reads the unpacked bytes in order. The packed bytes must outlive the reader. Like the gzip program, it concatenates
/// several members and ignores zeros behind the last one (the padding of tapes and block devices). Takes about 48 KB,
/// whatever sizes the file claims.
class GzipReader {
 public:
  /// `source` names the file in errors.
  GzipReader(std::span<const std::byte> packed, std::string source);
  ~GzipReader();
  GzipReader(GzipReader&&) noexcept;
  GzipReader& operator=(GzipReader&&) noexcept;

  /// Fills `out` and returns the number of bytes written: fewer than out.size() only at the end of the data, after the
  /// checksums and lengths of all members were verified and only zeros follow. Error codes: gzip-truncated,
  /// gzip-corrupt, gzip-trailing-bytes, out-of-memory.
  Result<std::size_t> read(std::span<std::byte> out);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace hourglass
