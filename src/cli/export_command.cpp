// `hourglass export`: writes a saved model in the format of another program.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "analysis/sample_inference.h"
#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "cli/output.h"
#include "core/file.h"
#include "core/find_by.h"
#include "core/no_choice.h"
#include "core/number_text.h"
#include "export/export_model.h"
#include "export/onnx_graph.h"
#include "export/standalone_page.h"
#include "io/small_model_file.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// The format that is no row of the table: it needs a page that another build makes.
constexpr std::string_view kPageFormat = "html", kEmptyPage = "standalone.html";

struct ExportCommandOptions {
  std::string model, format, part = "autoencoder", out, name, page, weights;
  std::optional<int> opset;
  bool sampling = false, json = false;
};

/// The path without the folder, and without the ending of a model's file.
std::string stem_of(const std::string& path) { return std::filesystem::path(path).stem().string(); }

/// Beside the model: its path without the ending, and the format's.
std::string path_beside(const std::string& model, const ExportFormatRow& format) {
  return std::filesystem::path(model).replace_extension().string() + std::string(format.ending);
}

/// The page that the build made, installed beside the program, or in the build folder beside that of the program.
std::string found_page() {
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const char* folder : {"../share/hourglass", "../site"}) {
    const std::filesystem::path path = program / folder / kEmptyPage;
    if (std::filesystem::exists(path, ignored)) return path.lexically_normal().string();
  }
  return std::string(kEmptyPage);
}

/// Samples that the model has not seen.
Result<Samples> samples_for_page(const Model& model) {
  const auto data = open_data(model.settings);
  if (!data) return data.error();
  if (Status status = check_shape(model, **data); !status) return status.error();
  return read_samples(**data, Split::kHeldOut, kMostPageSamples);
}

/// The held-out figures of a model, and of the same with smaller weights.
struct WeightCost {
  FullEvaluation before, after;
};

Result<WeightCost> measure_cost(const Model& model, WeightType type) {
  const auto data = open_data(model.settings);
  if (!data) return data.error();
  if (Status status = check_shape(model, **data); !status) return status.error();
  auto before = evaluate_held_out(model, **data), after = evaluate_held_out(with_weights_as(model, type), **data);
  if (!before) return before.error();
  if (!after) return after.error();
  return WeightCost{std::move(*before), std::move(*after)};
}

/// Says what smaller weights cost, or why that was not measured. Nothing where the weights stay as they are.
std::optional<Json> cost_of(const Output& output, const Model& model, WeightType type) {
  if (type == WeightType::kF32) return std::nullopt;
  const auto measured = measure_cost(model, type);
  if (!measured) {
    output.line("What the smaller weights cost was not measured. " + measured.error().sentence());
    return std::nullopt;
  }
  const double loss = measured->after.terms.loss_per_image, loss_before = measured->before.terms.loss_per_image;
  std::string line = "Held-out loss per sample " + rounded_text(loss, 5) + ", before " + rounded_text(loss_before, 5);
  if (loss_before > 0) {
    const double percent = 100 * (loss / loss_before - 1);
    line += std::string(percent < 0 ? " (" : " (+") + fixed(percent, 2) + " %)";
  }
  output.line(line + ".");
  Json cost = {{"held_out", Json::object()}, {"held_out_before", Json::object()}};
  add_evaluation(cost["held_out"], measured->after);
  add_evaluation(cost["held_out_before"], measured->before);
  return cost;
}

Json with_cost(Json result, const std::optional<Json>& cost) {
  if (cost) result.update(*cost);
  return result;
}

int run_page(const ExportCommandOptions& options, WeightType weights, const Output& output) {
  const std::string path =
      options.out.empty() ? std::filesystem::path(options.model).replace_extension(".html").string() : options.out;
  if (Status status = check_writable(path); !status) return output.fail(status.error());
  const Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  const std::string source = options.page.empty() ? found_page() : options.page;
  const auto empty = read_file(source);
  if (!empty) return output.fail(empty.error());
  const auto samples = samples_for_page(*model);
  if (!samples) return output.fail(samples.error());
  const std::string_view text(reinterpret_cast<const char*>(empty->data()), empty->size());
  const auto page = standalone_page(text, source, *model, *samples, weights);
  if (!page) return output.fail(page.error());
  if (Status status = write_file_atomically(path, std::as_bytes(std::span(*page))); !status)
    return output.fail(status.error());
  output.line("Wrote " + path + ", " + grouped(page->size()) + " bytes: open it in a browser.");
  return output.succeed(with_cost({{"file", json_text(path)}, {"format", kPageFormat}, {"bytes", page->size()}},
                                  cost_of(output, *model, weights)));
}

