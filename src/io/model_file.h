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

/// The file's bytes: tensors named encoder.0.weight and so on, row-major as PyTorch has them; deterministic. The
/// optimiser's state is kept where the model holds it.
std::vector<std::byte> to_model_file(const Model& model);
/// Whether these are the first bytes of such a file, and not of data: a header's length, then its brace.
bool is_model_file(std::span<const std::byte> bytes);
/// `source` names the file in errors.
Result<Model> parse_model_file(std::span<const std::byte> bytes, std::string_view source);

/// Writes to a temporary file that is flushed and renamed: a killed save leaves the old file.
Status save_model(const std::string& path, const Model& model);
Result<Model> load_model(const std::string& path);

}  // namespace hourglass
