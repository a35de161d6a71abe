#include "autoencoder/autoencoder.h"

#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "nn/convolution.h"
#include "nn/dense.h"
#include "nn/transposed_convolution.h"

namespace hourglass {
namespace {

/// Of all convolutions; an image of odd size is halved upward.
constexpr Window kWindow{.kernel = 3, .stride = 2, .padding = 1};

/// The input, and what each of the encoder's convolutions makes of it.
std::vector<Shape> image_shapes(const Architecture& a) {
  std::vector<Shape> shapes{a.input};
  for (int channels : a.channels) {
    const PatchGeometry g = patch_geometry(shapes.back(), kWindow);
    shapes.push_back({g.grid_height, g.grid_width, channels});
  }
  return shapes;
}

Network make_encoder(const Architecture& a, int encoder_features) {
  Network network;
  const std::vector<Shape> shapes = image_shapes(a);
  for (std::size_t i = 0; i < a.channels.size(); ++i) {
    network.add(std::make_unique<Convolution>(shapes[i], a.channels[i], kWindow, a.activation, a.initialiser));
  }
  int inputs = shapes.back().features();
  for (int units : a.hidden) {
    network.add(std::make_unique<Dense>(inputs, units, a.activation, a.initialiser));
    inputs = units;
  }
  // The parameters of a posterior are unbounded; only a plain code may have an activation.
  const Activation last = a.bottleneck == BottleneckKind::kPlain ? a.code_activation : Activation::kLinear;
  network.add(std::make_unique<Dense>(inputs, encoder_features, last, a.initialiser));
  return network;
}

Network make_decoder(const Architecture& a) {
  Network network;
  int inputs = a.latent;
  for (auto units = a.hidden.rbegin(); units != a.hidden.rend(); ++units) {
    network.add(std::make_unique<Dense>(inputs, *units, a.activation, a.initialiser));
    inputs = *units;
  }
  const Activation last = loss_row(a.loss).on_logits ? Activation::kLinear : a.output_activation;
  const std::vector<Shape> shapes = image_shapes(a);
  const Activation dense = a.channels.empty() ? last : a.activation;
  network.add(std::make_unique<Dense>(inputs, shapes.back().features(), dense, a.initialiser));
  for (std::size_t i = a.channels.size(); i-- > 0;) {
    const Shape &from = shapes[i + 1], &to = shapes[i];
    // Of the two sizes that a convolution halves to the same, the one it came from.
    const OutputPadding padding{to.height - (2 * from.height - 1), to.width - (2 * from.width - 1)};
    network.add(std::make_unique<TransposedConvolution>(from, to.channels, kWindow, padding,
                                                        i == 0 ? last : a.activation, a.initialiser));
  }
  return network;
}

double mean(const Real* values, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<double>(values[i]);
  return sum / count;
}

}  // namespace

Autoencoder::Autoencoder(const Architecture& architecture)
    : architecture_(architecture),
      bottleneck_(bottleneck_row(architecture.bottleneck).make(architecture.latent, architecture.bottleneck_options)) {
  encoder_ = make_encoder(architecture_, bottleneck_->encoder_features());
  decoder_ = make_decoder(architecture_);
  encoder_.build(builder_, "encoder");
  builder_.enter("bottleneck");
  bottleneck_->build(builder_);
  decoder_.build(builder_, "decoder");
  code_ = builder_.add_cache(architecture_.latent);
  d_code_ = builder_.add_cache(architecture_.latent);
  d_encoded_ = builder_.add_cache(bottleneck_->encoder_features());
  d_output_ = builder_.add_cache(architecture_.input.features());
  pixels_ = builder_.add_cache(architecture_.input.features());
  reconstruction_ = builder_.add_cache(1);
  term_ = builder_.add_cache(1);
}

void Autoencoder::initialise(std::uint64_t seed, Real* parameters) const {
  std::uint64_t index = 0;
  for (const Parameter& p : builder_.parameters()) {
    const std::span<Real> values(parameters + p.slot.offset, p.slot.size);
    const RandomKey key{seed, Stream::kInitialisation, index++};
    if (p.trainable) {
      hourglass::initialise(p.initialiser, p.activation, p.fan, key, values);
    } else {
      std::fill(values.begin(), values.end(), p.start);
    }
  }
}

void Autoencoder::forward_neck(const Pass& pass) const {
  const Real* encoded = encoder_.last_output(pass);
  bottleneck_->forward(pass, encoded, pass.workspace.at(code_));
  bottleneck_->term(pass, encoded, pass.workspace.at(term_));
}

void Autoencoder::forward_loss(const Pass& pass, const Real* pixels, Real scale, Real* d_output) const {
  reconstruction_loss(pass.compute, architecture_.loss, architecture_.input.features(), pass.batch,
                      decoder_.last_output(pass), pixels, scale, pass.workspace.at(reconstruction_), d_output);
}

void Autoencoder::backward_neck(const Pass& pass, Real scale) const {
  bottleneck_->backward(pass, encoder_.last_output(pass), pass.workspace.at(code_), pass.workspace.at(d_code_), scale,
                        pass.workspace.at(d_encoded_));
}

LossTerms Autoencoder::terms(const Pass& pass) const {
  LossTerms terms;
  terms.reconstruction = mean(pass.workspace.at(reconstruction_), pass.batch);
  terms.penalty = mean(pass.workspace.at(term_), pass.batch);
  terms.total = terms.reconstruction + static_cast<double>(bottleneck_->term_weight()) * terms.penalty;
  return terms;
}

int Autoencoder::loss_piece() const {
  return static_cast<int>(encoder_.layers().size() + decoder_.layers().size());
}

int Autoencoder::training_pieces() const { return 2 * loss_piece() + 1; }

void Autoencoder::train_piece(const Pass& pass, const Real* pixels, int piece) const {
  const int encoder_layers = static_cast<int>(encoder_.layers().size());
  const int decoder_layers = static_cast<int>(decoder_.layers().size());
  const Real scale = Real(1) / static_cast<Real>(pass.batch);
  Workspace& workspace = pass.workspace;
  // Backward pieces count down: the same layers in the opposite order.
  const int back = training_pieces() - 1 - piece;
  if (piece < encoder_layers) {
    encoder_.forward_layer(pass, pixels, static_cast<std::size_t>(piece));
  } else if (piece < loss_piece()) {
    if (piece == encoder_layers) forward_neck(pass);
    decoder_.forward_layer(pass, workspace.at(code_), static_cast<std::size_t>(piece - encoder_layers));
  } else if (piece == loss_piece()) {
    forward_loss(pass, pixels, scale, workspace.at(d_output_));
  } else if (piece <= loss_piece() + decoder_layers) {
    decoder_.backward_layer(pass, workspace.at(code_), workspace.at(d_output_), workspace.at(d_code_),
                            static_cast<std::size_t>(back - encoder_layers));
  } else {
    if (back == encoder_layers - 1) backward_neck(pass, scale);
    encoder_.backward_layer(pass, pixels, workspace.at(d_encoded_), nullptr, static_cast<std::size_t>(back));
  }
}

LossTerms Autoencoder::train(const Pass& pass, const Real* pixels) const {
  int piece = 0;
  while (piece <= loss_piece()) train_piece(pass, pixels, piece++);
  const LossTerms result = terms(pass);
  if (!std::isfinite(result.total)) return result;
  while (piece < training_pieces()) train_piece(pass, pixels, piece++);
  return result;
}

LossTerms Autoencoder::score(const Pass& pass, const Real* pixels) const {
  encoder_.forward(pass, pixels);
  forward_neck(pass);
  decoder_.forward(pass, pass.workspace.at(code_));
  forward_loss(pass, pixels, 1, nullptr);
  return terms(pass);
}

const Real* Autoencoder::encode(const Pass& pass, const Real* pixels) const {
  Real* code = pass.workspace.at(code_);
  bottleneck_->forward(pass, encoder_.forward(pass, pixels), code);
  return code;
}

const Real* Autoencoder::decode(const Pass& pass, const Real* codes) const {
  const Real* output = decoder_.forward(pass, codes);
  if (!loss_row(architecture_.loss).on_logits) return output;
  const std::size_t size =
      static_cast<std::size_t>(architecture_.input.features()) * static_cast<std::size_t>(pass.batch);
  Real* pixels = pass.workspace.at(pixels_);
  activation_forward(pass.compute, Activation::kSigmoid, size, output, pixels);
  return pixels;
}

double Autoencoder::forward_multiply_adds() const { return encoder_.multiply_adds() + decoder_.multiply_adds(); }

double Autoencoder::training_multiply_adds() const {
  return 3 * forward_multiply_adds() - encoder_.layers().front()->multiply_adds();
}

}  // namespace hourglass
