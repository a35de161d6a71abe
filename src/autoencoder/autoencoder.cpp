#include "autoencoder/autoencoder.h"

#include <algorithm>
#include <cmath>

#include "autoencoder/networks.h"
#include "core/assert.h"
#include "core/random.h"

namespace hourglass {
namespace {

double mean(const Real* values, int count) {
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += static_cast<double>(values[i]);
  return sum / count;
}

Architecture with_code_size(Architecture architecture) {
  architecture.latent = code_shape(architecture).features();
  return architecture;
}

}  // namespace

Autoencoder::Autoencoder(const Architecture& architecture)
    : architecture_(with_code_size(architecture)),
      bottleneck_(bottleneck_row(architecture.bottleneck).make(architecture_.latent, architecture.bottleneck_options)) {
  Networks networks = make_networks(architecture_, bottleneck_->encoder_features());
  encoder_ = std::move(networks.encoder);
  decoder_ = std::move(networks.decoder);
  make_penalties();
  build_parts();
  code_ = builder_.add_cache(architecture_.latent);
  d_code_ = builder_.add_cache(architecture_.latent);
  d_output_ = builder_.add_cache(architecture_.input.features());
  pixels_ = builder_.add_cache(architecture_.input.features());
  reconstruction_ = builder_.add_cache(1);
  if (!architecture_.groups.empty()) categories_ = builder_.add_cache(1);
  term_ = builder_.add_cache(1);
  penalty_terms_ = builder_.add_fixed_cache(kMostPenalties);
  make_pieces();
}

void Autoencoder::make_penalties() {
  const PenaltyOptions& options = architecture_.penalty_options;
  const PenaltyContext context{architecture_.input.features(), architecture_.latent, encoder_};
  for (const PenaltyRow& row : hourglass::penalties()) {
    if (!(options.*row.weight > 0)) continue;
    penalties_.push_back(row.make(context, options));
    encoder_copies_ = std::max(encoder_copies_, penalties_.back()->copies());
  }
}

void Autoencoder::build_parts() {
  builder_.set_copies(encoder_copies_);
  encoder_.build(builder_, "encoder");
  d_encoded_ = builder_.add_cache(bottleneck_->encoder_features());
  if (has_own_input()) input_ = builder_.add_cache(architecture_.input.features());
  builder_.set_copies(1);
  builder_.enter("bottleneck");
  bottleneck_->build(builder_);
  if (!bottleneck_->term_name().empty()) penalty_names_.push_back(bottleneck_->term_name());
  decoder_.build(builder_, "decoder");
  for (const auto& penalty : penalties_) {
    penalty->build(builder_);
    for (std::string_view name : penalty->term_names()) penalty_names_.push_back(name);
  }
  HG_ASSERT(penalty_names_.size() <= kMostPenalties, "more terms than LossTerms has places for");
}

void Autoencoder::make_pieces() {
  const std::size_t encoder_layers = encoder_.layers().size(), decoder_layers = decoder_.layers().size();
  if (has_own_input()) pieces_.push_back({&Autoencoder::prepare_input, 0});
  for (std::size_t i = 0; i < encoder_layers; ++i) pieces_.push_back({&Autoencoder::encode_layer, i});
  pieces_.push_back({&Autoencoder::forward_bottleneck, 0});
  for (std::size_t i = 0; i < decoder_layers; ++i) pieces_.push_back({&Autoencoder::decode_layer, i});
  loss_piece_ = static_cast<int>(pieces_.size());
  pieces_.push_back({&Autoencoder::compare, 0});
  for (std::size_t i = decoder_layers; i-- > 0;) {
    pieces_.push_back({&Autoencoder::decode_layer_backward<BackwardPart::kInputs>, i});
    pieces_.push_back({&Autoencoder::decode_layer_backward<BackwardPart::kParameters>, i});
  }
  pieces_.push_back({&Autoencoder::backward_bottleneck, 0});
  for (std::size_t i = encoder_layers; i-- > 0;) {
    pieces_.push_back({&Autoencoder::encode_layer_backward<BackwardPart::kInputs>, i});
    pieces_.push_back({&Autoencoder::encode_layer_backward<BackwardPart::kParameters>, i});
  }
  if (needs_stored_gradients()) pieces_.push_back({&Autoencoder::finish_gradients, 0});
}

bool Autoencoder::has_own_input() const {
  return encoder_copies_ > 1 || architecture_.corruption != CorruptionKind::kNone || !architecture_.missing.empty();
}

bool Autoencoder::needs_stored_gradients() const {
  return architecture_.tied ||
         std::any_of(penalties_.begin(), penalties_.end(), [](const auto& p) { return p->needs_stored_gradients(); });
}

void Autoencoder::set_penalty_options(const PenaltyOptions& options) {
  for (const auto& penalty : penalties_) penalty->set_options(options);
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

BottleneckView Autoencoder::bottleneck_view(const Pass& pass) const {
  return {encoder_.last_output(pass), pass.workspace.at(code_)};
}

/// The pass for the encoder, whose batch is larger where a penalty asks for copies.
Pass Autoencoder::encoder_pass(const Pass& pass) const {
  Pass wide = pass;
  wide.batch *= encoder_copies_;
  return wide;
}

bool Autoencoder::corrupts(const Pass& pass) const {
  return pass.mode == Mode::kTraining && architecture_.corruption != CorruptionKind::kNone;
}

const Real* Autoencoder::encoder_input(const Pass& pass, const Real* pixels) const {
  return encoder_copies_ > 1 || corrupts(pass) || !architecture_.missing.empty() ? pass.workspace.at(input_) : pixels;
}

/// Replaces the missing values of a batch.
void Autoencoder::fill_missing(const Pass& pass, Real* input) const {
  const std::vector<float>& missing = architecture_.missing;
  for (int n = 0; n < pass.batch; ++n) {
    for (const float value : missing) {
      if (*input != *input) *input = static_cast<Real>(value);
      ++input;
    }
  }
}

/// Assembles the encoder's input: the batch, corrupted while training, and the second input of a penalty.
void Autoencoder::prepare_input(const Pass& pass, const Real* pixels, std::size_t) const {
  const std::size_t size =
      static_cast<std::size_t>(architecture_.input.features()) * static_cast<std::size_t>(pass.batch);
  Real* input = pass.workspace.at(input_);
  if (corrupts(pass)) {
    corruption_row(architecture_.corruption)
        .apply({pass.compute,
                architecture_.input,
                pass.batch,
                architecture_.corruption_strength,
                {pass.seed, Stream::kCorruption, pass.step},
                pixels,
                architecture_.groups},
               input);
  } else if (has_own_input()) {
    std::copy_n(pixels, size, input);
  }
  fill_missing(pass, input);
  for (const auto& penalty : penalties_) {
    if (penalty->copies() > 1) penalty->second_input(pass, input, input + size);
  }
}

void Autoencoder::encode_layer(const Pass& pass, const Real* pixels, std::size_t layer) const {
  encoder_.forward_layer(encoder_pass(pass), encoder_input(pass, pixels), layer);
}

void Autoencoder::forward_bottleneck(const Pass& pass, const Real*, std::size_t) const {
  const Real* encoded = encoder_.last_output(pass);
  bottleneck_->forward(pass, encoded, pass.workspace.at(code_));
  bottleneck_->term(pass, encoded, pass.workspace.at(term_));
  Real* terms = pass.workspace.at(penalty_terms_);
  for (const auto& penalty : penalties_) {
    penalty->forward(pass, bottleneck_view(pass), terms);
    terms += penalty->term_names().size();
  }
}

void Autoencoder::decode_layer(const Pass& pass, const Real*, std::size_t layer) const {
  decoder_.forward_layer(pass, pass.workspace.at(code_), layer);
}

/// Assigns the output's gradient too, where there is a backward pass.
void Autoencoder::compare(const Pass& pass, const Real* pixels, std::size_t) const {
  const Real scale = Real(1) / static_cast<Real>(pass.batch);
  reconstruction_loss(pass.compute, architecture_.loss, architecture_.input.features(), pass.batch,
                      decoder_.last_output(pass), pixels, scale, pass.workspace.at(reconstruction_),
                      pass.gradients ? pass.workspace.at(d_output_) : nullptr,
                      static_cast<Real>(architecture_.huber_delta), architecture_.groups,
                      architecture_.groups.empty() ? nullptr : pass.workspace.at(categories_));
}

template <BackwardPart part>
void Autoencoder::decode_layer_backward(const Pass& pass, const Real*, std::size_t layer) const {
  Workspace& workspace = pass.workspace;
  decoder_.backward_layer(pass, workspace.at(code_), workspace.at(d_output_), workspace.at(d_code_), layer, part);
}

void Autoencoder::backward_bottleneck(const Pass& pass, const Real*, std::size_t) const {
  const Real scale = Real(1) / static_cast<Real>(pass.batch);
  const BottleneckView at = bottleneck_view(pass);
  Real *d_code = pass.workspace.at(d_code_), *d_encoded = pass.workspace.at(d_encoded_);
  for (const auto& penalty : penalties_) penalty->backward_code(pass, at, d_code);
  bottleneck_->backward(pass, at.encoded, at.code, d_code, scale, d_encoded);
  const std::size_t features = static_cast<std::size_t>(bottleneck_->encoder_features());
  const std::size_t batch = static_cast<std::size_t>(pass.batch),
                    all = batch * static_cast<std::size_t>(encoder_copies_);
  std::fill(d_encoded + features * batch, d_encoded + features * all, Real(0));
  for (const auto& penalty : penalties_) penalty->backward_encoded(pass, at, d_encoded);
}

template <BackwardPart part>
void Autoencoder::encode_layer_backward(const Pass& pass, const Real* pixels, std::size_t layer) const {
  encoder_.backward_layer(encoder_pass(pass), encoder_input(pass, pixels), pass.workspace.at(d_encoded_), nullptr,
                          layer, part);
}

void Autoencoder::finish_gradients(const Pass& pass, const Real*, std::size_t) const {
  for (const auto& penalty : penalties_) penalty->backward_parameters(pass);
}

LossTerms Autoencoder::terms(const Pass& pass) const {
  LossTerms terms;
  terms.reconstruction = mean(pass.workspace.at(reconstruction_), pass.batch);
  if (!architecture_.groups.empty()) terms.categories = mean(pass.workspace.at(categories_), pass.batch);
  terms.total = terms.reconstruction;
  std::size_t place = 0;
  auto add = [&](double value, double in_loss) {
    terms.penalties[place++] = value;
    terms.total += in_loss;
  };
  if (!bottleneck_->term_name().empty()) {
    const double value = mean(pass.workspace.at(term_), pass.batch);
    add(value, bottleneck_->term_in_loss(pass, value));
  }
  const Real* next = pass.workspace.at(penalty_terms_);
  for (const auto& penalty : penalties_) {
    for (std::size_t i = 0; i < penalty->term_names().size(); ++i) {
      const double value = static_cast<double>(*next++);
      add(value, static_cast<double>(penalty->term_weight(i)) * value);
    }
  }
  return terms;
}

void Autoencoder::train_piece(const Pass& pass, const Real* pixels, int piece) const {
  const Piece& next = pieces_[static_cast<std::size_t>(piece)];
  (this->*next.run)(pass, pixels, next.layer);
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
  for (int piece = 0; piece <= loss_piece_; ++piece) train_piece(pass, pixels, piece);
  return terms(pass);
}

const Real* Autoencoder::encode(const Pass& pass, const Real* pixels) const {
  Real* code = pass.workspace.at(code_);
  if (!architecture_.missing.empty()) prepare_input(pass, pixels, 0);
  const Real* input = architecture_.missing.empty() ? pixels : pass.workspace.at(input_);
  bottleneck_->forward(pass, encoder_.forward(pass, input), code);
  return code;
}

/// Assigns the probabilities of all groups' categories.
void Autoencoder::copy_groups(const Pass& pass, const Real* output, Real* pixels) const {
  const int features = architecture_.input.features();
  for (int n = 0; n < pass.batch; ++n) {
    for (const CategoryGroup& group : architecture_.groups) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(n) * features + group.begin;
      std::copy_n(output + at, group.count, pixels + at);
    }
  }
  group_probabilities(pass.compute, architecture_.groups, features, pass.batch, pixels);
}

const Real* Autoencoder::decode(const Pass& pass, const Real* codes) const {
  const Real* output = decoder_.forward(pass, codes);
  const bool on_logits = loss_row(architecture_.loss).on_logits;
  if (!on_logits && architecture_.groups.empty()) return output;
  const int features = architecture_.input.features();
  const std::size_t size = static_cast<std::size_t>(features) * static_cast<std::size_t>(pass.batch);
  Real* pixels = pass.workspace.at(pixels_);
  if (on_logits) activation_forward(pass.compute, Activation::kSigmoid, size, output, pixels);
  else std::copy_n(output, size, pixels);
  copy_groups(pass, output, pixels);
  return pixels;
}

double Autoencoder::forward_multiply_adds() const { return encoder_.multiply_adds() + decoder_.multiply_adds(); }

double Autoencoder::training_multiply_adds() const {
  const double encoder = encoder_copies_ * (encoder_.multiply_adds() + encoder_.backward_multiply_adds());
  return encoder + 3 * decoder_.multiply_adds();
}

}  // namespace hourglass
