// Models in the formats of other programs, for pages and Node: a part of the program hourglass_uses.

#include <emscripten/bind.h>

#include "bindings/js_values.h"
#include "core/find_by.h"
#include "core/no_choice.h"
#include "export/export_model.h"
#include "io/model_file.h"

namespace hourglass::bindings {
namespace {

/// {value: {name, bytes}} of a saved model's bytes. `stem` is the name of the model's own file without its ending;
/// opset 0 and no type of weights are the usual ones.
val export_model_js(const val& bytes, const std::string& format_id, const std::string& part_id, const std::string& stem,
                    int opset, bool sampling, const std::string& weights_id) {
  const ExportFormatRow* format = find_by(export_formats(), &ExportFormatRow::id, std::string_view(format_id));
  if (!format) return failure(no_choice("format", export_formats(), format_id));
  const ExportPartRow* part = find_by(export_parts(), &ExportPartRow::id, std::string_view(part_id));
  if (!part) return failure(no_choice("part", export_parts(), part_id));
  const WeightTypeRow* weights = find_by(weight_types(), &WeightTypeRow::id, std::string_view(weights_id));
  if (!weights && !weights_id.empty()) return failure(no_choice("weights", weight_types(), weights_id));
  const Result<std::vector<std::byte>> given = bytes_from(bytes, "model");
  if (!given) return failure(given.error());
  const Result<Model> model = parse_model_file(*given, "the model");
  if (!model) return failure(model.error());
  const auto file = export_model(format->kind, *model,
                                 {.part = part->kind,
                                  .opset = opset,
                                  .sampling = sampling,
                                  .name = identifier_of(stem),
                                  .weights = stem + ".safetensors",
                                  .weight_type = weights ? std::optional(weights->kind) : std::nullopt});
  if (!file) return failure(file.error());
  val result = val::object();
  put(result, "name", export_file_name(stem, *format, part->kind));
  result.set("bytes", to_js(std::span<const std::byte>(*file)));
  return success(result);
}

/// [{id, title, explanation, parts: [id], weights, smaller}].
val export_formats_js() {
  val list = val::array();
  for (const ExportFormatRow& row : export_formats()) {
    val entry = val::object(), parts = val::array();
    put(entry, "id", std::string(row.id));
    put(entry, "title", std::string(row.title));
    put(entry, "explanation", std::string(row.blurb));
    for (const ExportPartRow& part : export_parts()) {
      if (row.has_parts || part.kind == ExportPart::kAutoencoder) parts.call<void>("push", std::string(part.id));
    }
    entry.set("parts", parts);
    put(entry, "weights", row.has_weights);
    put(entry, "smaller", row.may_be_smaller);
    list.call<void>("push", entry);
  }
  return list;
}

}  // namespace

EMSCRIPTEN_BINDINGS(hourglass_export) {
  emscripten::function("exportModel", &export_model_js);
  emscripten::function("exportFormats", &export_formats_js);
}

}  // namespace hourglass::bindings
