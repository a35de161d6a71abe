#include "cli/evaluation_report.h"

#include <algorithm>
#include <vector>

#include "analysis/sample_inference.h"
#include "cli/sample_text.h"
#include "core/number_text.h"

namespace hourglass {
namespace {

/// One line of the table; an empty unit is left out.
struct Row {
  std::string title;
  double value;
  int digits;
  std::string unit;
};

void print_rows(const Output& output, const std::vector<Row>& rows) {
  std::size_t width = 18;
  for (const Row& row : rows) width = std::max(width, row.title.size() + 1);
  for (const Row& row : rows) {
    std::string number = fixed(row.value, row.digits);
    // Aligns the decimal points.
    number = right_aligned(number, 12 - static_cast<std::size_t>(5 - row.digits));
    std::string line = "  " + left_aligned(row.title, width) + left_aligned(number, 14) + row.unit;
    line.erase(line.find_last_not_of(' ') + 1);
    output.line(line);
  }
}

std::vector<Row> image_rows(const Evaluation& e) {
  std::vector<Row> rows = {
      {"mean squared error", e.mse_per_pixel, 5, "per pixel"},
      {"squared error", e.squared_error_per_image, 3, "per image"},
      {"cross-entropy", e.bce_per_image, 2, "nats per image"},
  };
  if (e.kl_per_image) rows.push_back({"KL divergence", *e.kl_per_image, 2, "nats per image"});
  if (e.elbo_per_image) rows.push_back({"ELBO", *e.elbo_per_image, 2, "nats per image"});
  if (e.psnr_db) rows.push_back({"PSNR", *e.psnr_db, 2, "dB"});
  if (e.ssim) rows.push_back({"SSIM", *e.ssim, 4, ""});
  // The table already holds squared error and cross-entropy.
  if (e.loss == ReconstructionLoss::kHuber) {
    rows.push_back({"Huber loss", e.loss_per_pixel, 5, "per pixel"});
    rows.push_back({"Huber loss", e.loss_per_image, 3, "per image"});
  }
  return rows;
}

/// What a loss of numbers is called, with its unit per sample.
struct LossWords {
  std::string_view title, unit;
};
LossWords words_of(ReconstructionLoss loss) {
  switch (loss) {
    case ReconstructionLoss::kMse: return {"squared error", ""};
    case ReconstructionLoss::kBce: return {"cross-entropy", "nats "};
    case ReconstructionLoss::kHuber: return {"Huber loss", ""};
  }
  return {};
}

/// The evidence lower bound of a model whose whole loss is in nats.
std::optional<double> elbo_of(const FullEvaluation& e) {
  if (!e.is_in_nats || !e.terms.kl_per_image) return std::nullopt;
  return -(e.terms.loss_per_image + *e.terms.kl_per_image);
}

/// Whether some features are compared as numbers.
bool has_numbers(const FullEvaluation& e) { return !e.has_categories || !e.samples.numbers.empty(); }

std::vector<Row> loss_rows(const FullEvaluation& e) {
  const std::string per = "per " + std::string(data_kind_row(e.kind).sample), nats = "nats " + per;
  const LossWords words = words_of(e.terms.loss);
  const std::string unit = std::string(words.unit) + per;
  std::vector<Row> rows;
  if (e.kind == DataKind::kSignal)
    rows.push_back({"mean squared error", e.terms.mse_per_pixel, 5, "per value, scaled"});
  if (!e.has_categories) rows.push_back({std::string(words.title), e.terms.loss_per_image, 3, unit + ", scaled"});
  // With a posterior the parts do not add up to the loss, which is that of drawn codes.
  const bool is_drawn = e.has_categories && e.terms.kl_per_image;
  if (is_drawn) rows.push_back({"reconstruction", e.terms.loss_per_image, 3, per + ", of drawn codes"});
  if (e.has_categories && has_numbers(e)) {
    rows.push_back({std::string(words.title) + ", numbers", e.parts.numbers, 3, unit + ", scaled"});
  }
  if (e.has_categories) {
    const bool is_text = e.kind == DataKind::kText;
    rows.push_back({is_text ? "cross-entropy, symbols" : "cross-entropy, categories", e.parts.categories, 3, nats});
  }
  if (e.terms.kl_per_image) rows.push_back({"KL divergence", *e.terms.kl_per_image, 2, nats});
  if (const auto elbo = elbo_of(e)) rows.push_back({"ELBO", *elbo, 2, nats});
  if (e.samples.signal_to_noise_db) rows.push_back({"signal to noise", *e.samples.signal_to_noise_db, 2, "dB"});
  return rows;
}

std::string percent(double share) { return fixed(100 * share, 2) + " %"; }

void print_numbers(const Output& output, const FullEvaluation& e) {
  if (e.samples.numbers.empty()) return;
  output.line("  " + left_aligned(e.kind == DataKind::kSignal ? "channel" : "number", 18) +
              right_aligned("error (RMS)", 12) + right_aligned("(absolute)", 12) + right_aligned("deviation", 12) +
              "   unit");
  for (const NumberFigures& n : e.samples.numbers) {
    const auto cell = [](double value) { return right_aligned(rounded_text(value, 4), 12); };
    std::string line = "  " + left_aligned(shown(n.name), 18) + cell(n.root_mean_square_error) +
                       cell(n.mean_absolute_error) + cell(n.deviation) + "   " + shown(n.unit);
    line.erase(line.find_last_not_of(' ') + 1);
    output.line(line);
  }
}

void print_share(const Output& output, const std::string& title, double right, std::optional<double> most_frequent) {
  output.line("  " + left_aligned(title, 18) + right_aligned(percent(right), 12) +
              (most_frequent ? right_aligned(percent(*most_frequent), 18) : ""));
}

void print_categories(const Output& output, const SampleFigures& figures) {
  if (figures.categories.empty() && !figures.symbols) return;
  output.line("  " + left_aligned(figures.symbols ? "symbols" : "category", 18) + right_aligned("right", 12) +
              right_aligned("most frequent", 18));
  for (const CategoryFigures& c : figures.categories) print_share(output, shown(c.name), c.right, c.most_frequent);
  if (figures.symbols) print_share(output, "of the texts", figures.symbols->right, figures.symbols->most_frequent);
  if (figures.places) print_share(output, "with empty places", figures.places->right, figures.places->most_frequent);
  if (figures.wholly_right)
    print_share(output, figures.symbols ? "whole texts" : "whole rows", *figures.wholly_right, {});
}

/// The fields of evaluation_fields() that a kind other than images has.
bool applies(std::string_view field, const FullEvaluation& e) {
  if (field == "mse_per_pixel" || field == "squared_error_per_image") return e.kind == DataKind::kSignal;
  return field == "loss_per_image" || field == "loss_per_pixel" || field == "kl_per_image";
}

void add_samples(Json& object, const FullEvaluation& e) {
  const SampleFigures& s = e.samples;
  if (const auto elbo = elbo_of(e)) object["elbo_per_sample"] = *elbo;
  if (has_numbers(e)) object["number_loss_per_sample"] = e.parts.numbers;
  if (e.has_categories) object["category_loss_per_sample"] = e.parts.categories;
  if (s.signal_to_noise_db) object["signal_to_noise_db"] = *s.signal_to_noise_db;
  if (s.symbols) {
    object["symbols_right"] = s.symbols->right;
    object["symbols_most_frequent"] = s.symbols->most_frequent;
    object["places_right"] = s.places->right;
    object["places_most_frequent"] = s.places->most_frequent;
  }
  if (s.wholly_right) object[s.symbols ? "texts_right" : "rows_right"] = *s.wholly_right;
  for (const NumberFigures& n : s.numbers) {
    object["numbers"].push_back({{"name", json_text(n.name)},
                                 {"unit", json_text(n.unit)},
                                 {"root_mean_square_error", n.root_mean_square_error},
                                 {"mean_absolute_error", n.mean_absolute_error},
                                 {"deviation", n.deviation}});
  }
  for (const CategoryFigures& c : s.categories) {
    object["categories"].push_back(
        {{"name", json_text(c.name)}, {"right", c.right}, {"most_frequent", c.most_frequent}});
  }
}

/// The shape of a set's samples: "28 x 28 x 3", "128 values", "8 columns", "12 places of 27 symbols".
std::string shape_text(const Dataset& data) {
  const Shape shape = data.shape();
  const auto channels = [&](std::string_view times) {
    return shape.channels > 1 ? std::string(times) + std::to_string(shape.channels) : "";
  };
  const auto counted = [](std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
  };
  switch (data.description().kind) {
    case DataKind::kImage: return std::to_string(shape.height) + " x " + std::to_string(shape.width) + channels(" x ");
    case DataKind::kSignal:
      return std::to_string(shape.width) + " values" + (shape.channels > 1 ? channels(" on ") + " channels" : "");
    case DataKind::kTable: return counted(data.description().columns.size(), "column");
    case DataKind::kText: return std::to_string(shape.width) + " places" + channels(" of ") + " symbols";
  }
  return "";
}

}  // namespace

Result<FullEvaluation> evaluate_held_out(const Model& model, const Dataset& data) {
  const int threads = model.settings.compute.threads;
  auto terms = evaluate(model, data, Split::kHeldOut, threads);
  if (!terms) return terms.error();
  FullEvaluation full{.terms = std::move(*terms), .kind = data.description().kind};
  if (full.kind == DataKind::kImage) return full;
  auto runner = ModelRunner::create(model, {.threads = threads});
  if (!runner) return runner.error();
  const Architecture& a = (*runner)->network().architecture();
  const Samples original = read_samples(data, Split::kHeldOut), given = reconstruct(**runner, original);
  full.samples = sample_figures(data.description(), data.shape(), original, given);
  full.parts = loss_parts(a.loss, a.huber_delta, a.groups, original, given);
  full.has_categories = !a.groups.empty();
  int in_groups = 0;
  for (const CategoryGroup& group : a.groups) in_groups += group.count;
  full.is_in_nats = a.loss == ReconstructionLoss::kBce || in_groups == original.features;
  return full;
}

void print_evaluation(const Output& output, const FullEvaluation& e, const Dataset& data) {
  std::vector<Row> rows = e.kind == DataKind::kImage ? image_rows(e.terms) : loss_rows(e);
  // The table already holds the KL divergence.
  for (const NamedTerm& term : e.terms.penalties) {
    if (term.name != "kl") rows.push_back({"penalty " + std::string(term.name), term.value, 4, "unweighted"});
  }
  if (e.terms.codebook_use) rows.push_back({"codebook use", 100 * *e.terms.codebook_use, 1, "% of the entries"});
  output.line("On " + describe_data(data, Split::kHeldOut) + ":");
  print_rows(output, rows);
  print_numbers(output, e);
  print_categories(output, e.samples);
}

void add_evaluation(Json& object, const FullEvaluation& e) {
  for (const EvaluationField& field : evaluation_fields()) {
    if (e.kind != DataKind::kImage && !applies(field.name, e)) continue;
    if (const std::optional<double> value = field.value(e.terms)) object[figure_name(field.name, e.kind)] = *value;
  }
  if (e.kind != DataKind::kImage) add_samples(object, e);
  if (e.terms.codebook_use) object["codebook_use"] = *e.terms.codebook_use;
  Json penalties = Json::object();
  for (const NamedTerm& term : e.terms.penalties) penalties[std::string(term.name)] = term.value;
  object["penalties"] = penalties;
}

std::string figure_name(std::string_view name, DataKind kind) {
  std::string text(name);
  if (kind == DataKind::kImage) return text;
  for (const auto& [images, others] :
       {std::pair("_per_image", "_per_sample"), std::pair("_per_pixel", "_per_feature")}) {
    if (text.ends_with(images)) text.replace(text.size() - std::string_view(images).size(), std::string::npos, others);
  }
  return text;
}

std::string describe_data(const Dataset& data, Split split) {
  return grouped(data.count(split)) + (split == Split::kHeldOut ? " held-out " : " training ") +
         std::string(data_kind_row(data.description().kind).samples) + " of " + data.name() + ", " + shape_text(data);
}

}  // namespace hourglass
