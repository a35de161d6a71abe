// The JSON header of a safetensors file: names, types, shapes and offsets of the tensors. Used by safetensors.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/tensor_type.h"

namespace hourglass {

/// The header's entry for one tensor. Only its syntax has been checked, not whether offsets, shape and type agree.
struct TensorEntry {
  std::string name;
  std::uint64_t position = 0;  ///< position in the file of the entry, for errors
  TensorType type = TensorType::kF32;
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

/// Parses the header's text, which begins at byte `position` of the file. Guarantees that every tensor has a type, a
/// shape of at most 8 dimensions and two offsets, and that names and metadata keys are distinct.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view json, const std::string& source,
                                                   std::uint64_t position);

}  // namespace hourglass
