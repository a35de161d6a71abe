#include "export/export_plan.h"

#include <algorithm>

#include "autoencoder/top_k_bottleneck.h"
#include "core/assert.h"
#include "io/model_tensor.h"
#include "nn/dense.h"
#include "nn/patch_embedding.h"
#include "session/model_runner.h"

namespace hourglass {
namespace {

/// Hidden units of a transformer block's network on a token, per value of the token, are read from its tensors.
constexpr std::string_view kExpansionWeight = "mlp.0.weight";

/// Turns the layers of one network into operations.
class Lowering {
 public:
  explicit Lowering(const Autoencoder& network) : network_(network) {}

  std::vector<Operation> lower(const Network& network, std::string_view scope) {
    operations_.clear();
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
      lower(*network.layers()[i], std::string(scope) + "." + std::to_string(i));
    }
    return std::move(operations_);
  }

 private:
  Operation& add(OperationKind kind, std::string name, const Shape& input, const Shape& output) {
    operations_.push_back({.kind = kind, .name = std::move(name), .input = input, .output = output});
    return operations_.back();
  }
  int last() const { return static_cast<int>(operations_.size()) - 1; }

  const Parameter* find_parameter(std::string_view name) const {
    const auto& all = network_.parameters();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Parameter& p) { return p.name == name; });
    return found != all.end() ? &*found : nullptr;
  }

  void add_weighted(OperationKind kind, std::string name, const Shape& input, const Shape& output,
                    Activation activation) {
    Operation& operation = add(kind, std::move(name), input, output);
    operation.weight = operation.tensor("weight");
    operation.activation = activation;
  }

  void add_dense(const Dense& layer, const std::string& name) {
    const LayerSpec spec = layer.spec();
    add_weighted(OperationKind::kDense, name, spec.input, flat(spec.units), spec.activation);
    if (find_parameter(operations_.back().weight)) return;
    // Tied: the weight is the one that lies in the same place.
    for (const Parameter& p : network_.parameters()) {
      if (p.slot.offset != layer.weight().offset) continue;
      operations_.back().weight = p.name;
      operations_.back().transposed = true;
    }
  }

  void add_attention(const LayerSpec& spec, const std::string& name) {
    const Shape& x = spec.input;
    const Shape projected{x.height, x.width, 3 * x.channels};
    add_weighted(OperationKind::kDense, name + ".in_proj", x, projected, Activation::kLinear);
    add(OperationKind::kAttend, name, projected, x).heads = spec.heads;
    add_weighted(OperationKind::kDense, name + ".out_proj", x, x, Activation::kLinear);
  }

  void add_block(const LayerSpec& spec, const std::string& name) {
    const Shape& x = spec.input;
    const Parameter* const expand = find_parameter(name + "." + std::string(kExpansionWeight));
    HG_ASSERT(expand, "a transformer block has a network on its tokens");
    const Shape wide{x.height, x.width, expand->shape[0]};
    const int before = last();
    add_weighted(OperationKind::kLayerNormalisation, name + ".norm1", x, x, Activation::kLinear);
    add_attention(spec, name + ".attention");
    add(OperationKind::kAddResidual, name, x, x).residual = before;
    const int between = last();
    add_weighted(OperationKind::kLayerNormalisation, name + ".norm2", x, x, Activation::kLinear);
    add_weighted(OperationKind::kDense, name + ".mlp.0", x, wide, Activation::kGelu);
    add_weighted(OperationKind::kDense, name + ".mlp.1", wide, x, Activation::kLinear);
    add(OperationKind::kAddResidual, name, x, x).residual = between;
  }

  void add_patches(const LayerSpec& spec, const Shape& tokens, const std::string& name) {
    const Window window = PatchEmbedding::window_of(spec.input, spec.patch);
    const int values = window.along_height().kernel * window.along_width().kernel * spec.input.channels;
    const Shape patches{tokens.height, tokens.width, values};
    add(OperationKind::kPatches, name, spec.input, patches).window = window;
    add_weighted(OperationKind::kDense, name, patches, tokens, Activation::kLinear);
    Operation& position = add(OperationKind::kAddPosition, name, tokens, tokens);
    position.weight = position.tensor("position");
  }

  void lower(const Layer& layer, const std::string& name) {
    const LayerSpec spec = layer.spec();
    const Shape output = layer.output_shape();
    switch (spec.kind) {
      case LayerKind::kDense: return add_dense(static_cast<const Dense&>(layer), name);
      case LayerKind::kConvolution:
        add_weighted(OperationKind::kConvolution, name, spec.input, output, spec.activation);
        operations_.back().window = spec.window;
        return;
      case LayerKind::kTransposedConvolution:
        add_weighted(OperationKind::kTransposedConvolution, name, spec.input, output, spec.activation);
        operations_.back().window = spec.window;
        operations_.back().output_padding = spec.output_padding;
        return;
      case LayerKind::kBatchNormalisation:
        return add_weighted(OperationKind::kBatchNormalisation, name, spec.input, output, spec.activation);
      case LayerKind::kLayerNormalisation:
        return add_weighted(OperationKind::kLayerNormalisation, name, spec.input, output, spec.activation);
      case LayerKind::kGroupNormalisation:
        add_weighted(OperationKind::kGroupNormalisation, name, spec.input, output, spec.activation);
        operations_.back().groups = spec.groups;
        return;
      case LayerKind::kDropout: return;
      case LayerKind::kMaxPooling: add(OperationKind::kMaxPooling, name, spec.input, output); return;
      case LayerKind::kAveragePooling: add(OperationKind::kAveragePooling, name, spec.input, output); return;
      case LayerKind::kUpsampling: add(OperationKind::kUpsampling, name, spec.input, output); return;
      case LayerKind::kAttention: return add_attention(spec, name);
      case LayerKind::kTransformerBlock: return add_block(spec, name);
      case LayerKind::kPatchEmbedding: return add_patches(spec, output, name);
      case LayerKind::kMeanTokens: add(OperationKind::kMeanPlaces, name, spec.input, output); return;
      case LayerKind::kAppendLabels: add(OperationKind::kAppendLabel, name, spec.input, output); return;
    }
  }

  const Autoencoder& network_;
  std::vector<Operation> operations_;
};

