#include "export/onnx_operations.h"

#include <cmath>
#include <optional>

#include "nn/activation.h"
#include "nn/normalisation_kernels.h"

namespace hourglass {
namespace {

using Ints = std::vector<std::int64_t>;

constexpr float kEpsilon = static_cast<float>(kNormalisationEpsilon);

bool is_point(const Shape& shape) { return shape.height * shape.width == 1; }

/// 0 stands for the batch's size.
std::string reshape(OnnxGraph& graph, const std::string& x, const Ints& shape) {
  return graph.add("Reshape", {x, graph.whole_numbers(shape)});
}

std::string transpose(OnnxGraph& graph, const std::string& x, const Ints& axes) {
  return graph.add("Transpose", {x}, {{"perm", axes}});
}

/// x/2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). Opset 20 has an operator of its own; these nodes work in all.
std::string add_gelu(OnnxGraph& graph, const std::string& x) {
  const std::string cube = graph.add("Mul", {graph.add("Mul", {x, x}), x});
  const std::string sum = graph.add("Add", {x, graph.add("Mul", {cube, graph.number(0.044715f)})});
  const std::string bent = graph.add("Tanh", {graph.add("Mul", {sum, graph.number(0.7978845608f)})});
  const std::string half = graph.add("Mul", {x, graph.number(0.5f)});
  return graph.add("Mul", {half, graph.add("Add", {bent, graph.number(1)})});
}

std::string add_activation(OnnxGraph& graph, const std::string& x, Activation activation) {
  switch (activation) {
    case Activation::kLinear: break;
    case Activation::kRelu: return graph.add("Relu", {x});
    case Activation::kLeakyRelu: return graph.add("LeakyRelu", {x}, {{"alpha", static_cast<float>(kLeakySlope)}});
    case Activation::kTanh: return graph.add("Tanh", {x});
    case Activation::kSigmoid: return graph.add("Sigmoid", {x});
    case Activation::kGelu: return add_gelu(graph, x);
    case Activation::kSilu: return graph.add("Mul", {x, graph.add("Sigmoid", {x})});
  }
  return x;
}

/// Adds the nodes of one network's operations.
class Translator {
 public:
  Translator(OnnxGraph& graph, const ExportPlan& plan, const std::string& label)
      : graph_(graph), plan_(plan), label_(label) {}

  OnnxValue translate(const Operation& o, const OnnxValue& x, const OnnxValue& residual) {
    graph_.enter(o.name);
    OnnxValue y = add(o, x, residual);
    y.name = add_activation(graph_, y.name, o.activation);
    return y;
  }

 private:
  std::string tensor(const std::string& name) {
    const Tensor& tensor = plan_.tensor(name);
    return graph_.tensor(name, tensor.shape, tensor.values);
  }
  std::string tensor(const Operation& o, std::string_view part) { return tensor(o.tensor(part)); }

  OnnxValue add(const Operation& o, const OnnxValue& x, const OnnxValue& residual) {
    switch (o.kind) {
      case OperationKind::kDense: return add_dense(o, x);
      case OperationKind::kConvolution: return add_convolution(o, x, "Conv");
      case OperationKind::kTransposedConvolution: return add_convolution(o, x, "ConvTranspose");
      case OperationKind::kBatchNormalisation: return add_batch_normalisation(o, x);
      case OperationKind::kLayerNormalisation: return add_layer_normalisation(o, x);
      case OperationKind::kGroupNormalisation: return add_group_normalisation(o, x);
      case OperationKind::kMaxPooling: return add_pooling(o, x, "MaxPool");
      case OperationKind::kAveragePooling: return add_pooling(o, x, "AveragePool");
      case OperationKind::kUpsampling: return add_upsampling(o, x);
      case OperationKind::kPatches: return add_patches(o, x);
      case OperationKind::kAddPosition: return add_position(o, x);
      case OperationKind::kAttend: return add_attention(o, x);
      case OperationKind::kAddResidual:
        return {graph_.add("Add", {as_places(graph_, x, o.input).name, as_places(graph_, residual, o.input).name}),
                OnnxLayout::kPlaces, o.output};
      case OperationKind::kMeanPlaces: return add_mean(o, x);
      case OperationKind::kAppendLabel: return add_label(o, x);
    }
    return x;
  }

