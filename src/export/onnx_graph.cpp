#include "export/onnx_graph.h"

#include <algorithm>

#include "core/number_text.h"
#include "io/model_file.h"
#include "io/quantised_rows.h"

namespace hourglass {
namespace {

/// The version of the format: the one of 2021, which every runtime for these operators reads.
constexpr std::int64_t kIrVersion = 8;

// Numbers of fields, as in onnx.proto3.
enum ModelField {
  kModelIr = 1,
  kModelProducer = 2,
  kModelProducerVersion = 3,
  kModelText = 6,
  kModelGraph = 7,
  kModelOpset = 8,
  kModelMetadata = 14
};
enum GraphField { kGraphNode = 1, kGraphName = 2, kGraphInitialiser = 5, kGraphInput = 11, kGraphOutput = 12 };
enum NodeField { kNodeInput = 1, kNodeOutput = 2, kNodeName = 3, kNodeType = 4, kNodeAttribute = 5 };
enum AttributeField {
  kAttributeName = 1,
  kAttributeFloat = 2,
  kAttributeInt = 3,
  kAttributeText = 4,
  kAttributeInts = 8,
  kAttributeType = 20
};
enum AttributeType { kTypeFloat = 1, kTypeInt = 2, kTypeText = 3, kTypeInts = 7 };
enum TensorField { kTensorShape = 1, kTensorType = 2, kTensorWhole = 7, kTensorName = 8, kTensorRaw = 9 };
enum ValueField { kValueName = 1, kValueType = 2 };
enum TypeField { kTypeTensor = 1, kTensorTypeElement = 1, kTensorTypeShape = 2 };
enum ShapeField { kShapeAxis = 1, kAxisLength = 1, kAxisName = 2 };
enum OpsetField { kOpsetVersion = 2 };
enum EntryField { kEntryKey = 1, kEntryValue = 2 };

ProtobufMessage attribute_message(const OnnxAttribute& attribute) {
  ProtobufMessage message;
  message.add_text(kAttributeName, attribute.name);
  if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) {
    message.add_number(kAttributeInt, *number);
    message.add_number(kAttributeType, kTypeInt);
  } else if (const auto* fraction = std::get_if<float>(&attribute.value)) {
    message.add_float(kAttributeFloat, *fraction);
    message.add_number(kAttributeType, kTypeFloat);
  } else if (const auto* text = std::get_if<std::string_view>(&attribute.value)) {
    message.add_text(kAttributeText, *text);
    message.add_number(kAttributeType, kTypeText);
  } else {
    for (const std::int64_t value : std::get<std::vector<std::int64_t>>(attribute.value)) {
      message.add_number(kAttributeInts, value);
    }
    message.add_number(kAttributeType, kTypeInts);
  }
  return message;
}

ProtobufMessage value_message(std::string_view name, OnnxType type, const std::vector<int>& axes) {
  ProtobufMessage shape, batch, tensor, kind, value;
  batch.add_text(kAxisName, "N");
  shape.add_message(kShapeAxis, batch);
  for (const int length : axes) {
    ProtobufMessage axis;
    axis.add_number(kAxisLength, length);
    shape.add_message(kShapeAxis, axis);
  }
  tensor.add_number(kTensorTypeElement, static_cast<int>(type));
  tensor.add_message(kTensorTypeShape, shape);
  kind.add_message(kTypeTensor, tensor);
  value.add_text(kValueName, name);
  value.add_message(kValueType, kind);
  return value;
}

ProtobufMessage entry_message(std::string_view key, std::string_view value) {
  ProtobufMessage entry;
  entry.add_text(kEntryKey, key);
  entry.add_text(kEntryValue, value);
  return entry;
}

}  // namespace

std::string OnnxGraph::unique(std::string_view type) {
  return scope_ + "/" + std::string(type) + "_" + std::to_string(nodes_++);
}

std::vector<std::string> OnnxGraph::add(std::string_view type, const std::vector<std::string>& inputs, int outputs,
                                        const std::vector<OnnxAttribute>& attributes) {
  ProtobufMessage node;
  for (const std::string& input : inputs) node.add_text(kNodeInput, input);
  const std::string name = unique(type);
  std::vector<std::string> names;
  for (int i = 0; i < outputs; ++i) {
    names.push_back(outputs == 1 ? name : name + "." + std::to_string(i));
    node.add_text(kNodeOutput, names.back());
  }
  node.add_text(kNodeName, name);
  node.add_text(kNodeType, type);
  for (const OnnxAttribute& attribute : attributes) node.add_message(kNodeAttribute, attribute_message(attribute));
  node_fields_.add_message(kGraphNode, node);
  return names;
}

std::string OnnxGraph::add(std::string_view type, const std::vector<std::string>& inputs,
                           const std::vector<OnnxAttribute>& attributes) {
  return add(type, inputs, 1, attributes).front();
}