/// The names of the tensors that an operation reads, beside its weight.
std::vector<std::string> tensors_of(const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::kBatchNormalisation:
      return {operation.weight, operation.tensor("bias"), operation.tensor("running_mean"),
              operation.tensor("running_var")};
    case OperationKind::kAddPosition: return {operation.weight};
    default: break;
  }
  if (operation.weight.empty()) return {};
  return {operation.weight, operation.tensor("bias")};
}

std::vector<Tensor> used_tensors(const ExportPlan& plan, const Model& model, const Autoencoder& network) {
  std::vector<std::string> used;
  for (const auto* operations : {&plan.encoder, &plan.decoder}) {
    for (const Operation& operation : *operations) {
      for (std::string& name : tensors_of(operation)) used.push_back(std::move(name));
    }
  }
  if (plan.is_quantised()) used.emplace_back(kCodebook);
  std::vector<Tensor> tensors;
  for (const Parameter& p : network.parameters()) {
    if (std::find(used.begin(), used.end(), p.name) == used.end()) continue;
    const TensorSlot slot{p.name, p.shape, p.slot.offset, p.slot.size, p.order, p.trainable};
    tensors.push_back(to_tensor(p.name, slot, model.parameters.data()));
  }
  return tensors;
}

}  // namespace

const Tensor& ExportPlan::tensor(std::string_view name) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  HG_ASSERT(found != tensors.end(), "an operation names a tensor that the model does not have");
  return *found;
}

Result<ExportPlan> make_export_plan(const Model& model) {
  auto runner = ModelRunner::create(model, {.threads = 1, .batch = 1});
  if (!runner) return runner.error();
  const Autoencoder& network = (*runner)->network();
  ExportPlan plan;
  plan.model.settings = model.settings;
  plan.model.input = model.input;
  plan.model.description = model.description;
  plan.model.step = model.step;
  plan.architecture = network.architecture();
  plan.code = network.architecture().latent;
  Lowering lowering(network);
  plan.encoder = lowering.lower(network.encoder(), "encoder");
  plan.decoder = lowering.lower(network.decoder(), "decoder");
  plan.tensors = used_tensors(plan, model, network);
  if (plan.architecture.bottleneck == BottleneckKind::kTopK) {
    const auto& bottleneck = static_cast<const TopKBottleneck&>(network.bottleneck());
    plan.active = bottleneck.active((*runner)->pass(Mode::kInference, 1));
  }
  return plan;
}

std::vector<FeatureRun> feature_runs(const ExportPlan& plan) {
  std::vector<FeatureRun> runs;
  int at = 0;
  const auto add_numbers = [&](int end) {
    if (end > at) runs.push_back({at, end - at, false});
  };
  for (const CategoryGroup& group : plan.architecture.groups) {
    add_numbers(group.begin);
    runs.push_back({group.begin, group.count, true});
    at = group.begin + group.count;
  }
  add_numbers(plan.input().features());
  return runs;
}

std::vector<int> sample_axes(const ExportPlan& plan, ChannelOrder order) {
  const Shape& s = plan.input();
  const bool first = order == ChannelOrder::kFirst;
  switch (plan.description().kind) {
    case DataKind::kTable: return {s.features()};
    case DataKind::kText: return {s.height * s.width, s.channels};
    case DataKind::kSignal:
      return first ? std::vector{s.channels, s.height * s.width} : std::vector{s.height * s.width, s.channels};
    case DataKind::kImage: break;
  }
  return first ? std::vector{s.channels, s.height, s.width} : std::vector{s.height, s.width, s.channels};
}

std::string axes_text(const std::vector<int>& axes) {
  std::string text = "N";
  for (const int length : axes) text += " x " + std::to_string(length);
  return text;
}

}  // namespace hourglass