  /// Gemm reads rows; with several places each place is one.
  OnnxValue add_dense(const Operation& o, const OnnxValue& x) {
    const bool places = o.places() > 1;
    std::string rows = places ? reshape(graph_, as_places(graph_, x, o.input).name, {-1, o.input.channels})
                              : as_columns(graph_, x).name;
    rows = graph_.add("Gemm", {rows, tensor(o.weight), tensor(o, "bias")},
                      {{"transB", std::int64_t{o.transposed ? 0 : 1}}});
    if (!places) return {rows, OnnxLayout::kColumns, o.output};
    return {reshape(graph_, rows, {-1, o.places(), o.output.channels}), OnnxLayout::kPlaces, o.output};
  }

  OnnxValue add_convolution(const Operation& o, const OnnxValue& x, std::string_view type) {
    const WindowSide h = o.window.along_height(), w = o.window.along_width();
    std::vector<OnnxAttribute> attributes = {{"kernel_shape", Ints{h.kernel, w.kernel}},
                                             {"strides", Ints{h.stride, w.stride}},
                                             {"pads", Ints{h.padding, w.padding, h.padding, w.padding}}};
    if (o.kind == OperationKind::kTransposedConvolution) {
      attributes.push_back({"output_padding", Ints{o.output_padding.height, o.output_padding.width}});
    }
    const std::string image = as_image(graph_, x, o.input).name;
    return {graph_.add(type, {image, tensor(o.weight), tensor(o, "bias")}, attributes), OnnxLayout::kImage, o.output};
  }

  OnnxValue add_batch_normalisation(const Operation& o, const OnnxValue& x) {
    const OnnxValue from = is_point(o.input) ? as_columns(graph_, x) : as_image(graph_, x, o.input);
    return {graph_.add(
                "BatchNormalization",
                {from.name, tensor(o.weight), tensor(o, "bias"), tensor(o, "running_mean"), tensor(o, "running_var")},
                {{"epsilon", kEpsilon}}),
            from.layout, o.output};
  }

  OnnxValue add_layer_normalisation(const Operation& o, const OnnxValue& x) {
    const OnnxValue from = is_point(o.input) ? as_columns(graph_, x) : as_places(graph_, x, o.input);
    return {graph_.add("LayerNormalization", {from.name, tensor(o.weight), tensor(o, "bias")},
                       {{"axis", std::int64_t{-1}}, {"epsilon", kEpsilon}}),
            from.layout, o.output};
  }

  /// Channels come first, so that a group's values are neighbours: each group is one "instance", scaled afterwards.
  OnnxValue add_group_normalisation(const Operation& o, const OnnxValue& x) {
    const Shape& s = o.input;
    const OnnxValue from = as_image(graph_, x, s);
    const std::vector<float> ones(static_cast<std::size_t>(o.groups), 1), zeros(static_cast<std::size_t>(o.groups), 0);
    std::string y = reshape(graph_, from.name, {0, o.groups, s.features() / o.groups});
    y = graph_.add("InstanceNormalization", {y, graph_.numbers(ones), graph_.numbers(zeros)}, {{"epsilon", kEpsilon}});
    y = reshape(graph_, y, {0, s.channels, s.height, s.width});
    const Ints per_channel{s.channels, 1, 1};
    y = graph_.add("Mul", {y, reshape(graph_, tensor(o.weight), per_channel)});
    return {graph_.add("Add", {y, reshape(graph_, tensor(o, "bias"), per_channel)}), OnnxLayout::kImage, o.output};
  }

