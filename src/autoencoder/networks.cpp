#include "autoencoder/networks.h"

#include <algorithm>
#include <cstdint>

#include "core/checked.h"
#include "nn/append_labels.h"
#include "nn/convolution.h"
#include "nn/dense.h"
#include "nn/dropout.h"
#include "nn/layer_normalisation.h"
#include "nn/layers.h"
#include "nn/mean_tokens.h"
#include "nn/patch_embedding.h"
#include "nn/pooling.h"
#include "nn/transformer_block.h"
#include "nn/transposed_convolution.h"
#include "nn/upsampling.h"

namespace hourglass {
namespace {

/// The window of convolutions that halve or double an image, where half of an odd size is rounded up.
Window halving(const Architecture& a) {
  return {.kernel = a.kernel, .stride = 2, .padding = a.kernel / 2, .sides = sides_of(a.input)};
}
/// The window of convolutions that keep the image's size.
Window keeping(const Architecture& a) {
  return {.kernel = a.kernel, .stride = 1, .padding = a.kernel / 2, .sides = sides_of(a.input)};
}
/// The window of convolutions that see one pixel.
constexpr Window kPoint{.kernel = 1, .stride = 1, .padding = 0};

/// The most values per sample of one layer's output: an image of 4096 x 4096.
constexpr std::uint64_t kMostFeatures = std::uint64_t{1} << 24;

/// The shapes of the input and of each of the encoder's convolutions.
std::vector<Shape> image_shapes(const Architecture& a) {
  std::vector<Shape> shapes{a.input};
  for (int channels : a.channels) {
    shapes.push_back({(shapes.back().height + 1) / 2, (shapes.back().width + 1) / 2, channels});
  }
  return shapes;
}

int visible_patches(const TransformerOptions& t, int patches) {
  return std::clamp(static_cast<int>(patches * (1 - t.masked) + 0.5), 1, patches);
}

/// Adds layers to a network by the choices of an architecture.
class Stack {
 public:
  explicit Stack(const Architecture& architecture) : a_(architecture) {}

  void add(std::unique_ptr<Layer> layer) { network_.add(std::move(layer)); }
  Network finish() { return std::move(network_); }
  /// The dense layers so far, in order.
  const std::vector<Dense*>& dense() const { return dense_; }

  void add_dense(int inputs, int outputs, Activation activation) {
    auto layer = std::make_unique<Dense>(inputs, outputs, activation, a_.initialiser);
    dense_.push_back(layer.get());
    add(std::move(layer));
  }

  /// Appends the labels, where the architecture has classes; returns the shape of both together.
  Shape add_labels(const Shape& input) {
    if (a_.classes == 0) return input;
    add(std::make_unique<AppendLabels>(input, a_.classes));
    return {input.height, input.width, input.channels + a_.classes};
  }

  /// A convolution that keeps the image's size.
  void add_hidden_same(const Shape& from, const Shape& to) {
    add(std::make_unique<Convolution>(from, to.channels, keeping(a_), inner(), a_.initialiser));
    add_normalisation(to);
    add_dropout(to);
  }

  /// A hidden dense layer whose outputs are an image of shape `output`.
  void add_hidden(int inputs, const Shape& output) {
    add_dense(inputs, output.features(), inner());
    add_normalisation(output);
    add_dropout(output);
  }

  /// A convolution and all that follows it until the image is halved.
  void add_down(const Shape& from, const Shape& to) {
    const bool pools = a_.downsample != DownsampleKind::kStride;
    const Shape sums = pools ? Shape{from.height, from.width, to.channels} : to;
    add(std::make_unique<Convolution>(from, to.channels, pools ? keeping(a_) : halving(a_), inner(), a_.initialiser));
    add_normalisation(sums);
    if (pools) {
      const PoolingKind kind = a_.downsample == DownsampleKind::kMax ? PoolingKind::kMax : PoolingKind::kAverage;
      add(std::make_unique<Pooling>(kind, sums));
    }
    add_dropout(to);
  }

  /// From an image to one of twice its size, with `activation` at the end.
  void add_up(const Shape& from, const Shape& to, Activation activation) {
    if (a_.upsample == UpsampleKind::kNearest) {
      const Shape large{to.height, to.width, from.channels};
      add(std::make_unique<Upsampling>(from, large));
      add(std::make_unique<Convolution>(large, to.channels, keeping(a_), activation, a_.initialiser));
      return;
    }
    // A convolution halves two sizes to the same one; the padding selects the one the encoder had.
    const OutputPadding padding{to.height - (2 * from.height - 1), to.width - (2 * from.width - 1)};
    add(std::make_unique<TransposedConvolution>(from, to.channels, halving(a_), padding, activation, a_.initialiser));
  }
  void add_hidden_up(const Shape& from, const Shape& to) {
    add_up(from, to, inner());
    add_normalisation(to);
    add_dropout(to);
  }

