// `hourglass rate`: measures what a model's codes cost and what they lose, beside principal components and JPEG.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/evaluation_report.h"
#include "cli/model_options.h"
#include "compression/rate.h"
#include "core/number_text.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Without a list: these factors of the usual step.
constexpr double kDefaultFactors[] = {0.25, 0.5, 1, 2, 4, 8};

struct RateOptions {
  ModelOptions model;
  std::vector<double> steps, bits;
  int components = 0;
  bool json = false;
};

/// The figures of a kind's distortion: what they are called and how they are shown.
struct DistortionColumn {
  std::string_view name, title;
  int digits;
  std::optional<double> (*value)(const Distortion&);
};
constexpr DistortionColumn kColumns[] = {
    {"psnr_db", "PSNR dB", 2, [](const Distortion& d) { return d.figures.psnr_db; }},
    {"ssim", "SSIM", 4, [](const Distortion& d) { return d.ssim; }},
    {"signal_to_noise_db", "SNR dB", 2, [](const Distortion& d) { return d.figures.signal_to_noise_db; }},
    {"number_error", "error", 4, [](const Distortion& d) { return d.figures.number_error; }},
    {"right", "right", 4, [](const Distortion& d) { return d.figures.right; }},
};

constexpr std::size_t kNameWidth = 10, kNumberWidth = 12;

/// The columns that this kind of data has.
std::vector<const DistortionColumn*> columns_of(const Distortion& distortion) {
  std::vector<const DistortionColumn*> columns;
  for (const DistortionColumn& column : kColumns) {
    if (column.value(distortion)) columns.push_back(&column);
  }
  return columns;
}

void print_row(const Output& output, const RateMeasurement& measured, std::string_view name,
               const RateFigures& figures) {
  std::string line = "  " + left_aligned(name, kNameWidth) +
                     right_aligned(rounded_text(measured.bits_per_value(figures), 4), kNumberWidth) +
                     right_aligned(grouped(figures.payload), kNumberWidth) +
                     right_aligned(figures.code_model > 0 ? grouped(figures.code_model) : "-", kNumberWidth);
  for (const DistortionColumn* column : columns_of(figures.distortion)) {
    line += right_aligned(fixed(*column->value(figures.distortion), column->digits), kNumberWidth);
  }
  output.line(line);
}

void print_titles(const Output& output, const DataKindRow& kind, const Distortion& distortion) {
  std::string line = "  " + left_aligned("", kNameWidth) +
                     right_aligned("bits/" + std::string(kind.value), kNumberWidth) +
                     right_aligned("code bytes", kNumberWidth) + right_aligned("its model", kNumberWidth);
  for (const DistortionColumn* column : columns_of(distortion)) line += right_aligned(column->title, kNumberWidth);
  output.line(line);
}

Json to_json(const RateMeasurement& measured, const RateFigures& figures) {
  Json object = {{"bits_per_value", measured.bits_per_value(figures)},
                 {"payload_bytes", figures.payload},
                 {"code_model_bytes", figures.code_model},
                 {"mse_per_value", figures.distortion.mse_per_value}};
  for (const DistortionColumn* column : columns_of(figures.distortion)) {
    object[std::string(column->name)] = *column->value(figures.distortion);
  }
  return object;
}

Json report_point(const Output& output, const RateMeasurement& measured, const RatePoint& point) {
  output.line(measured.has_steps() ? "step " + rounded_text(point.step, 4) : std::string("without a step"));
  print_row(output, measured, "model", point.model);
  print_row(output, measured, "PCA " + std::to_string(measured.components()), point.pca);
  Json object = {
      {"step", point.step}, {"model", to_json(measured, point.model)}, {"pca", to_json(measured, point.pca)}};
  if (!measured.has_steps()) object.erase("step");
  object["pca"]["step"] = point.pca_step;
  if (point.jpeg) {
    print_row(output, measured, "JPEG q" + rounded_text(point.jpeg_quality, 2), *point.jpeg);
    object["jpeg"] = to_json(measured, *point.jpeg);
    object["jpeg"].erase("code_model_bytes");
    object["jpeg"]["quality"] = point.jpeg_quality;
  }
  return object;
}

/// The points that the options ask for, one after the other.
Result<Json> measure_points(const Output& output, const RateOptions& options, RateMeasurement& measured,
                            const DataKindRow& kind) {
  std::vector<double> steps = options.steps;
  if (!measured.has_steps()) steps = {1};
  else if (steps.empty() && options.bits.empty()) {
    for (double factor : kDefaultFactors) steps.push_back(factor * measured.usual_step());
  }
  Json points = Json::array();
  const auto add = [&](const Result<RatePoint>& point) -> Status {
    if (!point) return point.error();
    if (points.empty()) print_titles(output, kind, point->model.distortion);
    points.push_back(report_point(output, measured, *point));
    return Done{};
  };
  for (double step : steps) {
    if (Status status = add(measured.at_step(step)); !status) return status.error();
  }
  for (double bits : measured.has_steps() ? options.bits : std::vector<double>()) {
    if (Status status = add(measured.at_bits(bits)); !status) return status.error();
  }
  return points;
}

int run_rate(const RateOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  const Result<Model> model = options.model.load();
  if (!model) return output.fail(model.error());
  const auto data = open_data(model->settings);
  if (!data) return output.fail(data.error());
  auto measured = RateMeasurement::create(*model, **data, options.components, model->settings.compute.threads);
  if (!measured) return output.fail(measured.error());
  const bool asked = !options.steps.empty() || !options.bits.empty();
  if (asked && !(*measured)->has_steps()) {
    return output.fail(Error{"setting-does-not-fit", options.steps.empty() ? "--bits" : "--steps", "",
                             "a model whose codes are values", "one whose codes are entries of a codebook"});
  }
  output.line("On " + describe_data(**data, Split::kHeldOut) + ":");
  auto points = measure_points(output, options, **measured, data_kind_row((*data)->description().kind));
  if (!points) return output.fail(points.error());
  return output.succeed({{"samples", (*measured)->count()},
                         {"values", (*measured)->values()},
                         {"pca_components", (*measured)->components()},
                         {"points", std::move(*points)}});
}

}  // namespace

Command add_rate(CLI::App& program) {
  auto options = std::make_shared<RateOptions>();
  CLI::App* app = program.add_subcommand("rate", "measure bytes against distortion, beside PCA and JPEG");
  options->model.add(*app);
  const auto numbers = [&](const char* name, std::vector<double>& values, const char* help) {
    app->add_option(name, values, help)
        ->delimiter(',')
        ->type_name("X,X,...")
        ->check(CLI::Range(1e-9, 1e9).description(""));
  };
  numbers("--steps", options->steps, "steps as for compress (default 1/4 to 8 times that of compress without --step)");
  numbers("--bits", options->bits, "bits per value of the codes, for each of which a step is chosen");
  app->add_option("--components", options->components, "components of PCA (default as many as a code has values)")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, 65536).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_rate(*options); }};
}

}  // namespace hourglass
