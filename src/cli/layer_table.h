// A model's network as a table: its layers with output shapes, parameters and multiply-adds.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"
#include "core/error.h"
#include "core/shape.h"
#include "session/model.h"

namespace hourglass {

/// One layer. Multiply-adds are those of one sample's forward pass; where training hides patches, of the others alone.
struct LayerLine {
  std::string name;  ///< "encoder.0"
  std::string description;
  Shape output;
  std::size_t parameters = 0;  ///< values of its own tensors; a tied weight is the other layer's
  double multiply_adds = 0;
};

/// The layers of encoder and decoder, between them the bottleneck. Refuses a model whose settings and shape do not fit
/// together.
Result<std::vector<LayerLine>> layer_lines(const Model& model);

/// Prints the table, with the sums in its last line.
void print_layers(const Output& output, const std::vector<LayerLine>& lines);
Json layers_json(const std::vector<LayerLine>& lines);

}  // namespace hourglass
