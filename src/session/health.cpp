#include "session/health.h"

#include <algorithm>

#include "core/math.h"

namespace hourglass {
namespace {

/// The share of the images for which a unit must be stuck to be counted.
double stuck_share(StuckUnits kind) { return kind == StuckUnits::kDead ? 1 : 0.95; }

/// counts[u] += the places at which the output of unit u is flat; `values` are places x units.
void count_stuck(const FlatOutputs& flat, std::size_t places, const Real* values, std::vector<std::uint32_t>& counts) {
  const std::size_t units = counts.size();
  for (std::size_t p = 0; p < places; ++p) {
    for (std::size_t u = 0; u < units; ++u) {
      const Real y = values[p * units + u];
      counts[u] += y <= flat.low || y >= flat.high ? 1 : 0;
    }
  }
}

double natural_log(double x) { return static_cast<double>(math::log(static_cast<float>(x))); }

/// Entropy of a pixel that is white with probability p, in nats.
double entropy(double p) {
  if (p <= 1e-7 || p >= 1 - 1e-7) return 0;
  return -(p * natural_log(p) + (1 - p) * natural_log(1 - p));
}

const Layer& layer_of(const Autoencoder& network, std::size_t index) {
  const auto& encoder = network.encoder().layers();
  return index < encoder.size() ? *encoder[index] : *network.decoder().layers()[index - encoder.size()];
}

/// The outputs at which the layer's activation is flat, so that its units do not learn.
const FlatOutputs& flat_outputs(const Layer& layer) { return activation_row(layer.spec().activation).flat; }

const Real* output_of(const Autoencoder& network, const Pass& pass, std::size_t index) {
  const std::size_t encoder = network.encoder().layers().size();
  return index < encoder ? network.encoder().output(pass, index) : network.decoder().output(pass, index - encoder);
}

/// Number of values of the encoder's output that are the code or the posterior's means; 0 if it holds neither.
std::size_t code_coordinates(const Autoencoder& network) {
  const int latent = network.bottleneck().latent(), encoded = network.bottleneck().encoder_features();
  const bool posterior = network.architecture().bottleneck == BottleneckKind::kGaussian;
  return posterior || encoded == latent ? static_cast<std::size_t>(latent) : 0;
}

}  // namespace

HealthMeter::HealthMeter(const Autoencoder& network) : network_(network) {
  const std::size_t encoder = network.encoder().layers().size(), decoder = network.decoder().layers().size();
  for (std::size_t i = 0; i < encoder + decoder; ++i) {
    LayerHealth layer;
    layer.name = i < encoder ? "encoder." + std::to_string(i) : "decoder." + std::to_string(i - encoder);
    // Skip the last layer: pixels are mostly black or white, so its units may be saturated.
    if (i + 1 < encoder + decoder) layer.kind = flat_outputs(layer_of(network, i)).stuck;
    const int units = layer.kind == StuckUnits::kNeither ? 0 : layer_of(network, i).output_shape().channels;
    stuck_.emplace_back(static_cast<std::size_t>(units));
    health_.layers.push_back(std::move(layer));
  }
  health_.latents.resize(code_coordinates(network));
  for (auto* sums : {&code_sum_, &code_squares_, &kl_sum_}) sums->resize(health_.latents.size());
  chosen_.resize(static_cast<std::size_t>(network.bottleneck().codebook_entries()));
  pixel_sum_.resize(static_cast<std::size_t>(network.architecture().input.features()));
}

void HealthMeter::begin() {
  for (auto& counts : stuck_) std::fill(counts.begin(), counts.end(), 0);
  std::fill(chosen_.begin(), chosen_.end(), 0);
  for (auto* sums : {&code_sum_, &code_squares_, &kl_sum_}) std::fill(sums->begin(), sums->end(), 0.0);
  images_ = 0;
}

void HealthMeter::add(const Pass& pass, const Real* pixels) {
  add_layers(pass);
  add_codes(pass);
  add_entries(pass);
  // The curves always use the same images, so their targets are added only once.
  if (health_.step == 0) add_targets(pass, pixels);
  images_ += static_cast<std::uint64_t>(pass.batch);
}

void HealthMeter::add_layers(const Pass& pass) {
  for (std::size_t i = 0; i < stuck_.size(); ++i) {
    if (stuck_[i].empty()) continue;
    const Layer& layer = layer_of(network_, i);
    const std::size_t values =
        static_cast<std::size_t>(layer.output_shape().features()) * static_cast<std::size_t>(pass.batch);
    count_stuck(flat_outputs(layer), values / stuck_[i].size(), output_of(network_, pass, i), stuck_[i]);
  }
}

void HealthMeter::add_codes(const Pass& pass) {
  const std::size_t latent = health_.latents.size();
  if (latent == 0) return;
  const std::size_t encoded = static_cast<std::size_t>(network_.bottleneck().encoder_features());
  const bool posterior = network_.architecture().bottleneck == BottleneckKind::kGaussian;
  const Real* values = network_.encoder().last_output(pass);
  for (int n = 0; n < pass.batch; ++n, values += encoded) {
    for (std::size_t z = 0; z < latent; ++z) {
      const double mean = static_cast<double>(values[z]);
      code_sum_[z] += mean;
      code_squares_[z] += mean * mean;
      if (!posterior) continue;
      const double log_variance = static_cast<double>(values[latent + z]);
      const double variance = static_cast<double>(math::exp(static_cast<float>(log_variance)));
      kl_sum_[z] += (mean * mean + variance - 1 - log_variance) / 2;
    }
  }
}

void HealthMeter::add_entries(const Pass& pass) {
  if (chosen_.empty()) return;
  const Real* entries = network_.bottleneck().chosen_entries(pass);
  const int choices = network_.bottleneck().code_positions() * pass.batch;
  for (int i = 0; i < choices; ++i) ++chosen_[static_cast<std::size_t>(entries[i])];
}

void HealthMeter::add_targets(const Pass& pass, const Real* pixels) {
  const std::size_t features = pixel_sum_.size();
  const bool on_logits = loss_row(network_.architecture().loss).on_logits;
  for (int n = 0; n < pass.batch; ++n, pixels += features) {
    for (std::size_t i = 0; i < features; ++i) {
      const double t = static_cast<double>(pixels[i]);
      pixel_sum_[i] += t;
      pixel_squares_ += t * t;
      if (on_logits) pixel_entropy_ += entropy(t);
    }
  }
}

/// For the Huber loss uses half the squared error, its upper bound.
void HealthMeter::finish_targets() {
  const double images = static_cast<double>(images_);
  double squares_of_mean = 0, entropy_of_mean = 0;
  for (double sum : pixel_sum_) {
    const double mean = sum / images;
    squares_of_mean += mean * mean;
    entropy_of_mean += entropy(mean);
  }
  const double variance = pixel_squares_ / images - squares_of_mean;
  switch (network_.architecture().loss) {
    case ReconstructionLoss::kMse: health_.mean_image_loss = variance; break;
    case ReconstructionLoss::kHuber: health_.mean_image_loss = variance / 2; break;
    case ReconstructionLoss::kBce:
      health_.mean_image_loss = entropy_of_mean;
      health_.least_loss = pixel_entropy_ / images;
      break;
  }
}

void HealthMeter::finish(std::uint64_t step) {
  if (images_ == 0) return;
  if (health_.step == 0) finish_targets();
  health_.step = step;
  const double images = static_cast<double>(images_);
  for (std::size_t z = 0; z < health_.latents.size(); ++z) {
    const double mean = code_sum_[z] / images;
    health_.latents[z] = {kl_sum_[z] / images, std::max(0.0, code_squares_[z] / images - mean * mean)};
  }
  const double entries = static_cast<double>(chosen_.size());
  // Judge the codebook only if the images are enough to choose each entry several times.
  constexpr double kChoicesPerEntry = 4;
  if (entries > 0 && images * network_.bottleneck().code_positions() >= kChoicesPerEntry * entries) {
    const auto unused = std::count(chosen_.begin(), chosen_.end(), 0u);
    health_.codebook_used = 1 - static_cast<double>(unused) / entries;
  }
  for (std::size_t i = 0; i < stuck_.size(); ++i) {
    if (stuck_[i].empty()) continue;
    const double places = layer_of(network_, i).output_shape().features() / static_cast<double>(stuck_[i].size());
    const double needed = stuck_share(health_.layers[i].kind) * places * images;
    const auto stuck = std::count_if(stuck_[i].begin(), stuck_[i].end(),
                                     [&](std::uint32_t count) { return static_cast<double>(count) >= needed; });
    health_.layers[i].stuck_units = static_cast<double>(stuck) / static_cast<double>(stuck_[i].size());
  }
}

void HealthMeter::set_gradients(const StoredGradients& gradients) {
  health_.gradient_norm = gradients.norm();
  const auto& parameters = network_.parameters();
  for (LayerHealth& layer : health_.layers) {
    double squares = 0, size = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const std::string& name = parameters[i].name;
      const std::size_t length = layer.name.size();
      if (!parameters[i].trainable || name.compare(0, length, layer.name) != 0 || name[length] != '.') continue;
      const double norm = gradients.norm_of(i);
      squares += norm * norm;
      size += static_cast<double>(parameters[i].slot.size);
    }
    layer.gradient_rms = size > 0 ? __builtin_sqrt(squares / size) : 0;
  }
}

}  // namespace hourglass
