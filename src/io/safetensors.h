// Reads and writes the safetensors format: named tensors and text metadata.
//
// A file is: the header's length (8 bytes, little-endian), the header (a JSON object), the tensors' bytes.
// Format: https://github.com/huggingface/safetensors, section "Format".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/checked.h"
#include "core/error.h"
#include "io/tensor_type.h"

namespace hourglass {

/// `values` are row-major, as many as the product of `shape`. An empty shape is a single number.
struct Tensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  std::vector<float> values;
  TensorType type = TensorType::kF32;  ///< in the file
};

struct TensorFile {
  std::vector<Tensor> tensors;
  /// The content of `__metadata__`: text by key, in the file's order.
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// Parses a whole file. `source` names it in errors; the tensors have the header's order. Accepts any float bits;
/// converts other types exactly to float32. White space may pad the end of the header.
///
/// Refuses, with safetensors-*: a header longer than the file or 100 MB, text that is not JSON, nesting deeper than 8,
/// names or keys given twice, types other than TensorType's, shapes whose size does not fit their bytes, and
/// offsets that do not cover the data exactly once. Refuses a file of another format by that format's code
/// (core/file_kind.h). Memory stays within a small multiple of the file's size.
Result<TensorFile> parse_safetensors(std::span<const std::byte> file, const std::string& source,
                                     const MemoryBudget& budget = {});

/// The bytes of a file: the same content gives the same bytes. Values become the nearest of their tensor's type, F32,
/// F16 or I8; those of I8 must be whole numbers from -128 to 127. Spaces pad the header so that the data start at a
/// multiple of 8, as in the reference implementation. Names must be distinct, and none may be
/// `__metadata__`.
std::vector<std::byte> to_safetensors(const TensorFile& file);

}  // namespace hourglass
