// Reports an evaluation: as a table for people and as JSON fields for programs.
#pragma once

#include "analysis/evaluation.h"
#include "cli/output.h"

namespace hourglass {

/// Prints the table under a line that names the data.
void print_evaluation(const Output& output, const Evaluation& evaluation, const Dataset& data);
/// Adds evaluation_fields(); codebook_use, if the model has a codebook; and `penalties`, an object that maps the name
/// of each loss term except the reconstruction to its value.
void add_evaluation(Json& object, const Evaluation& evaluation);
/// Describes a split: "2,000 held-out images of digits, 28 x 28".
std::string describe_data(const Dataset& data, Split split);

}  // namespace hourglass
