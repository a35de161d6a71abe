// `hourglass data`: shows what a data set holds: kind, counts, ranges, classes, columns, and the first samples.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>

#include "analysis/data_summary.h"
#include "analysis/samples.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/sample_text.h"
#include "cli/settings_options.h"
#include "core/file.h"
#include "core/find_by.h"
#include "core/number_text.h"
#include "data/readers/read_path.h"
#include "data/sample_set.h"
#include "io/png.h"
#include "io/sample_sheet.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

struct DataOptions {
  SettingsOptions settings;
  std::string data, png, split = "training";
  int first = 4;
  bool json = false;
};

/// A set with the names of the files that were not read.
struct OpenedData {
  std::shared_ptr<const Dataset> set;
  std::vector<std::string> ignored;
};

Result<OpenedData> open_data_of(const DataOptions& options) {
  const Result<Settings> settings = make_settings(options.settings.given(), native_defaults());
  if (!settings) return settings.error();
  const OpenOptions open = open_options(*settings);
  if (find_by(built_in_sets(), &BuiltInSet::name, std::string_view(options.data)) != nullptr) {
    auto set = open_dataset(options.data, open);
    if (!set) return set.error();
    return OpenedData{std::move(*set), {}};
  }
  auto given = read_path(options.data, open);
  if (!given) return given.error();
  std::vector<std::string> ignored = std::move(given->ignored);
  auto set = SampleSet::make(std::move(*given), open.seed, open.scale);
  if (!set) return set.error();
  return OpenedData{std::move(*set), std::move(ignored)};
}

std::string shape_text(const Shape& shape) {
  if (shape.height == 1 && shape.width == 1) return std::to_string(shape.channels) + " features";
  return std::to_string(shape.height) + " x " + std::to_string(shape.width) + " x " + std::to_string(shape.channels);
}

std::string values_text(const ValueSummary& values) {
  if (values.count == 0) return "no values";
  return "from " + rounded_text(values.smallest, 5) + " to " + rounded_text(values.largest, 5) + ", mean " +
         rounded_text(values.mean, 5) + ", deviation " + rounded_text(values.deviation, 5);
}

using PrintRow = std::function<void(std::string_view title, const std::string& value)>;

void print_classes(const PrintRow& row, const DataDescription& description, const DataSummary& summary) {
  constexpr std::size_t kMost = 30;
  std::size_t printed = 0;
  for (const auto& [label, count] : summary.labels) {
    if (label == kNoLabel) continue;
    if (++printed > kMost) continue;
    const std::string name = description.label_names.empty() ? "" : " " + shown(label_text(description, label));
    row(printed == 1 ? "classes" : "", std::to_string(label) + name + ": " + grouped(count));
  }
  if (printed > kMost) row("", "and " + std::to_string(printed - kMost) + " more");
  const auto without = summary.labels.find(kNoLabel);
  if (printed == 0) row("classes", "none");
  else if (without != summary.labels.end()) row("", "without a label: " + grouped(without->second));
}

void print_columns(const PrintRow& row, const DataSummary& summary) {
  constexpr std::size_t kMost = 30;
  for (std::size_t i = 0; i < std::min(summary.columns.size(), kMost); ++i) {
    const ColumnSummary& column = summary.columns[i];
    std::string text = shown(column.name) + ": ";
    text += column.categories > 0 ? std::to_string(column.categories) + " categories" : values_text(column.values);
    if (column.missing > 0) text += ", " + grouped(column.missing) + " missing";
    row(i == 0 ? "columns" : "", text);
  }
  if (summary.columns.size() > kMost) row("", "and " + std::to_string(summary.columns.size() - kMost) + " more");
}

void print_summary(const Output& output, const OpenedData& opened, Split split, const DataSummary& summary) {
  const Dataset& data = *opened.set;
  const DataDescription& description = data.description();
  const PrintRow row = [&](std::string_view title, const std::string& value) {
    output.line("  " + left_aligned(title, 20) + value);
  };
  output.line(shown(data.name()));
  row("kind", std::string(data_kind_row(description.kind).name));
  row("shape", shape_text(data.shape()));
  if (description.sample_rate > 0) row("sample rate", number_text(description.sample_rate) + " values per second");
  if (!description.alphabet.empty()) row("alphabet", std::to_string(description.alphabet.size()) + " symbols");
  row("training", grouped(data.count(Split::kTraining)));
  row("held out", grouped(data.count(Split::kHeldOut)));
  for (const std::string& file : opened.ignored) row(&file == opened.ignored.data() ? "ignored" : "", shown(file));
  output.line(split == Split::kTraining ? "\nTraining samples" : "\nHeld-out samples");
  row("features", values_text(summary.features));
  row("missing values",
      grouped(summary.features.missing) +
          (summary.samples_with_missing > 0 ? " in " + grouped(summary.samples_with_missing) + " samples" : ""));
  row("constant features", grouped(summary.constant_features));
  row("duplicates", grouped(summary.duplicates));
  row("in both splits", grouped(summary.shared));
  print_classes(row, description, summary);
  print_columns(row, summary);
}

