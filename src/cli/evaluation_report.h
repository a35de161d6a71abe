// Reports an evaluation: as a table for people and as JSON fields for programs.
#pragma once

#include <string>

#include "analysis/evaluation.h"
#include "analysis/sample_figures.h"
#include "cli/output.h"

namespace hourglass {

/// An evaluation with the figures that only some kinds of data have.
struct FullEvaluation {
  Evaluation terms;
  SampleFigures samples;
  LossParts parts;              ///< of the reconstructions from the codes' means
  bool has_categories = false;  ///< whether the network compares some features as categories
  bool is_in_nats = false;      ///< whether the whole loss is a cross-entropy, so that an ELBO has a meaning
  DataKind kind = DataKind::kImage;
};

/// Evaluates a model on the held-out split. Refused where the shapes differ.
Result<FullEvaluation> evaluate_held_out(const Model& model, const Dataset& data);

/// Prints the table under a line that names the data.
void print_evaluation(const Output& output, const FullEvaluation& evaluation, const Dataset& data);
/// Adds the fields. Images: evaluation_fields(). Other kinds: those of the fields that apply, with figure_name's names,
/// and `number_loss_per_sample`, `category_loss_per_sample`, `signal_to_noise_db`, `symbols_right`, `places_right`,
/// `texts_right`, `rows_right`, and for each column or channel a row of `numbers` or `categories`. All kinds:
/// codebook_use, if the model has a codebook; and `penalties`, an object that maps the name of each loss term except
/// the reconstruction to its value.
void add_evaluation(Json& object, const FullEvaluation& evaluation);

/// A field's name for a kind of data: images keep "mse_per_pixel" and "loss_per_image", all other kinds have
/// "mse_per_feature" and "loss_per_sample".
std::string figure_name(std::string_view name, DataKind kind);

/// Describes a split: "2,000 held-out images of digits, 28 x 28"; "2,000 training rows of transactions, 8 columns".
std::string describe_data(const Dataset& data, Split split);

}  // namespace hourglass
