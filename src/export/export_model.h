// Models in the formats of other programs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "export/export_plan.h"
#include "export/format_table.h"
#include "io/weight_type.h"

namespace hourglass {

struct ExportOptions {
  ExportPart part = ExportPart::kAutoencoder;
  int opset = 0;          ///< of ONNX's operators; 0: kLeastOpset
  bool sampling = false;  ///< ONNX: the code is a draw from the posterior, by an input of noise
  /// What the file calls the model: letters, digits and underscores, not beginning with a digit.
  std::string name = "model";
  std::string weights = "model.safetensors";  ///< the model's file, for scripts that read it
  /// What the file's weights are stored as; nothing: the format's usual type.
  std::optional<WeightType> weight_type;

  bool encodes() const { return part != ExportPart::kDecoder; }
  bool decodes() const { return part != ExportPart::kEncoder; }
};

/// What the weights of a file in this format are stored as; where nothing is named, f16 in Hourglass's own small file.
WeightType weight_type_of(ExportFormat format, const ExportOptions& options);

/// The file's bytes. Refuses (argument-out-of-range) an opset outside of kLeastOpset to kMostOpset, and
/// (setting-does-not-fit) options that the format or the model does not have.
Result<std::vector<std::byte>> export_model(ExportFormat format, const Model& model, const ExportOptions& options);

}  // namespace hourglass
