// Files that must be refused, made on the spot, each with the code that must refuse it.
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

/// To be read as IDX images.
std::vector<MalformedFile> malformed_images();
/// To be read as IDX labels.
std::vector<MalformedFile> malformed_labels();
/// Gzipped IDX images.
std::vector<MalformedFile> malformed_gzip();
std::vector<MalformedFile> malformed_safetensors();

/// Sound files, of which the malformed ones are made.
Bytes sound_images();
Bytes sound_labels();
Bytes sound_safetensors();

}  // namespace hourglass
