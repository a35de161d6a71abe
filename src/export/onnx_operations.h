// Writes the operations of a plan as nodes of an ONNX graph.
#pragma once

#include <string>

#include "export/export_plan.h"
#include "export/onnx_graph.h"

namespace hourglass {

/// How a batch of samples lies in a tensor.
enum class OnnxLayout {
  kColumns,  ///< N x features, in the engine's order: the channels of a place beside each other
  kImage,    ///< N x channels x height x width
  kPlaces,   ///< N x places x channels
};

/// A value of the graph: a batch of samples of this shape.
struct OnnxValue {
  std::string name;
  OnnxLayout layout;
  Shape shape;
};

/// The same samples, read as of shape `shape`, in another layout. Adds nodes only where something has to move.
OnnxValue as_columns(OnnxGraph& graph, const OnnxValue& value);
OnnxValue as_image(OnnxGraph& graph, const OnnxValue& value, const Shape& shape);
OnnxValue as_places(OnnxGraph& graph, const OnnxValue& value, const Shape& shape);

/// Runs the operations of one network on `input`. `label` is the name of the value with the labels (int64, N), or empty
/// where the plan is not conditional.
OnnxValue add_operations(OnnxGraph& graph, const ExportPlan& plan, const std::vector<Operation>& operations,
                         const OnnxValue& input, const std::string& label);

}  // namespace hourglass
