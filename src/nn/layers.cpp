#include "nn/layers.h"

#include "core/enum_table.h"
#include "nn/append_labels.h"
#include "nn/batch_normalisation.h"
#include "nn/convolution.h"
#include "nn/dense.h"
#include "nn/dropout.h"
#include "nn/group_normalisation.h"
#include "nn/layer_normalisation.h"
#include "nn/mean_tokens.h"
#include "nn/patch_embedding.h"
#include "nn/pooling.h"
#include "nn/transformer_block.h"
#include "nn/transposed_convolution.h"
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

std::unique_ptr<Layer> make_group_normalisation(const LayerSpec& spec) {
  const int groups = spec.groups > 0 ? spec.groups : GroupNormalisation::default_groups(spec.input.channels);
  return std::make_unique<GroupNormalisation>(spec.input, groups, spec.activation);
}

std::unique_ptr<Layer> make_dropout(const LayerSpec& spec) { return std::make_unique<Dropout>(spec.input, spec.rate); }

template <PoolingKind kind>
std::unique_ptr<Layer> make_pooling(const LayerSpec& spec) {
  return std::make_unique<Pooling>(kind, spec.input);
}

std::unique_ptr<Layer> make_upsampling(const LayerSpec& spec) {
  const Shape& x = spec.input;
  return std::make_unique<Upsampling>(
      x, Shape{2 * x.height - 1 + spec.output_padding.height, 2 * x.width - 1 + spec.output_padding.width, x.channels});
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

std::string text(int number) { return std::to_string(number); }

/// "28 x 28 x 1".
std::string text(const Shape& shape) {
  return text(shape.height) + " x " + text(shape.width) + " x " + text(shape.channels);
}

/// "4 x 4 x 1 -> 2 x 2 x 8".
std::string from_to(const LayerSpec& spec) {
  return text(spec.input) + " -> " + text(make_layer(spec)->output_shape());
}

std::string window_text(const Window& window) {
  return text(window.along_height().kernel) + " x " + text(window.along_width().kernel) + ", stride " +
         text(window.stride);
}

std::string activation_text(const LayerSpec& spec) { return std::string(activation_row(spec.activation).id); }

/// "49 tokens of 64".
std::string tokens_text(int tokens, int width) { return text(tokens) + " tokens of " + text(width); }

std::string describe_dense(const LayerSpec& spec) {
  return "dense " + text(spec.input.features()) + " -> " + text(spec.units) + ", " + activation_text(spec);
}

std::string describe_convolution(const LayerSpec& spec) {
  return "convolution " + from_to(spec) + ", " + window_text(spec.window) + ", " + activation_text(spec);
}

std::string describe_transposed_convolution(const LayerSpec& spec) {
  return "transposed " + describe_convolution(spec);
}

std::string describe_batch_normalisation(const LayerSpec& spec) {
  return "batch normalisation of " + text(spec.input.channels) + " channels, " + activation_text(spec);
}

std::string describe_layer_normalisation(const LayerSpec& spec) {
  return "layer normalisation of " + text(spec.input.channels) + " channels, " + activation_text(spec);
}

std::string describe_group_normalisation(const LayerSpec& spec) {
  const int groups = spec.groups > 0 ? spec.groups : GroupNormalisation::default_groups(spec.input.channels);
  return "group normalisation of " + text(spec.input.channels) + " channels, " + text(groups) +
         (groups == 1 ? " group, " : " groups, ") + activation_text(spec);
}

std::string describe_dropout(const LayerSpec& spec) {
  return "dropout " + text(static_cast<int>(spec.rate * 100 + 0.5)) + " %";
}

std::string describe_max_pooling(const LayerSpec& spec) { return "max pooling " + from_to(spec); }

std::string describe_average_pooling(const LayerSpec& spec) { return "average pooling " + from_to(spec); }

std::string describe_upsampling(const LayerSpec& spec) { return "upsampling " + from_to(spec); }

std::string describe_attention(const LayerSpec& spec) {
  return "attention over " + tokens_text(tokens_of(spec).all, spec.input.channels) + ", " + text(spec.heads) + " heads";
}

std::string describe_transformer_block(const LayerSpec& spec) {
  return "transformer block, " + describe_attention(spec);
}

std::string describe_patch_embedding(const LayerSpec& spec) {
  const int all = PatchEmbedding::patches_in(spec.input, spec.patch);
  const Window patch = PatchEmbedding::window_of(spec.input, spec.patch);
  return "patches " + text(patch.along_height().kernel) + " x " + text(patch.along_width().kernel) + " of " +
         text(spec.input) + " -> " + tokens_text(all, spec.units) + ", " + text(spec.visible > 0 ? spec.visible : all) +
         " seen in training";
}

std::string describe_mean_tokens(const LayerSpec& spec) {
  return "mean of " + tokens_text(tokens_of(spec).all, spec.input.channels);
}

std::string describe_append_labels(const LayerSpec& spec) { return "labels of " + text(spec.units) + " classes"; }

using enum LayerRole;

constexpr LayerRow kLayers[] = {
    {LayerKind::kDense, "dense", "f(W x + b)", kComputes, make_dense, describe_dense},
    {LayerKind::kConvolution, "convolution", "f(W * x + b)", kComputes, make_convolution, describe_convolution},
    {LayerKind::kTransposedConvolution, "transposed-convolution", "f(W^T * x + b)", kComputes,
     make_transposed_convolution, describe_transposed_convolution},
    {LayerKind::kBatchNormalisation, "batch-normalisation", "f(w (x - mean) / deviation + b), over the batch", kAdjusts,
     make_batch_normalisation, describe_batch_normalisation},
    {LayerKind::kLayerNormalisation, "layer-normalisation", "f(w (x - mean) / deviation + b), over the channels",
     kAdjusts, make_layer_normalisation, describe_layer_normalisation},
    {LayerKind::kGroupNormalisation, "group-normalisation", "f(w (x - mean) / deviation + b), over groups of channels",
     kAdjusts, make_group_normalisation, describe_group_normalisation},
    {LayerKind::kDropout, "dropout", "x / (1 - rate), or 0", kAdjusts, make_dropout, describe_dropout},
    {LayerKind::kMaxPooling, "max-pooling", "max of neighbouring pixels", kAdjusts, make_pooling<PoolingKind::kMax>,
     describe_max_pooling},
    {LayerKind::kAveragePooling, "average-pooling", "mean of neighbouring pixels", kAdjusts,
     make_pooling<PoolingKind::kAverage>, describe_average_pooling},
    {LayerKind::kUpsampling, "upsampling", "each pixel repeated", kComputes, make_upsampling, describe_upsampling},
    {LayerKind::kAttention, "attention", "W softmax(Q K^T / sqrt(d)) V + b", kComputes, make_attention,
     describe_attention},
    {LayerKind::kTransformerBlock, "transformer-block", "r = x + attention(norm x), r + mlp(norm r)", kComputes,
     make_transformer_block, describe_transformer_block},
    {LayerKind::kPatchEmbedding, "patch-embedding", "W patch + b + position", kComputes, make_patch_embedding,
     describe_patch_embedding},
    {LayerKind::kMeanTokens, "mean-tokens", "mean of the tokens", kComputes, make_mean_tokens, describe_mean_tokens},
    {LayerKind::kAppendLabels, "append-labels", "[x; one-hot(label)]", kAdjusts, make_append_labels,
     describe_append_labels},
};
static_assert(in_enum_order(kLayers));

}  // namespace

std::span<const LayerRow> layers() { return kLayers; }

const LayerRow& layer_row(LayerKind kind) { return kLayers[static_cast<int>(kind)]; }

std::unique_ptr<Layer> make_layer(const LayerSpec& spec) { return layer_row(spec.kind).make(spec); }

std::string describe(const LayerSpec& spec) { return layer_row(spec.kind).describe(spec); }

}  // namespace hourglass
