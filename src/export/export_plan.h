// A model as a list of plain operations, from which every format is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "autoencoder/architecture.h"
#include "core/error.h"
#include "data/description.h"
#include "io/safetensors.h"
#include "nn/layer_spec.h"
#include "session/model.h"

namespace hourglass {

/// What layers consist of: a transformer's block is several, dropout is none.
enum class OperationKind {
  kDense,                  ///< W x + b at every place
  kConvolution,            ///< W * x + b
  kTransposedConvolution,  ///< W^T * x + b
  kBatchNormalisation,     ///< by the running statistics
  kLayerNormalisation,     ///< of every place, over its channels
  kGroupNormalisation,
  kMaxPooling,
  kAveragePooling,
  kUpsampling,
  kPatches,      ///< cuts the image: every patch becomes a place, its values (row, column, channel) the channels
  kAddPosition,  ///< x + W, places x channels
  kAttend,       ///< queries, keys and values (in this order, each cut into heads) to the heads' outputs
  kAddResidual,  ///< x + an earlier output
  kMeanPlaces,
  kAppendLabel,  ///< at every place
};

/// y = f(operation(x)). A value is a column of height x width x channels, the channels of one place beside each other;
/// `input` says how the operation reads the column before it. Places are height x width.
struct Operation {
  OperationKind kind;
  std::string name;  ///< of the layer or its part, such as "encoder.0": its tensors are encoder.0.bias and so on
  Shape input, output;
  std::string weight = {};  ///< the tensor's name, where there is one
  bool transposed = false;  ///< of a dense layer: the weight is another layer's, inputs x outputs
  Activation activation = Activation::kLinear;
  Window window = {};                 ///< of convolutions and of patches
  OutputPadding output_padding = {};  ///< of transposed convolutions
  int groups = 1, heads = 1;
  int residual = -1;  ///< the number of the operation of the same network whose output is added; -1: the input

  int places() const { return input.height * input.width; }
  std::string tensor(std::string_view part) const { return name + "." + std::string(part); }
};

/// All that the formats have to know of a model.
struct ExportPlan {
  Model model;  ///< settings, input and description; without its weights
  Architecture architecture;
  int code = 0;  ///< values of a code
  std::vector<Operation> encoder, decoder;
  /// Those that the operations and the bottleneck read, named and shaped as in model files.
  std::vector<Tensor> tensors;
  int active = 0;  ///< of a top-k bottleneck: values that remain

  const DataDescription& description() const { return model.description; }
  const Shape& input() const { return model.input; }
  /// What a sample is called: "image", "signal", "row", "text".
  std::string sample() const { return std::string(data_kind_row(model.description.kind).sample); }
  bool is_conditional() const { return architecture.classes > 0; }
  bool has_posterior() const { return architecture.bottleneck == BottleneckKind::kGaussian; }
  /// Whether the decoder's last layer gives logits, for all features or those that are categories.
  bool has_logits() const { return loss_row(architecture.loss).on_logits || !architecture.groups.empty(); }
  bool is_quantised() const { return architecture.bottleneck == BottleneckKind::kVectorQuantised; }
  /// The tensor of that name, which must exist.
  const Tensor& tensor(std::string_view name) const;
};

/// The codebook of a vector-quantised bottleneck among the tensors: entries x values.
inline constexpr std::string_view kCodebook = "bottleneck.codebook";

/// Refuses a model whose settings and shape do not fit together.
Result<ExportPlan> make_export_plan(const Model& model);

/// The features of a sample, in order, cut into groups of categories and, between them, runs of numbers.
struct FeatureRun {
  int begin, count;
  bool categories;
};
std::vector<FeatureRun> feature_runs(const ExportPlan& plan);

/// How the samples lie in a file's inputs and outputs, for its documentation: "N x 1 x 28 x 28".
enum class ChannelOrder { kFirst, kLast };
/// The axes of one sample: an image's are channels, height, width; a signal's channels, time; a row's its features; a
/// text's places, symbols. With kLast channels come last in all of them.
std::vector<int> sample_axes(const ExportPlan& plan, ChannelOrder order);
std::string axes_text(const std::vector<int>& axes);

}  // namespace hourglass