 private:
  /// The activation of hidden dense layers and convolutions: a normalisation that follows applies it instead.
  Activation inner() const {
    return a_.normalisation == NormalisationKind::kNone ? a_.activation : Activation::kLinear;
  }
  void add_normalisation(const Shape& shape) {
    const std::optional<LayerKind> kind = normalisation_row(a_.normalisation).layer;
    if (kind) add(make_layer({.kind = *kind, .input = shape, .activation = a_.activation}));
  }
  void add_dropout(const Shape& shape) {
    if (a_.dropout > 0) add(std::make_unique<Dropout>(shape, a_.dropout));
  }

  const Architecture& a_;
  Network network_;
  std::vector<Dense*> dense_;
};

/// Patches, blocks, and one vector of the tokens' mean.
void add_transformer(const Architecture& a, Stack& stack) {
  const TransformerOptions& t = a.transformer;
  const int patches = PatchEmbedding::patches_in(a.input, t.patch);
  const TokenCount tokens{patches, visible_patches(t, patches)};
  stack.add(std::make_unique<PatchEmbedding>(a.input, t.patch, t.width, tokens.training));
  for (int i = 0; i < t.blocks; ++i) stack.add(std::make_unique<TransformerBlock>(tokens, t.width, t.heads));
  stack.add(std::make_unique<MeanTokens>(tokens, t.width));
  // The blocks normalise their inputs only, so the last sum is not normalised.
  stack.add(std::make_unique<LayerNormalisation>(flat(t.width), Activation::kLinear));
}

void fill_encoder(const Architecture& a, int outputs, Stack& stack) {
  const std::vector<Shape> shapes = image_shapes(a);
  for (std::size_t i = 0; i < a.channels.size(); ++i) stack.add_down(shapes[i], shapes[i + 1]);
  if (has_spatial_code(a)) {
    const Shape grid = stack.add_labels(shapes.back());
    stack.add(std::make_unique<Convolution>(grid, a.bottleneck_options.code_channels, kPoint, Activation::kLinear,
                                            a.initialiser));
    return;
  }
  int inputs = shapes.back().features();
  if (a.transformer.blocks > 0) {
    add_transformer(a, stack);
    inputs = a.transformer.width;
  }
  inputs = stack.add_labels(flat(inputs)).features();
  for (int units : a.hidden) {
    stack.add_hidden(inputs, flat(units));
    inputs = units;
  }
  // The parameters of a posterior are unbounded; only a plain code may have an activation.
  const Activation last = a.bottleneck == BottleneckKind::kPlain ? a.code_activation : Activation::kLinear;
  stack.add_dense(inputs, outputs, last);
}

void fill_decoder(const Architecture& a, Stack& stack) {
  const Shape code = stack.add_labels(code_shape(a));
  const std::vector<Shape> shapes = image_shapes(a);
  int inputs = code.features();
  std::vector<int> hidden = a.decoder_hidden;
  if (hidden.empty()) hidden.assign(a.hidden.rbegin(), a.hidden.rend());
  for (int units : hidden) {
    stack.add_hidden(inputs, flat(units));
    inputs = units;
  }
  const bool on_logits = loss_row(a.loss).on_logits || !a.groups.empty();
  const Activation last = on_logits ? Activation::kLinear : a.output_activation;
  if (a.channels.empty()) {
    stack.add_dense(inputs, a.input.features(), last);
    return;
  }
  if (has_spatial_code(a) && hidden.empty()) {
    stack.add_hidden_same(code, shapes.back());
  } else {
    stack.add_hidden(inputs, shapes.back());
  }
  for (std::size_t i = a.channels.size(); i-- > 1;) stack.add_hidden_up(shapes[i + 1], shapes[i]);
  stack.add_up(shapes[1], shapes[0], last);
}

/// Ties the decoder's last layer to the encoder's first, and so on towards the code, wherever the shapes mirror.
void tie(const std::vector<Dense*>& encoder, const std::vector<Dense*>& decoder) {
  for (std::size_t i = 0; i < std::min(encoder.size(), decoder.size()); ++i) {
    Dense &in = *encoder[i], &out = *decoder[decoder.size() - 1 - i];
    if (out.mirrors(in)) out.tie_weights_to(in);
  }
}

Error misfit(const std::string& setting, const std::string& expected, const std::string& found) {
  return {"setting-does-not-fit", setting, "", expected, found};
}

/// Refuses a part that compares neighbouring pixels where the input has none.
Status check_neighbours(const Architecture& a, const std::string& setting) {
  if (a.input.height * a.input.width > 1) return Done{};
  return misfit(setting, "samples with neighbouring places, such as images, signals or texts",
                "a row of " + std::to_string(a.input.channels) + " features without an order");
}

Status check_convolutions(const Architecture& a) {
  if (a.channels.empty()) return Done{};
  if (Status status = check_neighbours(a, "conv"); !status) return status;
  if (a.kernel % 2 == 0) return misfit("kernel", "an odd number of pixels", std::to_string(a.kernel));
  Shape image = a.input;
  for (int channels : a.channels) {
    if (image.height * image.width == 1) {
      return misfit("conv", "convolutions that each halve the image", "more than its sides can be halved");
    }
    const std::uint64_t pixels = static_cast<std::uint64_t>(image.height) * static_cast<std::uint64_t>(image.width);
    const std::uint64_t most = static_cast<std::uint64_t>(std::max(image.channels, channels));
    if (!checked_product({pixels, most}, kMostFeatures) ||
        !fits({image.height, image.width, static_cast<int>(most)}, keeping(a))) {
      return misfit("conv", "at most 16 million values per layer and 65,536 per window", "more");
    }
    image = {(image.height + 1) / 2, (image.width + 1) / 2, channels};
  }
  return Done{};
}

/// "both sides of the images, 28 x 28", or "the samples' length, 128".
std::string sides_text(const Shape& input) {
  const std::string height = std::to_string(input.height), width = std::to_string(input.width);
  switch (sides_of(input)) {
    case WindowSides::kHeight: return "the samples' length, " + height;
    case WindowSides::kWidth: return "the samples' length, " + width;
    case WindowSides::kBoth: break;
  }
  return "both sides of the images, " + height + " x " + width;
}

Status check_transformer(const Architecture& a) {
  const TransformerOptions& t = a.transformer;
  if (!a.channels.empty()) return misfit("transformer", "either a transformer or convolutions", "both");
  if (Status status = check_neighbours(a, "transformer"); !status) return status;
  const int patches = PatchEmbedding::patches_in(a.input, t.patch);
  if (patches == 0 || !fits(a.input, PatchEmbedding::window_of(a.input, t.patch))) {
    return misfit("patch", "a size that divides " + sides_text(a.input), std::to_string(t.patch));
  }
  if (t.width % t.heads != 0) {
    return misfit("heads", "a number that divides token_width, " + std::to_string(t.width), std::to_string(t.heads));
  }
  if (!Attention::fits({patches, patches}, t.width, t.heads)) {
    return misfit("patch", "patches so large that there are fewer", std::to_string(patches) + " patches");
  }
  return Done{};
}

Status check_corruption(const Architecture& a) {
  return a.corruption == CorruptionKind::kOcclusion ? check_neighbours(a, "corruption") : Status(Done{});
}

Status check_codebook(const Architecture& a) {
  const int channels = a.bottleneck_options.code_channels;
  if (!has_spatial_code(a) && a.latent % channels != 0) {
    return misfit("latent", "a multiple of code_channels, " + std::to_string(channels), std::to_string(a.latent));
  }
  return Done{};
}

}  // namespace

bool has_spatial_code(const Architecture& a) {
  return a.bottleneck == BottleneckKind::kVectorQuantised && !a.channels.empty() && a.hidden.empty();
}

Shape code_shape(const Architecture& a) {
  if (!has_spatial_code(a)) return flat(a.latent);
  const Shape grid = image_shapes(a).back();
  return {grid.height, grid.width, a.bottleneck_options.code_channels};
}

Status check_networks(const Architecture& a) {
  if (Status status = check_corruption(a); !status) return status;
  if (Status status = check_convolutions(a); !status) return status;
  if (a.bottleneck == BottleneckKind::kVectorQuantised) {
    if (Status status = check_codebook(a); !status) return status;
  }
  return a.transformer.blocks > 0 ? check_transformer(a) : Status(Done{});
}

Networks make_networks(const Architecture& a, int encoder_outputs) {
  Stack encoder(a), decoder(a);
  fill_encoder(a, encoder_outputs, encoder);
  fill_decoder(a, decoder);
  if (a.tied) tie(encoder.dense(), decoder.dense());
  return {encoder.finish(), decoder.finish()};
}

}  // namespace hourglass
