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
#include "nn/optimiser.h"
#include "nn/tensor_order.h"

namespace hourglass {

/// One tensor's place in the parameter buffer.
struct ParameterSlot {
  std::size_t offset = 0, size = 0;
};

/// What a tensor is trained for: the model's objective, or to find fault with the model's codes.
enum class TrainedFor { kModel, kAdversary };

/// One tensor of the parameter buffer, as files and tests see it.
struct Parameter {
  std::string name;        ///< such as "encoder.0.weight"
  std::vector<int> shape;  ///< row-major, PyTorch's order; so files have it
  ParameterSlot slot;
  Initialiser initialiser = Initialiser::kAuto;
  Activation activation = Activation::kLinear;
  Fan fan;
  TensorOrder order;  ///< how the buffer has it
  /// False for state: it is saved, hashed and copied with the others, but no optimiser touches it.
  bool trainable = true;
  Real start = 0;  ///< the first value of all of a state's values
  TrainedFor trained_for = TrainedFor::kModel;
};

/// A place in the workspace, by number.
struct CacheSlot {
  int index = -1;
};

/// Reals of one cache: so many for each sample of a batch, and so many more whatever the batch.
struct CacheSize {
  std::size_t per_sample = 0, fixed = 0;
};

/// What layers ask for at build time.
class LayerBuilder {
 public:
  /// Names of the following parameters begin with `scope`, such as "encoder.0".
  void enter(std::string scope) { scope_ = std::move(scope); }
  const std::string& scope() const { return scope_; }
  /// The following layers see `columns` columns for every sample of a batch (tokens of a sequence): their caches are so
  /// much larger.
  void set_columns(int columns) { columns_ = columns; }
  ParameterSlot add_parameter(std::string_view name, std::vector<int> shape, Initialiser initialiser,
                              Activation activation, Fan fan, TensorOrder order = {});
  /// The following parameters are trained for this; kModel at first.
  void serve(TrainedFor aim) { trained_for_ = aim; }
  /// The following caches have room for every sample of a batch so many times; once at first.
  void set_copies(int copies) { copies_ = copies; }
  /// A tensor that training writes itself and no gradient changes, such as running statistics; see Pass::state. All its
  /// values are `start` at first.
  ParameterSlot add_state(std::string_view name, std::vector<int> shape, Real start);
  /// 1, 2, ...: for layers that draw noise, so that two of them draw differently; see numbered_key.
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

/// Memory for everything one pass computes, for batches up to a capacity.
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

/// What every layer gets with a pass over one batch.
struct Pass {
  const Compute& compute;
  Workspace& workspace;
  const Real* parameters;
  Real* gradients;  ///< null where there is no backward pass; gets the gradients unless `update` takes them
  int batch;        ///< N
  Mode mode;
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
  /// Where not null, gradients of parameters are used as soon as they are made and not kept: the update happens while
  /// they are in the cache.
  const ParameterUpdate* update = nullptr;
  /// The buffer of `parameters`, writable, for state alone; null where a pass must leave it as it is. State is written
  /// in kTraining only, in an order that does not depend on threads.
  Real* state = nullptr;
  const int* labels = nullptr;  ///< of the samples, each 0 or more, or -1 where it is unknown; null where all are
  int copies = 1;               ///< times that the samples stand in the batch, one after the other
  /// The same for the parameters of an adversary, which are updated during the backward pass whatever `update` is.
  const ParameterUpdate* adversary_update = nullptr;
};

/// The draws of layer `number` (of LayerBuilder::next_number) in this pass. Run seeds have 31 bits; the number stands
/// above them.
inline RandomKey numbered_key(const Pass& pass, Stream stream, int number) {
  return {pass.seed ^ static_cast<std::uint64_t>(number) << 32, stream, pass.step};
}

/// Layers hand over their parameters' gradients through these two, and never touch `parameters` themselves.
/// The gradient lies in pass.gradients, where the slot is.
void finish_gradient(const Pass& pass, const ParameterSlot& slot);
/// The gradient is the product: C is the slot, and gemm.c is ignored.
void finish_gradient(const Pass& pass, const ParameterSlot& slot, Gemm product);

class Dense;

/// y = f(x), features x N each. `forward` writes output and cache; `backward` reads the cache and assigns the gradients
/// of the input first, then those of the parameters: once handed over, a parameter may change. No allocation after
/// build.
class Layer {
 public:
  virtual ~Layer() = default;

  virtual Shape output_shape() const = 0;
  virtual void build(LayerBuilder& builder) = 0;
  virtual void forward(const Pass& pass, const Real* x, Real* y) const = 0;
  /// `d_y` may be overwritten. `d_x` is null where nobody needs it.
  virtual void backward(const Pass& pass, const Real* x, const Real* y, Real* d_y, Real* d_x) const = 0;
  /// The activation that y comes out of.
  virtual Activation output_activation() const { return Activation::kLinear; }
  /// Multiply-adds per sample of the forward pass.
  virtual double multiply_adds() const { return 0; }
  /// This layer where it is a Dense, else null.
  virtual const Dense* as_dense() const { return nullptr; }
  /// One line, such as "dense 784 -> 128, relu".
  virtual std::string describe() const = 0;
};

}  // namespace hourglass