std::string OnnxGraph::add_constant(const std::string& name, OnnxType type, const std::vector<std::int64_t>& shape,
                                    std::span<const float> floats, std::span<const std::int64_t> whole) {
  if (std::find(constants_.begin(), constants_.end(), name) != constants_.end()) return name;
  ProtobufMessage tensor;
  for (const std::int64_t length : shape) tensor.add_number(kTensorShape, length);
  tensor.add_number(kTensorType, static_cast<int>(type));
  if (type == OnnxType::kInt64) tensor.add_packed(kTensorWhole, whole);
  tensor.add_text(kTensorName, name);
  if (type == OnnxType::kFloat) tensor.add_raw(kTensorRaw, floats);
  initialiser_fields_.add_message(kGraphInitialiser, tensor);
  constants_.push_back(name);
  return name;
}

void OnnxGraph::add_small_constant(const std::string& name, OnnxType type, std::span<const std::uint64_t> shape,
                                   std::span<const float> values) {
  std::vector<std::byte> bytes;
  for (const float value : values) {
    const std::uint16_t bits =
        type == OnnxType::kInt8 ? static_cast<std::uint8_t>(static_cast<std::int8_t>(value)) : to_f16(value);
    bytes.push_back(static_cast<std::byte>(bits));
    if (type == OnnxType::kFloat16) bytes.push_back(static_cast<std::byte>(bits >> 8));
  }
  ProtobufMessage tensor;
  for (const std::uint64_t length : shape) tensor.add_number(kTensorShape, static_cast<std::int64_t>(length));
  tensor.add_number(kTensorType, static_cast<int>(type));
  tensor.add_text(kTensorName, name);
  tensor.add_bytes(kTensorRaw, bytes);
  initialiser_fields_.add_message(kGraphInitialiser, tensor);
}

std::string OnnxGraph::tensor(std::string_view name, std::span<const std::uint64_t> shape,
                              std::span<const float> values) {
  const std::string own(name);
  if (weights_ == WeightType::kF32 || !is_stored_smaller(shape.size()))
    return add_constant(own, OnnxType::kFloat, {shape.begin(), shape.end()}, values, {});
  for (const auto& [known, as_float] : floats_) {
    if (known == own) return as_float;
  }
  if (weights_ == WeightType::kF16) {
    add_small_constant(own, OnnxType::kFloat16, shape, values);
    floats_.emplace_back(own, add("Cast", {own}, {{"to", static_cast<std::int64_t>(OnnxType::kFloat)}}));
    return floats_.back().second;
  }
  const QuantisedRows rows = quantise_rows(values, static_cast<std::size_t>(shape[0]));
  add_small_constant(own, OnnxType::kInt8, shape, rows.wholes);
  const std::string scales =
      add_constant(scale_name(own), OnnxType::kFloat, {static_cast<std::int64_t>(shape[0])}, rows.scales, {});
  floats_.emplace_back(own, add("DequantizeLinear", {own, scales}, {{"axis", std::int64_t{0}}}));
  return floats_.back().second;
}

std::string OnnxGraph::number(float value) {
  return add_constant("number " + rounded_text(value, 9), OnnxType::kFloat, {}, {&value, 1}, {});
}

std::string OnnxGraph::numbers(std::span<const float> values) {
  std::string name = "numbers";
  for (const float value : values) name += " " + rounded_text(value, 9);
  return add_constant(name, OnnxType::kFloat, {static_cast<std::int64_t>(values.size())}, values, {});
}

std::string OnnxGraph::whole_numbers(const std::vector<std::int64_t>& values) {
  std::string name = "whole numbers";
  for (const std::int64_t value : values) name += " " + std::to_string(value);
  return add_constant(name, OnnxType::kInt64, {static_cast<std::int64_t>(values.size())}, {}, values);
}

void OnnxGraph::add_input(std::string_view name, OnnxType type, const std::vector<int>& axes) {
  input_fields_.add_message(kGraphInput, value_message(name, type, axes));
}

void OnnxGraph::add_output(std::string_view name, const std::string& from, OnnxType type,
                           const std::vector<int>& axes) {
  ProtobufMessage node;
  node.add_text(kNodeInput, from);
  node.add_text(kNodeOutput, name);
  node.add_text(kNodeName, "output/" + std::string(name));
  node.add_text(kNodeType, "Identity");
  node_fields_.add_message(kGraphNode, node);
  output_fields_.add_message(kGraphOutput, value_message(name, type, axes));
}

void OnnxGraph::add_metadata(std::string_view key, std::string_view value) {
  metadata_fields_.add_message(kModelMetadata, entry_message(key, value));
}

Result<std::vector<std::byte>> OnnxGraph::finish(std::string_view name) const {
  ProtobufMessage graph, opset, model;
  graph.append(node_fields_);
  graph.add_text(kGraphName, name);
  graph.append(initialiser_fields_);
  graph.append(input_fields_);
  graph.append(output_fields_);
  opset.add_number(kOpsetVersion, opset_);
  model.add_number(kModelIr, kIrVersion);
  model.add_text(kModelProducer, "Hourglass");
  model.add_text(kModelProducerVersion, HG_VERSION);
  model.add_text(kModelText, description_);
  model.add_message(kModelGraph, graph);
  model.add_message(kModelOpset, opset);
  model.append(metadata_fields_);
  if (model.is_complete()) return model.bytes();
  return Error{"out-of-memory", "ONNX", "", "a model of at most 2 GiB", "a larger one"};
}

}  // namespace hourglass
