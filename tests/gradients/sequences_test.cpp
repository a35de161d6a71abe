// Layers of images and sequences, on shapes that layers of plain features do not have: several pixels per channel,
// several heads, and fewer tokens in training than in inference.
#include "gradients/layer_bench.h"
#include "nn/patch_embedding.h"

namespace hourglass {
namespace {

struct Case {
  Shape input;
  int heads, patch, visible;
};
// At least four channels: normalising two or three close values is too steep for a difference quotient.
constexpr Case kCases[] = {
    {{1, 1, 4}, 2, 1, 0}, {{3, 5, 4}, 1, 1, 0},  {{3, 5, 6}, 3, 1, 4}, {{4, 6, 8}, 2, 2, 0},
    {{4, 6, 8}, 1, 2, 2}, {{7, 1, 18}, 9, 1, 1}, {{6, 3, 1}, 1, 3, 1}, {{2, 2, 17}, 1, 2, 1},
};

/// Whether the layer's inputs are tokens, of which training may have fewer than inference.
bool takes_tokens(LayerKind kind) {
  return kind == LayerKind::kAttention || kind == LayerKind::kTransformerBlock || kind == LayerKind::kMeanTokens;
}

}  // namespace

TEST_CASE("the gradients of layers on images and sequences equal central differences", "[grad]") {
  int cases = 0;
  for (const LayerRow& row : layers()) {
    for (const Case& c : kCases) {
      for (const Activation activation : {Activation::kLinear, Activation::kTanh, Activation::kGelu}) {
        CAPTURE(row.id, c.input.height, c.input.width, c.input.channels, c.heads, c.patch, c.visible);
        LayerSpec spec{.kind = row.kind, .input = c.input, .units = 5, .activation = activation};
        spec.heads = c.heads;
        spec.patch = c.patch;
        const int tokens =
            takes_tokens(row.kind) ? c.input.height * c.input.width : PatchEmbedding::patches_in(c.input, c.patch);
        spec.visible = std::min(c.visible, tokens);
        LayerBench bench(spec, 3, 300 + static_cast<std::uint64_t>(cases));
        check_gradients(bench);
        ++cases;
      }
    }
  }
  REQUIRE(cases == static_cast<int>(layers().size() * std::size(kCases) * 3));
}

TEST_CASE("group normalisation's gradients equal central differences for several groups", "[grad]") {
  for (const int groups : {1, 2, 4}) {
    for (const Activation activation : {Activation::kLinear, Activation::kSilu}) {
      CAPTURE(groups, activation_row(activation).id);
      LayerBench bench(
          {.kind = LayerKind::kGroupNormalisation, .input = {3, 2, 8}, .activation = activation, .groups = groups}, 3,
          78);
      check_gradients(bench);
    }
  }
}

TEST_CASE("outside training the statistics of batch normalisation are constants", "[grad]") {
  for (const Shape& shape : {Shape{1, 1, 5}, Shape{3, 2, 4}}) {
    LayerBench bench({.kind = LayerKind::kBatchNormalisation, .input = shape, .activation = Activation::kTanh}, 3, 77);
    bench.mode = Mode::kScoring;
    // Variances are not negative.
    for (const Parameter& p : bench.builder.parameters()) {
      for (std::size_t i = 0; i < p.slot.size; ++i) {
        Real& value = bench.parameters[p.slot.offset + i];
        if (!p.trainable) value = std::abs(value) + Real(0.1);
      }
    }
    check_gradients(bench);
  }
}

}  // namespace hourglass
