// The JSON header of a safetensors file: names, types, shapes and offsets of the tensors. Used by safetensors.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/float16.h"

namespace hourglass {

/// The header's entry for one tensor; only its form has been checked.
struct TensorEntry {
  std::string name;
  std::uint64_t position = 0;  ///< the byte of the file where its name ends, for errors
  FloatType type = FloatType::kF32;
  std::vector<std::uint64_t> shape;
  std::vector<std::uint64_t> offsets;  ///< begin and end, in bytes from the start of the data
};

struct MetadataEntry {
  std::string key;
  std::uint64_t position = 0;
  std::string value;
};

struct SafetensorsHeader {
  std::vector<TensorEntry> tensors;
  std::vector<MetadataEntry> metadata;
};

/// Reads the header's text, which begins at byte `position` of the file. Every tensor of the result has a type, a shape
/// of at most 8 dimensions and two offsets; names and metadata keys are distinct.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view json, const std::string& source,
                                                   std::uint64_t position);

}  // namespace hourglass
