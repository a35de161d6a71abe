#include "export/format_table.h"

#include <algorithm>

#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr ExportPartRow kParts[] = {
    {ExportPart::kEncoder, "encoder"},
    {ExportPart::kDecoder, "decoder"},
    {ExportPart::kAutoencoder, "autoencoder"},
};
static_assert(in_enum_order(kParts));

constexpr ExportFormatRow kFormats[] = {
    {ExportFormat::kOnnx, "onnx", "ONNX", ".onnx", "A file for ONNX Runtime and many other programs, with the weights",
     true, true, true},
    {ExportFormat::kPytorch, "pytorch", "PyTorch script", "_torch.py",
     "A script that defines the network and reads the weights from the saved model", false, false, false},
    {ExportFormat::kKeras, "keras", "Keras script", "_keras.py",
     "A script that defines the network and reads the weights from the saved model", false, false, false},
    {ExportFormat::kC, "c", "C header", ".h",
     "A C99 header with the weights, which needs math.h alone: for microcontrollers", true, true, false},
    {ExportFormat::kSmall, "safetensors", "Small model file", "_small.safetensors",
     "Hourglass's own file with smaller weights: to use the model, not to train it on", false, true, true},
};
static_assert(in_enum_order(kFormats));

}  // namespace

std::span<const ExportPartRow> export_parts() { return kParts; }

std::span<const ExportFormatRow> export_formats() { return kFormats; }

const ExportFormatRow& export_format_row(ExportFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

std::string export_file_name(std::string_view stem, const ExportFormatRow& format, ExportPart part) {
  std::string name(stem);
  if (part != ExportPart::kAutoencoder && format.has_parts) {
    name += "_" + std::string(kParts[static_cast<std::size_t>(part)].id);
  }
  return name + std::string(format.ending);
}

std::string identifier_of(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string name(text);
  for (char& c : name) c = is_letter(c) || is_digit(c) ? c : '_';
  if (std::all_of(name.begin(), name.end(), [](char c) { return c == '_'; })) return "model";
  return is_digit(name.front()) || name.front() == '_' ? "model_" + name : name;
}

}  // namespace hourglass
