#include "export/export_model.h"

#include "export/c_header.h"
#include "export/keras_script.h"
#include "export/onnx_file.h"
#include "export/onnx_graph.h"
#include "export/pytorch_script.h"
#include "io/small_model_file.h"

namespace hourglass {
namespace {

/// The bytes of a file in this format.
Result<std::vector<std::byte>> write(ExportFormat format, const Model& model, const ExportPlan& plan,
                                     const ExportOptions& options) {
  switch (format) {
    case ExportFormat::kOnnx: return onnx_file(plan, options);
    case ExportFormat::kPytorch: return pytorch_script(plan, options);
    case ExportFormat::kKeras: return keras_script(plan, options);
    case ExportFormat::kC: return c_header(plan, options);
    case ExportFormat::kSmall: return to_small_model_file(model, weight_type_of(format, options));
  }
  return std::vector<std::byte>();
}

Error misfit(std::string option, std::string expected, std::string found) {
  return {"setting-does-not-fit", std::move(option), "", std::move(expected), std::move(found)};
}

Status check_options(const ExportFormatRow& format, const ExportPlan& plan, const ExportOptions& options) {
  if (!format.has_parts && options.part != ExportPart::kAutoencoder) {
    return misfit("--part", "autoencoder for " + std::string(format.id) + ", whose file has all parts",
                  std::string(export_parts()[static_cast<std::size_t>(options.part)].id));
  }
  if (options.weight_type.value_or(WeightType::kF32) != WeightType::kF32 && !format.may_be_smaller)
    return misfit("--weights", "the formats onnx, safetensors and html", std::string(format.id));
  const bool onnx = format.kind == ExportFormat::kOnnx;
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

WeightType weight_type_of(ExportFormat format, const ExportOptions& options) {
  return options.weight_type.value_or(format == ExportFormat::kSmall ? WeightType::kF16 : WeightType::kF32);
}

Result<std::vector<std::byte>> export_model(ExportFormat format, const Model& model, const ExportOptions& options) {
  const auto plan = make_export_plan(model);
  if (!plan) return plan.error();
  if (Status status = check_options(export_format_row(format), *plan, options); !status) return status.error();
  return write(format, model, *plan, options);
}

}  // namespace hourglass
