#include "nn/layers.h"

#include "nn/append_labels.h"
#include "nn/batch_normalisation.h"
#include "nn/convolution.h"
#include "nn/dense.h"
#include "nn/dropout.h"
#include "nn/layer_normalisation.h"
#include "nn/mean_tokens.h"
#include "nn/patch_embedding.h"
#include "nn/pooling.h"
#include "nn/transformer_block.h"
#include "nn/upsampling.h"

namespace hourglass {
namespace {

std::unique_ptr<Layer> make_dense(const LayerSpec& spec) {
  return std::make_unique<Dense>(spec.input.features(), spec.units, spec.activation, spec.initialiser);
}

std::unique_ptr<Layer> make_convolution(const LayerSpec& spec) {
  return std::make_unique<Convolution>(spec.input, spec.units, spec.window, spec.activation, spec.initialiser);
}

std::unique_ptr<Layer> make_transposed_convolution(const LayerSpec& spec) {
  return std::make_unique<TransposedConvolution>(spec.input, spec.units, spec.window, spec.output_padding,
                                                 spec.activation, spec.initialiser);
}

std::unique_ptr<Layer> make_batch_normalisation(const LayerSpec& spec) {
  return std::make_unique<BatchNormalisation>(spec.input, spec.activation);
}

std::unique_ptr<Layer> make_layer_normalisation(const LayerSpec& spec) {
  return std::make_unique<LayerNormalisation>(spec.input, spec.activation);
}

std::unique_ptr<Layer> make_dropout(const LayerSpec& spec) { return std::make_unique<Dropout>(spec.input, spec.rate); }

template <PoolingKind kind>
std::unique_ptr<Layer> make_pooling(const LayerSpec& spec) {
  return std::make_unique<Pooling>(kind, spec.input);
}

std::unique_ptr<Layer> make_upsampling(const LayerSpec& spec) {
  const Shape& x = spec.input;
  return std::make_unique<Upsampling>(x, Shape{2 * x.height, 2 * x.width, x.channels});
}

/// The pixels of the input as tokens.
TokenCount tokens_of(const LayerSpec& spec) {
  const int all = spec.input.height * spec.input.width;
  return {all, spec.visible > 0 ? spec.visible : all};
}

std::unique_ptr<Layer> make_attention(const LayerSpec& spec) {
  return std::make_unique<Attention>(tokens_of(spec), spec.input.channels, spec.heads);
}

std::unique_ptr<Layer> make_transformer_block(const LayerSpec& spec) {
  return std::make_unique<TransformerBlock>(tokens_of(spec), spec.input.channels, spec.heads);
}

std::unique_ptr<Layer> make_patch_embedding(const LayerSpec& spec) {
  const int all = PatchEmbedding::patches_in(spec.input, spec.patch);
  return std::make_unique<PatchEmbedding>(spec.input, spec.patch, spec.units, spec.visible > 0 ? spec.visible : all);
}

std::unique_ptr<Layer> make_mean_tokens(const LayerSpec& spec) {
  return std::make_unique<MeanTokens>(tokens_of(spec), spec.input.channels);
}

std::unique_ptr<Layer> make_append_labels(const LayerSpec& spec) {
  return std::make_unique<AppendLabels>(spec.input, spec.units);
}

constexpr LayerRow kLayers[] = {
    {"dense", "f(W x + b)", make_dense},
    {"convolution", "f(W * x + b)", make_convolution},
    {"transposed-convolution", "f(W^T * x + b)", make_transposed_convolution},
    {"batch-normalisation", "f(w (x - mean) / deviation + b), over the batch", make_batch_normalisation},
    {"layer-normalisation", "f(w (x - mean) / deviation + b), over the channels", make_layer_normalisation},
    {"dropout", "x / (1 - rate), or 0", make_dropout},
    {"max-pooling", "max of 2 x 2 pixels", make_pooling<PoolingKind::kMax>},
    {"average-pooling", "mean of 2 x 2 pixels", make_pooling<PoolingKind::kAverage>},
    {"upsampling", "each pixel four times", make_upsampling},
    {"attention", "W softmax(Q K^T / sqrt(d)) V + b", make_attention},
    {"transformer-block", "r = x + attention(norm x), r + mlp(norm r)", make_transformer_block},
    {"patch-embedding", "W patch + b + position", make_patch_embedding},
    {"mean-tokens", "mean of the tokens", make_mean_tokens},
    {"append-labels", "[x; one-hot(label)]", make_append_labels},
};

}  // namespace

std::span<const LayerRow> layers() { return kLayers; }

}  // namespace hourglass
