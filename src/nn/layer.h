// The contract of a layer: it owns its shape, not its numbers. Parameters live in one flat buffer, caches in a
// workspace; so one copy is a snapshot, and looking at activations cannot disturb training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/buffer.h"
#include "core/compute.h"
#include "core/gemm.h"
#include "core/random.h"
#include "core/shape.h"
#include "nn/initialiser.h"
#include "nn/layer_spec.h"
#include "nn/optimiser.h"
#include "nn/tensor_order.h"

namespace hourglass {

/// One tensor's place in the parameter buffer.
struct ParameterSlot {
  std::size_t offset = 0, size = 0;
};

/// The objective that a tensor is trained for: the model's own, or that of the discriminator of an AdversarialPenalty.
enum class TrainedFor { kModel, kAdversary };

/// One tensor of the parameter buffer, as files show it.
struct Parameter {
  std::string name;        ///< such as "encoder.0.weight"
  std::vector<int> shape;  ///< row-major, in PyTorch's order of axes, as in files
  ParameterSlot slot;
  Initialiser initialiser = Initialiser::kAuto;
  Activation activation = Activation::kLinear;
  Fan fan;
  TensorOrder order;  ///< how it lies in the buffer
  /// False for state: it is saved, hashed and copied with the others, but no optimiser updates it.
  bool trainable = true;
  Real start = 0;  ///< the initial value of every element of a state
  TrainedFor trained_for = TrainedFor::kModel;
};

/// A place in the workspace, by number.
struct CacheSlot {
  int index = -1;
};

/// The size of one cache: reals for each sample of a batch, and reals that no batch size changes.
struct CacheSize {
  std::size_t per_sample = 0, fixed = 0;
};

/// Gives layers their parameters and caches at build time.
class LayerBuilder {
 public:
  /// Names of the following parameters begin with `scope`, such as "encoder.0".
  void enter(std::string scope) { scope_ = std::move(scope); }
  const std::string& scope() const { return scope_; }
  /// Caches of the following layers have room for `columns` columns per sample, the tokens of a sequence; 1 at first.
  void set_columns(int columns) { columns_ = columns; }
  ParameterSlot add_parameter(std::string_view name, std::vector<int> shape, Initialiser initialiser,
                              Activation activation, Fan fan, TensorOrder order = {});
  /// The objective of the following parameters; kModel at first.
  void train_for(TrainedFor objective) { trained_for_ = objective; }
  /// The following caches have room for `copies` copies of every sample of a batch; 1 at first.
  void set_copies(int copies) { copies_ = copies; }
  /// A tensor that layers write while training and no optimiser updates, such as running statistics; see Pass::state.
  /// All its values are `start` at first.
  ParameterSlot add_state(std::string_view name, std::vector<int> shape, Real start);
  /// 1, 2, ...: numbers the layers that draw noise, so that each draws its own; see numbered_key.
  int next_number() { return ++number_; }
  /// Room for `reals_per_sample` values for every sample (or column, see set_columns) of a batch.
  CacheSlot add_cache(int reals_per_sample);
  /// Room for `reals` values, the same for any batch.
  CacheSlot add_fixed_cache(std::size_t reals);

  const std::vector<Parameter>& parameters() const { return parameters_; }
  std::size_t parameter_count() const { return parameter_count_; }
  const std::vector<CacheSize>& caches() const { return caches_; }

 private:
  std::string scope_;
  TrainedFor trained_for_ = TrainedFor::kModel;
  int copies_ = 1;
  std::vector<Parameter> parameters_;
  std::size_t parameter_count_ = 0;
  int number_ = 0, columns_ = 1;
  std::vector<CacheSize> caches_;
};

/// Memory for all outputs and caches of one pass, for batches up to `capacity`.
class Workspace {
 public:
  Workspace() = default;
  Workspace(const std::vector<CacheSize>& caches, int capacity);

  Real* at(CacheSlot slot) { return values_.data() + offsets_[static_cast<std::size_t>(slot.index)]; }
  int capacity() const { return capacity_; }

 private:
  int capacity_ = 0;
  std::vector<std::size_t> offsets_;
  Buffer<Real> values_;
};

/// kTraining: noise and corruption are drawn. kScoring: posteriors are sampled, nothing is corrupted. kInference:
/// nothing is random.
enum class Mode { kTraining, kScoring, kInference };

/// The labels of a batch's samples. A batch that repeats its samples, one copy after the other, repeats their labels.
struct SampleLabels {
  const int* values = nullptr;  ///< each 0 or more, or -1 where unknown; null where all are unknown
  int samples = 0;              ///< number of values

  /// The label of a column of the batch, or -1.
  int of(int column) const { return values ? values[column % samples] : -1; }
};

/// One pass over one batch: its memory, its mode, and what its random draws depend on.
struct Pass {
  const Compute& compute;
  Workspace& workspace;
  const Real* parameters;
  Real* gradients;  ///< receives the parameters' gradients, unless `update` uses them; null without a backward pass
  int batch;        ///< N
  Mode mode;
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
  /// Where not null, the optimiser uses each parameter's gradient as soon as it is computed, while it is in the
  /// processor's cache; gradients are then not stored.
  const ParameterUpdate* update = nullptr;
  /// The buffer of `parameters`, writable, for state alone; null where a pass must not change it. Layers write state in
  /// kTraining only, in an order that does not depend on threads.
  Real* state = nullptr;
  SampleLabels labels;
  /// As `update`, for the parameters of an adversary: they are updated during the backward pass even where `update` is
  /// null.
  const ParameterUpdate* adversary_update = nullptr;
};

/// The draws of layer `number` (of LayerBuilder::next_number) in this pass. Run seeds have 31 bits; the number stands
/// above them.
inline RandomKey numbered_key(const Pass& pass, Stream stream, int number) {
  return {pass.seed ^ static_cast<std::uint64_t>(number) << 32, stream, pass.step};
}

/// A layer calls one of these for every parameter once its gradient is complete; layers never write `parameters`.
/// Here the gradient lies in pass.gradients, at the slot.
void finish_gradient(const Pass& pass, const ParameterSlot& slot);
/// Here the gradient is the product, computed into the slot; product.c is ignored.
void finish_gradient(const Pass& pass, const ParameterSlot& slot, Gemm product);

/// Parts of a layer's backward pass, for callers that must return to other work in between.
enum class BackwardPart {
  kAll,
  kInputs,     ///< the input's gradient; of layers that do not divide the pass, everything
  kParameters  ///< the parameters' gradients, from the d_y that kInputs left; of other layers nothing
};

/// y = f(x), features x N each. `forward` writes output and cache; `backward` reads the cache and assigns the gradients
/// of the input first, then those of the parameters, because finish_gradient may update a parameter at once. No
/// allocation after build.
class Layer {
 public:
  virtual ~Layer() = default;

  /// What this layer is: make_layer(spec()) makes another like it. Weights that two layers share are not part of it.
  virtual LayerSpec spec() const = 0;
  virtual Shape output_shape() const = 0;
  virtual void build(LayerBuilder& builder) = 0;
  virtual void forward(const Pass& pass, const Real* x, Real* y) const = 0;
  /// `d_y` may be overwritten. `d_x` is null where the input's gradient is not needed.
  virtual void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const = 0;
  /// kInputs, and then kParameters with the same arguments, do what `backward` does, to the same bits.
  virtual void backward_part(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x,
                             BackwardPart part) const {
    if (part != BackwardPart::kParameters) backward(pass, x, y, d_y, d_x);
  }
  /// Multiply-adds per sample of the forward pass.
  virtual double multiply_adds() const { return 0; }
};

}  // namespace hourglass