/// "4, 2 or 1".
std::string sizes_of(std::span<const WeightTypeRow> rows) {
  std::string text;
  for (const WeightTypeRow& row : rows)
    text += (text.empty() ? "" : &row == &rows.back() ? " or " : ", ") + std::to_string(row.bytes);
  return text;
}

int run_export(const ExportCommandOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const bool page = options.format == kPageFormat;
  if (page && (options.part != "autoencoder" || options.opset || options.sampling || !options.name.empty()))
    return output.fail(Error{"argument-not-a-choice", "--format", "",
                             "html without --part, --opset, --sampling and --name", "one of them"});
  if (!page && !options.page.empty())
    return output.fail(Error{"argument-not-a-choice", "--page", "", "--format html with it", options.format});
  const WeightTypeRow* const weights = find_by(weight_types(), &WeightTypeRow::id, options.weights);
  if (weights == nullptr && !options.weights.empty())
    return output.fail(no_choice("--weights", weight_types(), options.weights));
  if (page) return run_page(options, weights ? weights->kind : WeightType::kF32, output);
  const ExportFormatRow* const format = find_by(export_formats(), &ExportFormatRow::id, options.format);
  if (format == nullptr) return output.fail(no_choice("--format", export_formats(), options.format));
  const ExportPartRow* const part = find_by(export_parts(), &ExportPartRow::id, options.part);
  if (part == nullptr) return output.fail(no_choice("--part", export_parts(), options.part));
  if (options.opset && *options.opset < 1) {
    return output.fail(Error{"argument-out-of-range", "--opset", "",
                             std::to_string(kLeastOpset) + " to " + std::to_string(kMostOpset),
                             std::to_string(*options.opset)});
  }
  const std::string path = options.out.empty() ? path_beside(options.model, *format) : options.out;
  if (Status status = check_writable(path); !status) return output.fail(status.error());
  const Result<Model> model = load_model_here(options.model);
  if (!model) return output.fail(model.error());
  const ExportOptions chosen = {.part = part->kind,
                                .opset = options.opset.value_or(0),
                                .sampling = options.sampling,
                                .name = identifier_of(options.name.empty() ? stem_of(path) : options.name),
                                .weights = std::filesystem::path(options.model).filename().string(),
                                .weight_type = weights ? std::optional(weights->kind) : std::nullopt};
  const auto file = export_model(format->kind, *model, chosen);
  if (!file) return output.fail(file.error());
  if (Status status = write_file_atomically(path, *file); !status) return output.fail(status.error());
  output.line("Wrote " + path + ", " + grouped(file->size()) + " bytes.");
  return output.succeed(
      with_cost({{"file", json_text(path)}, {"format", format->id}, {"part", part->id}, {"bytes", file->size()}},
                cost_of(output, *model, weight_type_of(format->kind, chosen))));
}

}  // namespace

Command add_export(CLI::App& program) {
  auto options = std::make_shared<ExportCommandOptions>();
  CLI::App* app = program.add_subcommand("export", "write a saved model for other programs, smaller, or as a page");
  app->add_option("MODEL", options->model, "a model that Hourglass saved")->required()->type_name("");
  app->add_option("--format", options->format,
                  listed(export_formats()) + ", or html: a page of its own with the model in it")
      ->required()
      ->type_name("NAME");
  app->add_option("--page", options->page,
                  "html: standalone.html of the page's build; default: the one installed with the program")
      ->type_name("FILE");
  app->add_option("--part", options->part, listed(export_parts()) + "; default autoencoder")->type_name("NAME");
  app->add_option("--weights", options->weights,
                  "onnx, safetensors and html: the weights as " + listed(weight_types()) + ", of " +
                      sizes_of(weight_types()) + " bytes; default f32, safetensors f16")
      ->type_name("NAME");
  app->add_option("-o,--out", options->out, "the file to write; default: MODEL with the format's ending")
      ->type_name("FILE");
  app->add_option("--name", options->name, "what the file calls the model; default: its own name")->type_name("NAME");
  app->add_option("--opset", options->opset,
                  "onnx: version of the operators (" + std::to_string(kLeastOpset) + " to " +
                      std::to_string(kMostOpset) + "); default " + std::to_string(kLeastOpset))
      ->type_name("NUMBER");
  app->add_flag("--sampling", options->sampling, "onnx: the code is a draw from the posterior, by an input of noise");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_export(*options); }};
}

}  // namespace hourglass
