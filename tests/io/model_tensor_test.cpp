// Weights of convolutions, whose order in memory differs from that in files.
#include "io/model_tensor.h"

#include <catch2/catch_test_macros.hpp>

#include "nn/layers.h"

namespace hourglass {
namespace {

constexpr int kInputs = 3, kOutputs = 4, kKernel = 2;

bool has_parameters(const LayerRow& row) {
  LayerBuilder builder;
  row.make({.input = {5, 6, kInputs}, .units = kOutputs})->build(builder);
  return !builder.parameters().empty();
}

/// The weight of one layer, as a slot of a model's buffer.
TensorSlot weight_slot(LayerKind kind) {
  const LayerSpec spec{.kind = kind, .input = {5, 6, kInputs}, .units = kOutputs, .window = {.kernel = kKernel}};
  LayerBuilder builder;
  builder.enter("encoder.0");
  // Another parameter comes first, so that the slot does not start at 0.
  builder.add_parameter("other", {7}, Initialiser::kZero, Activation::kLinear, {});
  make_layer(spec)->build(builder);
  const Parameter& p = builder.parameters()[1];
  return {p.name, p.shape, p.slot.offset, p.slot.size, p.order};
}

Buffer<Real> counting_buffer(const TensorSlot& slot) {
  Buffer<Real> buffer(slot.offset + slot.size);
  for (std::size_t i = 0; i < slot.size; ++i) buffer[slot.offset + i] = Real(i);
  return buffer;
}

TEST_CASE("a convolution's weight is outputs x inputs x kernel x kernel in a file", "[unit][io]") {
  const TensorSlot slot = weight_slot(LayerKind::kConvolution);
  const Tensor tensor = to_tensor(slot.name, slot, counting_buffer(slot).data());
  CHECK(tensor.shape == std::vector<std::uint64_t>{kOutputs, kInputs, kKernel, kKernel});
  std::size_t i = 0;
  for (int o = 0; o < kOutputs; ++o) {
    for (int c = 0; c < kInputs; ++c) {
      for (int u = 0; u < kKernel; ++u) {
        for (int v = 0; v < kKernel; ++v) {
          CHECK(tensor.values[i++] == static_cast<float>(((o * kKernel + u) * kKernel + v) * kInputs + c));
        }
      }
    }
  }
}

TEST_CASE("a transposed convolution's weight is inputs x outputs x kernel x kernel in a file", "[unit][io]") {
  const TensorSlot slot = weight_slot(LayerKind::kTransposedConvolution);
  const Tensor tensor = to_tensor(slot.name, slot, counting_buffer(slot).data());
  CHECK(tensor.shape == std::vector<std::uint64_t>{kInputs, kOutputs, kKernel, kKernel});
  std::size_t i = 0;
  for (int c = 0; c < kInputs; ++c) {
    for (int o = 0; o < kOutputs; ++o) {
      for (int u = 0; u < kKernel; ++u) {
        for (int v = 0; v < kKernel; ++v) {
          CHECK(tensor.values[i++] == static_cast<float>(((c * kKernel + u) * kKernel + v) * kOutputs + o));
        }
      }
    }
  }
}

TEST_CASE("a weight is read from a file unchanged, whatever its order", "[unit][io]") {
  for (const LayerRow& row : layers()) {
    CAPTURE(row.id);
    if (!has_parameters(row)) continue;
    const TensorSlot slot = weight_slot(row.kind);
    const Buffer<Real> before = counting_buffer(slot);
    const auto file = parse_safetensors(to_safetensors({{to_tensor(slot.name, slot, before.data())}, {}}), "model");
    REQUIRE(file);
    Buffer<Real> after(before.size());
    from_tensor(file->tensors.front(), slot, after.data());
    CHECK(std::equal(before.begin(), before.end(), after.begin()));
  }
}

}  // namespace
}  // namespace hourglass
