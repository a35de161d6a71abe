// Generated files that must be refused, each with the expected error code.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "support/file_bytes.h"

namespace hourglass {

struct MalformedFile {
  std::string name;
  Bytes bytes;
  ErrorCode code;
};

/// Read as IDX images.
std::vector<MalformedFile> malformed_images();
/// Read as IDX labels.
std::vector<MalformedFile> malformed_labels();
/// Gzipped IDX images.
std::vector<MalformedFile> malformed_gzip();
std::vector<MalformedFile> malformed_safetensors();

/// The valid files that the malformed ones are made from.
Bytes sound_images();
Bytes sound_labels();
Bytes sound_safetensors();

}  // namespace hourglass
