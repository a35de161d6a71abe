// The figures of an evaluation, as a table for people and as fields for programs.
#pragma once

#include "analysis/evaluation.h"
#include "cli/output.h"

namespace hourglass {

/// The table, headed by what it was measured on.
void print_evaluation(const Output& output, const Evaluation& evaluation, const Dataset& data);
/// Adds evaluation_fields(), codebook_use where there is one, and penalties: each term of the loss beside the
/// reconstruction by its name.
void add_evaluation(Json& object, const Evaluation& evaluation);
/// "2,000 held-out images of digits, 28 x 28".
std::string describe_data(const Dataset& data, Split split);

}  // namespace hourglass
