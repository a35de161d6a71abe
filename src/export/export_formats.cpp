#include "export/export_formats.h"

#include <algorithm>

#include "core/enum_table.h"
#include "export/c_header.h"
#include "export/keras_script.h"
#include "export/onnx_file.h"
#include "export/onnx_graph.h"
#include "export/pytorch_script.h"

namespace hourglass {
namespace {

constexpr ExportPartRow kParts[] = {
    {ExportPart::kEncoder, "encoder"},
    {ExportPart::kDecoder, "decoder"},
    {ExportPart::kAutoencoder, "autoencoder"},
};

constexpr ExportFormat kFormats[] = {
    {"onnx", ".onnx", "a file for ONNX Runtime and other programs, with the weights", true, onnx_file},
    {"pytorch", "_torch.py", "a script that defines the network and reads the weights from MODEL", false,
     pytorch_script},
    {"keras", "_keras.py", "a script that defines the network and reads the weights from MODEL", false, keras_script},
    {"c", ".h", "a C99 header with the weights, which needs math.h alone", true, c_header},
};

Error misfit(std::string option, std::string expected, std::string found) {
  return {"setting-does-not-fit", std::move(option), "", std::move(expected), std::move(found)};
}

Status check_options(const ExportFormat& format, const ExportPlan& plan, const ExportOptions& options) {
  if (!format.has_parts && options.part != ExportPart::kAutoencoder) {
    return misfit("--part", "autoencoder for " + std::string(format.id) + ", whose script has all parts",
                  std::string(kParts[static_cast<int>(options.part)].id));
  }
  const bool onnx = format.id == "onnx";
  if (options.opset != 0 && !onnx) return misfit("--opset", "the format onnx", std::string(format.id));
  if (options.opset != 0 && (options.opset < kLeastOpset || options.opset > kMostOpset)) {
    return Error{"argument-out-of-range", "--opset", "",
                 std::to_string(kLeastOpset) + " to " + std::to_string(kMostOpset), std::to_string(options.opset)};
  }
  if (!options.sampling) return Done{};
  if (!onnx) return misfit("--sampling", "the format onnx", std::string(format.id));
  if (!options.encodes()) return misfit("--sampling", "a part with the encoder", "the decoder");
  if (plan.has_posterior()) return Done{};
  return misfit("--sampling", "a model with a posterior (bottleneck = gaussian)",
                "bottleneck = " + std::string(bottleneck_row(plan.architecture.bottleneck).id));
}

}  // namespace

std::span<const ExportPartRow> export_parts() { return kParts; }

std::span<const ExportFormat> export_formats() { return kFormats; }

Result<std::vector<std::byte>> export_model(const ExportFormat& format, const Model& model,
                                            const ExportOptions& options) {
  const auto plan = make_export_plan(model);
  if (!plan) return plan.error();
  if (Status status = check_options(format, *plan, options); !status) return status.error();
  return format.write(*plan, options);
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
