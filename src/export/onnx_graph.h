// Builds an ONNX model node by node, and writes it as Protocol Buffers.
// Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3; operators: https://onnx.ai/onnx/operators
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.h"
#include "export/protobuf.h"
#include "io/weight_type.h"

namespace hourglass {

/// A named constant of a node. Numbers with a fraction are float.
struct OnnxAttribute {
  std::string_view name;
  std::variant<std::int64_t, float, std::string_view, std::vector<std::int64_t>> value;
};

/// The types of elements that Hourglass's models have.
enum class OnnxType { kFloat = 1, kInt8 = 3, kInt64 = 7, kFloat16 = 10 };

/// The versions of the operators that may be written.
inline constexpr int kLeastOpset = 17, kMostOpset = 20;

/// A graph whose values are known by their names. Nodes must be added after those whose outputs they read. The names of
/// nodes and values begin with the scope, so that viewers show to which layer they belong.
class OnnxGraph {
 public:
  /// `opset`: from kLeastOpset to kMostOpset. `weights`: what the model's tensors are stored as.
  explicit OnnxGraph(int opset, WeightType weights = WeightType::kF32) : opset_(opset), weights_(weights) {}

  int opset() const { return opset_; }
  void enter(std::string scope) { scope_ = std::move(scope); }

  /// Adds a node with one output and returns the output's name.
  std::string add(std::string_view type, const std::vector<std::string>& inputs,
                  const std::vector<OnnxAttribute>& attributes = {});
  /// The same with several outputs.
  std::vector<std::string> add(std::string_view type, const std::vector<std::string>& inputs, int outputs,
                               const std::vector<OnnxAttribute>& attributes = {});

  /// A tensor of the model, which has this name in the file; the name of its values as float. The first call adds the
  /// values; later ones of the same name return it.
  std::string tensor(std::string_view name, std::span<const std::uint64_t> shape, std::span<const float> values);
  /// A constant; equal ones are one.
  std::string number(float value);
  std::string numbers(std::span<const float> values);
  std::string whole_numbers(const std::vector<std::int64_t>& values);

  /// `axes` follow the batch's, N, which is known only when the model runs.
  void add_input(std::string_view name, OnnxType type, const std::vector<int>& axes);
  /// Gives the value `from` the name `name`.
  void add_output(std::string_view name, const std::string& from, OnnxType type, const std::vector<int>& axes);
  void add_metadata(std::string_view key, std::string_view value);
  void describe(std::string text) { description_ = std::move(text); }

  /// The file's bytes. Refuses (out-of-memory) a model above 2 GiB. `name` is that of the graph.
  Result<std::vector<std::byte>> finish(std::string_view name) const;

 private:
  std::string unique(std::string_view type);
  std::string add_constant(const std::string& name, OnnxType type, const std::vector<std::int64_t>& shape,
                           std::span<const float> floats, std::span<const std::int64_t> whole);
  /// The same, of a type that is smaller than float: values are the nearest of the type.
  void add_small_constant(const std::string& name, OnnxType type, std::span<const std::uint64_t> shape,
                          std::span<const float> values);

  int opset_;
  WeightType weights_;
  std::string scope_ = "graph", description_;
  int nodes_ = 0;
  std::vector<std::string> constants_;  ///< names of the initialisers so far
  /// Of smaller tensors: the name, and that of the values as float.
  std::vector<std::pair<std::string, std::string>> floats_;
  ProtobufMessage node_fields_, initialiser_fields_, input_fields_, output_fields_, metadata_fields_;
};

}  // namespace hourglass
