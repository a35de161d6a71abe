// Generated files that must be refused, each with the expected error code.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "core/random.h"
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

/// Makes one to eight random changes: overwrites bytes, removes or repeats a piece, or truncates the file. The result
/// has at most 4096 bytes.
Bytes mutated(Bytes bytes, Random& random);

/// The valid files that the malformed ones are made from.
Bytes sound_images();
Bytes sound_labels();
Bytes sound_safetensors();

}  // namespace hourglass