void print_first_samples(const Output& output, const Dataset& data, Split split, std::uint32_t count) {
  const Samples samples = read_samples(data, split, count);
  output.line("");
  print_samples(output, {data.description(), data.shape(), samples.values,
                         data.labels().empty() ? std::span<const int>() : samples.labels});
}

/// Writes the first samples of a split as one picture.
Status write_sheet(const std::string& path, const Dataset& data, Split split) {
  constexpr std::uint32_t kMost = 100;
  constexpr int kColumns = 10;
  const Shape shape = data.shape();
  if (data.description().kind == DataKind::kImage && shape.channels != 1 && shape.channels != 3) {
    return Error{"setting-does-not-fit", "--png", "", "images with 1 or 3 channels",
                 std::to_string(shape.channels) + " channels"};
  }
  const Samples samples = read_samples(data, split, kMost);
  const ImageGrid grid = sample_sheet({data.description(), shape, samples.values}, kColumns);
  return write_file_atomically(path, png_file(grid.shape, grid.pixels));
}

Json to_json(const ValueSummary& values) {
  if (values.count == 0) return {{"missing", values.missing}};
  return {{"smallest", values.smallest},
          {"largest", values.largest},
          {"mean", values.mean},
          {"deviation", values.deviation},
          {"missing", values.missing}};
}

Json to_json(const OpenedData& opened, const std::string& split, const DataSummary& summary) {
  const Dataset& data = *opened.set;
  const DataDescription& description = data.description();
  Json object = {{"name", json_text(data.name())},
                 {"kind", data_kind_row(description.kind).name},
                 {"shape", {data.shape().height, data.shape().width, data.shape().channels}},
                 {"training", data.count(Split::kTraining)},
                 {"held_out", data.count(Split::kHeldOut)},
                 {"split", split},
                 {"features", to_json(summary.features)},
                 {"samples_with_missing", summary.samples_with_missing},
                 {"constant_features", summary.constant_features},
                 {"duplicates", summary.duplicates},
                 {"in_both_splits", summary.shared},
                 {"classes", Json::array()},
                 {"columns", Json::array()},
                 {"ignored", Json::array()}};
  if (description.sample_rate > 0) object["sample_rate"] = description.sample_rate;
  for (const std::string& symbol : description.alphabet) object["alphabet"].push_back(json_text(symbol));
  for (const auto& [label, count] : summary.labels) {
    if (label == kNoLabel) object["without_label"] = count;
    else
      object["classes"].push_back(
          {{"label", label}, {"name", json_text(label_text(description, label))}, {"count", count}});
  }
  for (const ColumnSummary& column : summary.columns) {
    Json row = {{"name", json_text(column.name)}, {"missing", column.missing}};
    if (column.categories > 0) row["categories"] = column.categories;
    else row["values"] = to_json(column.values);
    object["columns"].push_back(std::move(row));
  }
  for (const std::string& file : opened.ignored) object["ignored"].push_back(json_text(file));
  return object;
}

int run_data(const DataOptions& options) {
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!options.png.empty()) {
    if (const Status writable = check_writable(options.png); !writable) return output.fail(writable.error());
  }
  const auto opened = open_data_of(options);
  if (!opened) return output.fail(opened.error());
  const Split split = options.split == "training" ? Split::kTraining : Split::kHeldOut;
  const DataSummary summary = summarise(*opened->set, split);
  print_summary(output, *opened, split, summary);
  if (options.first > 0) print_first_samples(output, *opened->set, split, static_cast<std::uint32_t>(options.first));
  if (!options.png.empty()) {
    if (const Status written = write_sheet(options.png, *opened->set, split); !written) {
      return output.fail(written.error());
    }
  }
  return output.succeed(to_json(*opened, options.split, summary));
}

}  // namespace

Command add_data(CLI::App& program) {
  auto options = std::make_shared<DataOptions>();
  CLI::App* app = program.add_subcommand("data", "show what a data set holds");
  app->add_option("DATA", options->data, "a file, a folder, or a built-in set")->required()->type_name("");
  app->add_option("--split", options->split, "the split to describe: training or held-out; default training")
      ->type_name("NAME")
      ->check(CLI::IsMember({"training", "held-out"}).description(""));
  app->add_option("--first", options->first, "samples to draw (0 to 100); default 4")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 100).description(""));
  app->add_option("--png", options->png, "write the first 100 samples as one picture")->type_name("FILE");
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  options->settings.add(*app, {},
                        {"seed", "samples", "held_out_samples", "scale", "image_size", "window", "hop", "label_column",
                         "categorical", "numeric"});
  return {app, [options] { return run_data(*options); }};
}

}  // namespace hourglass