  /// Where a side is odd, the last window is smaller: padding at the end, which neither kind counts.
  OnnxValue add_pooling(const Operation& o, const OnnxValue& x, std::string_view type) {
    const Shape& s = o.input;
    const std::int64_t high = s.height > 1 ? 2 : 1, wide = s.width > 1 ? 2 : 1;
    const Ints pads{0, 0, s.height % high, s.width % wide};
    return {graph_.add(type, {as_image(graph_, x, s).name},
                       {{"kernel_shape", Ints{high, wide}}, {"strides", Ints{high, wide}}, {"pads", pads}}),
            OnnxLayout::kImage, o.output};
  }

  OnnxValue add_upsampling(const Operation& o, const OnnxValue& x) {
    const float scales[] = {1, 1, o.output.height > 1 ? 2.0f : 1.0f, o.output.width > 1 ? 2.0f : 1.0f};
    std::string y =
        graph_.add("Resize", {as_image(graph_, x, o.input).name, "", graph_.numbers(scales)},
                   {{"mode", "nearest"}, {"coordinate_transformation_mode", "asymmetric"}, {"nearest_mode", "floor"}});
    const bool odd = o.output.height % 2 != 0 || o.output.width % 2 != 0;
    if (odd) {
      y = graph_.add("Slice", {y, graph_.whole_numbers({0, 0}), graph_.whole_numbers({o.output.height, o.output.width}),
                               graph_.whole_numbers({2, 3})});
    }
    return {y, OnnxLayout::kImage, o.output};
  }

  OnnxValue add_patches(const Operation& o, const OnnxValue& x) {
    const Shape& s = o.input;
    const int high = o.window.along_height().kernel, wide = o.window.along_width().kernel;
    const std::string grid =
        reshape(graph_, as_places(graph_, x, s).name, {0, s.height / high, high, s.width / wide, wide, s.channels});
    const std::string patches = transpose(graph_, grid, {0, 1, 3, 2, 4, 5});
    return {reshape(graph_, patches, {0, o.output.height * o.output.width, o.output.channels}), OnnxLayout::kPlaces,
            o.output};
  }

  OnnxValue add_position(const Operation& o, const OnnxValue& x) {
    return {graph_.add("Add", {as_places(graph_, x, o.input).name, tensor(o.weight)}), OnnxLayout::kPlaces, o.output};
  }

  OnnxValue add_attention(const Operation& o, const OnnxValue& x) {
    const int tokens = o.places(), width = o.output.channels, size = width / o.heads;
    const std::vector<std::string> parts =
        graph_.add("Split", {as_places(graph_, x, o.input).name, graph_.whole_numbers({width, width, width})}, 3,
                   {{"axis", std::int64_t{2}}});
    const auto heads = [&](const std::string& part, const Ints& axes) {
      return transpose(graph_, reshape(graph_, part, {0, tokens, o.heads, size}), axes);
    };
    const std::string q = heads(parts[0], {0, 2, 1, 3}), k = heads(parts[1], {0, 2, 3, 1}),
                      v = heads(parts[2], {0, 2, 1, 3});
    const std::string factor = graph_.number(1 / std::sqrt(static_cast<float>(size)));
    const std::string scores = graph_.add("Mul", {graph_.add("MatMul", {q, k}), factor});
    const std::string shares = graph_.add("Softmax", {scores}, {{"axis", std::int64_t{-1}}});
    const std::string mixed = transpose(graph_, graph_.add("MatMul", {shares, v}), {0, 2, 1, 3});
    return {reshape(graph_, mixed, {0, tokens, width}), OnnxLayout::kPlaces, o.output};
  }

  /// From opset 18 on the axes are an input.
  OnnxValue add_mean(const Operation& o, const OnnxValue& x) {
    const std::string places = as_places(graph_, x, o.input).name;
    const OnnxAttribute keep{"keepdims", std::int64_t{0}};
    const std::string y = graph_.opset() < 18 ? graph_.add("ReduceMean", {places}, {{"axes", Ints{1}}, keep})
                                              : graph_.add("ReduceMean", {places, graph_.whole_numbers({1})}, {keep});
    return {y, OnnxLayout::kColumns, o.output};
  }

