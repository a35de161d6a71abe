// Reads and writes models as safetensors files: named weights, settings in the metadata, optionally optimiser state.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/safetensors.h"
#include "session/model.h"

namespace hourglass {

/// The file's bytes. Tensors are named encoder.0.weight and so on and are row-major, as in PyTorch. The optimiser's
/// state is saved if the model has it. Deterministic.
std::vector<std::byte> to_model_file(const Model& model);
/// The same before it becomes bytes.
TensorFile to_tensor_file(const Model& model);
/// The name of the tensor that holds the scales of the rows of one of whole numbers.
std::string scale_name(const std::string& tensor);
/// Whether the bytes begin as a safetensors file does: a header's length, then a brace.
bool is_model_file(std::span<const std::byte> bytes);
/// Reads a model. `source` names the file in errors. A file is a model if its metadata have the key hourglass_format
/// or, as in files of the first versions, format_version; `format` may hold another program's name. A tensor of whole
/// numbers (I8) is multiplied by its scales (io/small_model_file.h). Errors have a code safetensors-*, model-*, that of
/// a setting, or that of the other format of the file (core/file_kind.h).
Result<Model> parse_model_file(std::span<const std::byte> bytes, std::string_view source);

/// Writes a temporary file, flushes it and renames it, so that an interrupted save leaves the old file intact.
Status save_model(const std::string& path, const Model& model);
Result<Model> load_model(const std::string& path);

}  // namespace hourglass
