#include "session/inference.h"

#include <algorithm>
#include <cmath>

#include "autoencoder/autoencoder.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// Samples per pass: one for the pad and the sliders costs one, a grid of them goes in a few.
constexpr int kChunk = 32;

enum class Task { kEncode, kDecode, kReconstruct };

}  // namespace

struct Inference::Network {
  Settings settings;
  Shape input;
  Compute compute;
  Autoencoder autoencoder;
  Workspace workspace;
  Buffer<Real> values;

  Network(const Model& model, const ResolvedSettings& resolved)
      : settings(model.settings),
        input(model.input),
        compute(resolved.variant, resolved.math, 1),
        autoencoder(resolved.architecture),
        workspace(autoencoder.make_workspace(kChunk)),
        values(static_cast<std::size_t>(std::max(input.features(), settings.latent) * kChunk)) {}

  int in_features(Task task) const { return task == Task::kDecode ? settings.latent : input.features(); }
  int out_features(Task task) const { return task == Task::kEncode ? settings.latent : input.features(); }

  const Real* run(Task task, const Pass& pass) const {
    if (task == Task::kDecode) return autoencoder.decode(pass, values.data());
    const Real* codes = autoencoder.encode(pass, values.data());
    return task == Task::kEncode ? codes : autoencoder.decode(pass, codes);
  }

  Result<std::vector<float>> run_all(Task task, const Model& model, std::span<const float> given) {
    const std::size_t in = static_cast<std::size_t>(in_features(task)), out = static_cast<std::size_t>(out_features(task));
    if (given.size() % in != 0) {
      return Error{"array-wrong-length", "array", "", "a multiple of " + std::to_string(in) + " values",
                   std::to_string(given.size())};
    }
    for (float value : given) {
      if (!std::isfinite(value)) return Error{"array-not-finite", "array", "", "finite numbers", "one that is not"};
    }
    const std::size_t samples = given.size() / in;
    std::vector<float> result(samples * out);
    for (std::size_t first = 0; first < samples; first += kChunk) {
      const std::size_t batch = std::min<std::size_t>(kChunk, samples - first);
      std::copy_n(given.data() + first * in, batch * in, values.data());
      const Pass pass{compute, workspace, model.parameters.data(), nullptr, static_cast<int>(batch), Mode::kInference};
      std::copy_n(run(task, pass), batch * out, result.data() + first * out);
    }
    return result;
  }
};

Inference::Inference() = default;
Inference::~Inference() = default;
Inference::Inference(Inference&&) noexcept = default;
Inference& Inference::operator=(Inference&&) noexcept = default;

Result<Inference::Network*> Inference::network_for(const Model& model) {
  if (!network_ || network_->input != model.input || !same_network(network_->settings, model.settings)) {
    Result<ResolvedSettings> resolved = resolve_settings(model.settings, model.input);
    if (!resolved) return resolved.error();
    network_ = std::make_unique<Network>(model, *resolved);
  }
  return network_.get();
}

Result<std::vector<float>> Inference::encode(const Model& model, std::span<const float> pixels) {
  Result<Network*> network = network_for(model);
  if (!network) return network.error();
  return (*network)->run_all(Task::kEncode, model, pixels);
}

Result<std::vector<float>> Inference::decode(const Model& model, std::span<const float> codes) {
  Result<Network*> network = network_for(model);
  if (!network) return network.error();
  return (*network)->run_all(Task::kDecode, model, codes);
}

Result<std::vector<float>> Inference::reconstruct(const Model& model, std::span<const float> pixels) {
  Result<Network*> network = network_for(model);
  if (!network) return network.error();
  return (*network)->run_all(Task::kReconstruct, model, pixels);
}

}  // namespace hourglass