  /// One-hot by comparison: OneHot counts negative labels, which are unknown ones, from the end.
  std::string one_hot() {
    Ints classes;
    for (std::int64_t label = 0; label < plan_.architecture.classes; ++label) classes.push_back(label);
    const std::string column = reshape(graph_, label_, {-1, 1});
    return graph_.add("Cast", {graph_.add("Equal", {column, graph_.whole_numbers(classes)})},
                      {{"to", static_cast<std::int64_t>(OnnxType::kFloat)}});
  }

  OnnxValue add_label(const Operation& o, const OnnxValue& x) {
    const OnnxAttribute axis{"axis", std::int64_t{1}};
    if (is_point(o.input)) {
      return {graph_.add("Concat", {as_columns(graph_, x).name, one_hot()}, {axis}), OnnxLayout::kColumns, o.output};
    }
    const std::int64_t classes = plan_.architecture.classes;
    const std::string point = reshape(graph_, one_hot(), {0, classes, 1, 1});
    const std::string everywhere =
        graph_.add("Expand", {point, graph_.whole_numbers({1, classes, o.input.height, o.input.width})});
    return {graph_.add("Concat", {as_image(graph_, x, o.input).name, everywhere}, {axis}), OnnxLayout::kImage,
            o.output};
  }

  OnnxGraph& graph_;
  const ExportPlan& plan_;
  std::string label_;
};

}  // namespace

OnnxValue as_columns(OnnxGraph& graph, const OnnxValue& value) {
  const Shape& s = value.shape;
  if (value.layout == OnnxLayout::kColumns) return value;
  std::string x = value.name;
  const bool moves = value.layout == OnnxLayout::kImage && s.channels > 1 && !is_point(s);
  if (moves) x = transpose(graph, x, {0, 2, 3, 1});
  return {reshape(graph, x, {0, s.features()}), OnnxLayout::kColumns, flat(s.features())};
}

OnnxValue as_image(OnnxGraph& graph, const OnnxValue& value, const Shape& s) {
  if (value.layout == OnnxLayout::kImage && value.shape == s) return value;
  std::string x = value.layout == OnnxLayout::kImage ? as_columns(graph, value).name : value.name;
  if (s.channels > 1 && !is_point(s)) {
    x = transpose(graph, reshape(graph, x, {0, s.height, s.width, s.channels}), {0, 3, 1, 2});
  } else {
    x = reshape(graph, x, {0, s.channels, s.height, s.width});
  }
  return {x, OnnxLayout::kImage, s};
}

OnnxValue as_places(OnnxGraph& graph, const OnnxValue& value, const Shape& s) {
  const int places = s.height * s.width;
  const bool same = value.shape.channels == s.channels && value.shape.height * value.shape.width == places;
  if (value.layout == OnnxLayout::kPlaces && same) return {value.name, OnnxLayout::kPlaces, s};
  std::string x = value.name;
  const bool moves = value.layout == OnnxLayout::kImage && value.shape.channels > 1 && !is_point(value.shape);
  if (moves) x = transpose(graph, x, {0, 2, 3, 1});
  return {reshape(graph, x, {0, places, s.channels}), OnnxLayout::kPlaces, s};
}

OnnxValue add_operations(OnnxGraph& graph, const ExportPlan& plan, const std::vector<Operation>& operations,
                         const OnnxValue& input, const std::string& label) {
  Translator translator(graph, plan, label);
  std::vector<OnnxValue> outputs{input};  // of operation i at i + 1
  for (const Operation& operation : operations) {
    const OnnxValue& residual = outputs[static_cast<std::size_t>(operation.residual + 1)];
    outputs.push_back(translator.translate(operation, outputs.back(), residual));
  }
  return outputs.back();
}

}  // namespace hourglass
