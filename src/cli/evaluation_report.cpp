#include "cli/evaluation_report.h"

#include <algorithm>
#include <string>
#include <vector>

namespace hourglass {

std::string describe_data(const Dataset& data, Split split) {
  const Shape shape = data.shape();
  std::string text = grouped(data.count(split)) + (split == Split::kHeldOut ? " held-out" : " training") +
                     " images of " + data.name() + ", " + std::to_string(shape.height) + " x " +
                     std::to_string(shape.width);
  if (shape.channels > 1) text += " x " + std::to_string(shape.channels);
  return text;
}

void print_evaluation(const Output& output, const Evaluation& e, const Dataset& data) {
  struct Row {
    std::string title;
    double value;
    int digits;
    const char* unit;
  };
  std::vector<Row> rows = {
      {"mean squared error", e.mse_per_pixel, 5, "per pixel"},
      {"squared error", e.squared_error_per_image, 3, "per image"},
      {"cross-entropy", e.bce_per_image, 2, "nats per image"},
  };
  if (e.kl_per_image) rows.push_back({"KL divergence", *e.kl_per_image, 2, "nats per image"});
  if (e.elbo_per_image) rows.push_back({"ELBO", *e.elbo_per_image, 2, "nats per image"});
  rows.push_back({"PSNR", e.psnr_db, 2, "dB"});
  rows.push_back({"SSIM", e.ssim, 4, ""});
  // The table already holds squared error and cross-entropy.
  if (e.loss == ReconstructionLoss::kHuber) {
    rows.push_back({"Huber loss", e.loss_per_pixel, 5, "per pixel"});
    rows.push_back({"Huber loss", e.loss_per_image, 3, "per image"});
  }
  // The table already holds the KL divergence.
  for (const NamedTerm& term : e.penalties) {
    if (term.name != "kl") rows.push_back({"penalty " + std::string(term.name), term.value, 4, "unweighted"});
  }
  if (e.codebook_use) rows.push_back({"codebook use", 100 * *e.codebook_use, 1, "% of the entries"});
  std::size_t width = 18;
  for (const Row& row : rows) width = std::max(width, row.title.size() + 1);
  output.line("On " + describe_data(data, Split::kHeldOut) + ":");
  for (const Row& row : rows) {
    std::string number = fixed(row.value, row.digits);
    // Aligns the decimal points.
    number = right_aligned(number, 12 - static_cast<std::size_t>(5 - row.digits));
    std::string line = "  " + left_aligned(row.title, width) + left_aligned(number, 14) + row.unit;
    line.erase(line.find_last_not_of(' ') + 1);
    output.line(line);
  }
}

void add_evaluation(Json& object, const Evaluation& e) {
  for (const EvaluationField& field : evaluation_fields()) {
    if (const std::optional<double> value = field.value(e)) object[std::string(field.name)] = *value;
  }
  if (e.codebook_use) object["codebook_use"] = *e.codebook_use;
  Json penalties = Json::object();
  for (const NamedTerm& term : e.penalties) penalties[std::string(term.name)] = term.value;
  object["penalties"] = penalties;
}

}  // namespace hourglass
