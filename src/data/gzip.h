// Unpacks gzip (RFC 1952) a piece at a time, so that the reader and not the file decides how much memory it
// takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/error.h"

namespace hourglass {

/// Whether the bytes begin as gzip does.
bool is_gzip(std::span<const std::byte> bytes);

/// The most that `packed_size` bytes of gzip may unpack to here: 32 times their size and 1 MB. Images
/// compress 2 to 10 times; deflate can pack zeros 1030 times, and such a file is refused (gzip-over-budget)
/// rather than believed.
std::uint64_t largest_unpacked_size(std::uint64_t packed_size);

/// Reads the unpacked bytes in order. The packed bytes must outlive it. Several members, one after the other,
/// read as one, as gzip itself does. Takes about 48 KB whatever the file says.
class GzipReader {
 public:
  /// `source` names the file in errors.
  GzipReader(std::span<const std::byte> packed, std::string source);
  ~GzipReader();
  GzipReader(GzipReader&&) noexcept;
  GzipReader& operator=(GzipReader&&) noexcept;

  /// Fills `out`; fewer bytes only at the end of the data. A return of less than asked for means that the
  /// checksums and lengths at the end of every member were right and that nothing follows the last. Refuses
  /// with gzip-truncated, gzip-corrupt, gzip-trailing-bytes or out-of-memory.
  Result<std::size_t> read(std::span<std::byte> out);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace hourglass
