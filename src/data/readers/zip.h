// Reads zip archives: stored and deflated entries, with the zip64 extension.
//
// Format: PKWARE, ".ZIP File Format Specification" (APPNOTE.TXT), sections 4.3 to 4.5. Sizes come from the central
// directory: a local header may lack them (data descriptors), and its extra field differs from the directory's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/checked.h"
#include "core/error.h"

namespace hourglass {

bool is_zip(std::span<const std::byte> bytes);

/// A file in an archive.
struct ZipEntry {
  std::string name;  ///< as the archive has it, with "/" between folders; text from outside, never a path to open
  std::uint64_t offset = 0;  ///< of its local header
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint32_t checksum = 0;
  std::uint16_t method = 0;
  bool is_encrypted = false;
};

/// The files of an archive in the directory's order, without folders. `source` names the archive in errors. Error
/// codes: file-truncated, file-corrupt, file-unsupported (an archive of several parts).
Result<std::vector<ZipEntry>> zip_entries(std::span<const std::byte> archive, const std::string& source);

/// The content of an entry, its size and checksum verified. Error codes: file-corrupt, file-truncated, file-unsupported
/// (encrypted, or packed by another method than deflate), file-over-budget.
Result<std::vector<std::byte>> zip_content(std::span<const std::byte> archive, const ZipEntry& entry,
                                           const std::string& source, const MemoryBudget& budget);

}  // namespace hourglass
