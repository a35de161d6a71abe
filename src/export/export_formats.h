// The table of formats that models are exported in.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "export/export_plan.h"

namespace hourglass {

/// Which of the networks a file has.
enum class ExportPart { kEncoder, kDecoder, kAutoencoder };
struct ExportPartRow {
  ExportPart part;
  std::string_view id;
};
/// In ExportPart's order.
std::span<const ExportPartRow> export_parts();

struct ExportOptions {
  ExportPart part = ExportPart::kAutoencoder;
  int opset = 0;          ///< of ONNX's operators; 0: kLeastOpset
  bool sampling = false;  ///< ONNX: the code is a draw from the posterior, by an input of noise
  /// What the file calls the model: letters, digits and underscores, not beginning with a digit.
  std::string name = "model";
  std::string weights = "model.safetensors";  ///< the model's file, for scripts that read it

  bool encodes() const { return part != ExportPart::kDecoder; }
  bool decodes() const { return part != ExportPart::kEncoder; }
};

/// One row per format.
struct ExportFormat {
  std::string_view id;
  std::string_view ending;  ///< of a file's name by default: ".onnx"
  std::string_view blurb;
  bool has_parts;  ///< whether a file may hold a part of the model
  Result<std::vector<std::byte>> (*write)(const ExportPlan& plan, const ExportOptions& options);
};
std::span<const ExportFormat> export_formats();

/// The file's bytes. Refuses (argument-out-of-range) an opset outside of kLeastOpset to kMostOpset, and
/// (setting-does-not-fit) options that the format or the model does not have.
Result<std::vector<std::byte>> export_model(const ExportFormat& format, const Model& model,
                                            const ExportOptions& options);

/// A text as a name in C and Python: other characters become underscores; "model" where nothing is left.
std::string identifier_of(std::string_view text);

}  // namespace hourglass
