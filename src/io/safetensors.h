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

namespace hourglass {

/// Row-major values; as many as the product of the shape. An empty shape is a single number.
struct Tensor {
  std::string name;
  std::vector<std::uint64_t> shape;
  std::vector<float> values;
};

struct TensorFile {
  std::vector<Tensor> tensors;
  /// The content of `__metadata__`: text by key, in the file's order.
  std::vector<std::pair<std::string, std::string>> metadata;
};

/// Reads a whole file. `source` names it in errors; tensors come in the header's order. Any float bits are accepted;
/// tensors of 16 bits (F16, BF16) are widened, which is exact. White space may pad the header's end.
///
/// Refuses, with safetensors-*: a header longer than the file or 100 MB, text that is not JSON, nesting deeper than 8,
/// names or keys given twice, types other than F32, F16 and BF16, shapes whose size does not fit their bytes, and
/// offsets that do not cover the data exactly once. Refuses a file of another format by that format's code
/// (core/file_kind.h). Memory stays within a small multiple of the file's size.
Result<TensorFile> parse_safetensors(std::span<const std::byte> file, const std::string& source,
                                     const MemoryBudget& budget = {});

/// The bytes of a file of F32 tensors: the same content gives the same bytes. The header is padded with spaces so that
/// the data start at a multiple of 8, as the reference implementation does. Names must be distinct, and not
/// `__metadata__`.
std::vector<std::byte> to_safetensors(const TensorFile& file);

}  // namespace hourglass
