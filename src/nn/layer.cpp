#include "nn/layer.h"

namespace hourglass {
namespace {

/// Slots start on a cache line.
std::size_t aligned(std::size_t reals) {
  constexpr std::size_t kStep = kCacheLine / sizeof(Real);
  return (reals + kStep - 1) / kStep * kStep;
}

}  // namespace

ParameterSlot LayerBuilder::add_parameter(std::string_view name, std::vector<int> shape, Initialiser initialiser,
                                          Activation activation, Fan fan, TensorOrder order) {
  std::size_t size = 1;
  for (int length : shape) size *= static_cast<std::size_t>(length);
  const ParameterSlot slot{parameter_count_, size};
  parameters_.push_back(
      {scope_ + "." + std::string(name), std::move(shape), slot, initialiser, activation, fan, std::move(order)});
  parameters_.back().trained_for = trained_for_;
  parameter_count_ += aligned(size);
  return slot;
}

ParameterSlot LayerBuilder::add_state(std::string_view name, std::vector<int> shape, Real start) {
  const ParameterSlot slot = add_parameter(name, std::move(shape), Initialiser::kZero, Activation::kLinear, {});
  parameters_.back().trainable = false;
  parameters_.back().start = start;
  return slot;
}

CacheSlot LayerBuilder::add_cache(int reals_per_sample) {
  const std::size_t columns = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(copies_);
  caches_.push_back({.per_sample = static_cast<std::size_t>(reals_per_sample) * columns});
  return {static_cast<int>(caches_.size()) - 1};
}

CacheSlot LayerBuilder::add_fixed_cache(std::size_t reals) {
  caches_.push_back({.fixed = reals});
  return {static_cast<int>(caches_.size()) - 1};
}

Workspace::Workspace(const std::vector<CacheSize>& caches, int capacity) : capacity_(capacity) {
  std::size_t size = 0;
  for (const CacheSize& cache : caches) {
    offsets_.push_back(size);
    size += aligned(cache.per_sample * static_cast<std::size_t>(capacity) + cache.fixed);
  }
  values_ = Buffer<Real>(size);
}

void finish_gradient(const Pass& pass, const ParameterSlot& slot) {
  if (pass.update) pass.update->apply(slot.offset, slot.size, pass.gradients + slot.offset);
}

void finish_gradient(const Pass& pass, const ParameterSlot& slot, Gemm product) {
  product.c = pass.gradients + slot.offset;
  if (!pass.update) return multiply(pass.compute, product);
  struct Context {
    const ParameterUpdate& update;
    std::size_t offset;
  } context{*pass.update, slot.offset};
  const auto take = [](const void* c, std::ptrdiff_t offset, std::ptrdiff_t count, const Real* values) {
    const Context& to = *static_cast<const Context*>(c);
    to.update.apply(to.offset + static_cast<std::size_t>(offset), static_cast<std::size_t>(count), values);
  };
  multiply_into(pass.compute, product, {take, &context});
}

}  // namespace hourglass
