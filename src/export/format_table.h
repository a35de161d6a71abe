// The table of formats that models are exported in, and the parts of a model that a file may hold.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hourglass {

/// Which of the networks a file has.
enum class ExportPart { kEncoder, kDecoder, kAutoencoder };
struct ExportPartRow {
  ExportPart kind;
  std::string_view id;
};
/// In ExportPart's order.
std::span<const ExportPartRow> export_parts();

enum class ExportFormat { kOnnx, kPytorch, kKeras, kC, kSmall };
struct ExportFormatRow {
  ExportFormat kind;
  std::string_view id;
  std::string_view title;   ///< as a menu names it
  std::string_view ending;  ///< of a file's name by default: ".onnx"
  std::string_view blurb;
  bool has_parts;       ///< whether a file may hold a part of the model
  bool has_weights;     ///< whether the file holds the weights too; else it reads them from the model's file
  bool may_be_smaller;  ///< whether the weights may be stored as another type
};
/// In ExportFormat's order.
std::span<const ExportFormatRow> export_formats();
const ExportFormatRow& export_format_row(ExportFormat format);

/// The name of the file that holds this part of a model whose own file is STEM.safetensors: "STEM_decoder.onnx".
std::string export_file_name(std::string_view stem, const ExportFormatRow& format, ExportPart part);

/// A text as a name in C and Python: other characters become underscores; "model" where nothing is left.
std::string identifier_of(std::string_view text);

}  // namespace hourglass
