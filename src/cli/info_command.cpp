// `hourglass info`: shows a saved model's shape, layers, tensors and settings.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>

#include "cli/commands.h"
#include "cli/layer_table.h"
#include "cli/output.h"
#include "cli/sample_text.h"
#include "core/number_text.h"
#include "io/model_file.h"

namespace hourglass {
namespace {

std::string shape_text(const std::vector<int>& shape) {
  std::string text;
  for (int n : shape) text += (text.empty() ? "" : " x ") + std::to_string(n);
  return text;
}

std::size_t values_in(const std::vector<TensorSlot>& tensors) {
  std::size_t values = 0;
  for (const TensorSlot& tensor : tensors) values += tensor.size;
  return values;
}

/// A column or channel: its name, and its unit or number of categories.
std::string column_summary(const Column& column) {
  std::string about = shown(column.unit);
  if (!column.categories.empty()) about = std::to_string(column.categories.size()) + " categories";
  return shown(column.name) + (about.empty() ? "" : " (" + about + ")");
}

/// The texts separated by commas, at most thirty.
std::string listed(const std::vector<std::string>& texts) {
  constexpr std::size_t kMost = 30;
  std::string list;
  for (std::size_t i = 0; i < std::min(texts.size(), kMost); ++i) list += (i == 0 ? "" : ", ") + texts[i];
  return texts.size() > kMost ? list + " and " + std::to_string(texts.size() - kMost) + " more" : list;
}

/// What the model knows of the data that it learnt from.
void print_data(const DataDescription& data, const std::function<void(std::string_view, const std::string&)>& row) {
  row("kind", std::string(data_kind_row(data.kind).name));
  std::vector<std::string> columns, labels;
  for (const Column& column : data.columns) columns.push_back(column_summary(column));
  for (const std::string& name : data.label_names) labels.push_back(shown(name));
  if (!columns.empty()) row(data.kind == DataKind::kSignal ? "channels" : "columns", listed(columns));
  if (!labels.empty()) row("labels", listed(labels));
  if (!data.alphabet.empty()) row("alphabet", std::to_string(data.alphabet.size()) + " symbols");
  if (data.sample_rate > 0) row("sample rate", number_text(data.sample_rate) + " values per second");
}

void print_model(const Output& output, const Model& model, const std::vector<TensorSlot>& tensors,
                 const std::vector<LayerLine>& layers) {
  const auto row = [&](std::string_view title, const std::string& value) {
    output.line("  " + left_aligned(title, 20) + (value.empty() ? "-" : value));
  };
  output.line("Model");
  row("input", shape_text({model.input.height, model.input.width, model.input.channels}));
  print_data(model.description, row);
  row("parameters", grouped(values_in(tensors)));
  row("steps trained", grouped(model.step));
  row("weights", weights_hash(model));
  row("can be resumed", model.optimiser_state.size() > 0 ? "yes" : "no (saved without --keep-optimiser)");
  output.line("\nNetwork");
  print_layers(output, layers);
  output.line("\nTensors");
  for (const TensorSlot& tensor : tensors) row(tensor.name, shape_text(tensor.shape));
  output.line("\nSettings");
  for (const auto& [key, value] : kept_settings_list(model.settings)) row(key, value);
}

Json to_json(const Model& model, const std::vector<TensorSlot>& tensors, const std::vector<LayerLine>& layers) {
  Json object;
  object["input"] = {model.input.height, model.input.width, model.input.channels};
  object["kind"] = data_kind_row(model.description.kind).name;
  for (const Column& column : model.description.columns) {
    Json about = {{"name", json_text(column.name)}, {"unit", json_text(column.unit)}};
    for (const std::string& category : column.categories) about["categories"].push_back(json_text(category));
    object["columns"].push_back(std::move(about));
  }
  for (const std::string& name : model.description.label_names) object["labels"].push_back(json_text(name));
  object["parameters"] = values_in(tensors);
  object["steps"] = model.step;
  object["weights_hash"] = weights_hash(model);
  object["can_be_resumed"] = model.optimiser_state.size() > 0;
  object["layers"] = layers_json(layers);
  for (const TensorSlot& tensor : tensors) object["tensors"][tensor.name] = tensor.shape;
  for (const auto& [key, value] : kept_settings_list(model.settings)) object["settings"][key] = value;
  return object;
}

int run_info(const std::string& path, Audience audience) {
  const Output output(audience);
  const Result<Model> model = load_model(path);
  if (!model) return output.fail(model.error());
  const auto tensors = model_tensors(model->settings, model->input);
  if (!tensors) return output.fail(tensors.error());
  const auto layers = layer_lines(*model);
  if (!layers) return output.fail(layers.error());
  print_model(output, *model, *tensors, *layers);
  return output.succeed(to_json(*model, *tensors, *layers));
}

struct InfoOptions {
  std::string model;
  bool json = false;
};

}  // namespace

Command add_info(CLI::App& program) {
  auto options = std::make_shared<InfoOptions>();
  CLI::App* app = program.add_subcommand("info", "show what a saved model is made of");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_info(options->model, options->json ? Audience::kPrograms : Audience::kPeople); }};
}

}  // namespace hourglass
