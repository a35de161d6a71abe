// A model as a safetensors file: weights under readable names, settings in the metadata, optimiser state on demand.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "session/model.h"

namespace hourglass {

/// The file's bytes: tensors named encoder.0.weight and so on, row-major as in PyTorch; deterministic. The optimiser's
/// state is saved where the model has it.
std::vector<std::byte> to_model_file(const Model& model);
/// Whether the bytes begin as a safetensors file does: a header's length, then a brace.
bool is_model_file(std::span<const std::byte> bytes);
/// Reads a model. `source` names the file in errors. A file is a model if its metadata have hourglass_format or, as in
/// files of the first versions, format_version; `format` may be another program's. Refuses with safetensors-*, model-*,
/// the code of a setting, or that of another file format (core/file_kind.h).
Result<Model> parse_model_file(std::span<const std::byte> bytes, std::string_view source);

/// Writes to a temporary file that is flushed and renamed: a killed save leaves the old file.
Status save_model(const std::string& path, const Model& model);
Result<Model> load_model(const std::string& path);

}  // namespace hourglass
