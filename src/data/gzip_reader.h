// Unpacks gzip (RFC 1952) a piece at a time, so that the caller and not the file decides how much memory it takes.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "core/error.h"

namespace hourglass {

/// Reads the unpacked bytes in order. The packed bytes must outlive it. As the gzip program does, it reads several
/// members, one after the other, as one, and ignores zeros behind the last (the padding of tapes and block devices).
/// Takes about 48 KB whatever the file claims.
class GzipReader {
 public:
  /// `source` names the file in errors.
  GzipReader(std::span<const std::byte> packed, std::string source);
  ~GzipReader();
  GzipReader(GzipReader&&) noexcept;
  GzipReader& operator=(GzipReader&&) noexcept;

  /// Fills `out`; fewer bytes only at the end of the data. A return of less than asked for means that the checksums and
  /// lengths at the end of every member were right and that nothing but zeros follows the last. Refuses with
  /// gzip-truncated, gzip-corrupt, gzip-trailing-bytes or out-of-memory.
  Result<std::size_t> read(std::span<std::byte> out);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace hourglass
