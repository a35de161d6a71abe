#include "session/inference.h"

#include <algorithm>
#include <cmath>

#include "autoencoder/autoencoder.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// Samples per pass: one for the pad and the sliders costs one, a grid of them goes in a few.
constexpr int kChunk = 32;

enum Task { kEncode, kDecode, kReconstruct, kChoose };

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
        values(static_cast<std::size_t>(std::max(input.features(), code_features()) * kChunk)) {}

  int code_features() const { return autoencoder.architecture().latent; }
  int in_features(int task) const { return task == kDecode ? code_features() : input.features(); }
  int out_features(int task) const {
    if (task == kChoose) return autoencoder.bottleneck().code_positions();
    return task == kEncode ? code_features() : input.features();
  }

  struct Side {
    const hourglass::Network& network;
    std::string name;
  };
  Side side(int task) const {
    return task == kDecode ? Side{autoencoder.decoder(), "decoder"} : Side{autoencoder.encoder(), "encoder"};
  }

  const Real* run(int task, const Pass& pass) const {
    if (task == kDecode) return autoencoder.decode(pass, values.data());
    const Real* codes = autoencoder.encode(pass, values.data());
    if (task == kChoose) return autoencoder.bottleneck().chosen_entries(pass);
    return task == kEncode ? codes : autoencoder.decode(pass, codes);
  }

  Status check(std::span<const float> given, std::size_t in, std::span<const int> labels) const {
    if (given.size() % in != 0) {
      return Error{"array-wrong-length", "array", "", "a multiple of " + std::to_string(in) + " values",
                   std::to_string(given.size())};
    }
    for (float value : given) {
      if (!std::isfinite(value)) return Error{"array-not-finite", "array", "", "finite numbers", "one that is not"};
    }
    const std::size_t samples = given.size() / in;
    if (!labels.empty() && labels.size() != samples) {
      return Error{"array-wrong-length", "labels", "", "one for each of " + std::to_string(samples) + " samples",
                   std::to_string(labels.size())};
    }
    return Done{};
  }

  template <class Value>
  Result<std::vector<Value>> run_all(int task, const Model& model, std::span<const float> given,
                                     std::span<const int> labels) {
    const std::size_t in = static_cast<std::size_t>(in_features(task)),
                      out = static_cast<std::size_t>(out_features(task));
    if (Status status = check(given, in, labels); !status) return status.error();
    const std::size_t samples = given.size() / in;
    std::vector<Value> result(samples * out);
    for (std::size_t first = 0; first < samples && out > 0; first += kChunk) {
      const std::size_t batch = std::min<std::size_t>(kChunk, samples - first);
      std::copy_n(given.data() + first * in, batch * in, values.data());
      Pass pass{compute, workspace, model.parameters.data(), nullptr, static_cast<int>(batch), Mode::kInference};
      pass.labels = labels.empty() ? nullptr : labels.data() + first;
      const Real* made = run(task, pass);
      for (std::size_t i = 0; i < batch * out; ++i) result[first * out + i] = static_cast<Value>(made[i]);
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

template <class Value>
Result<std::vector<Value>> Inference::run(int task, const Model& model, std::span<const float> given,
                                          std::span<const int> labels) {
  Result<Network*> network = network_for(model);
  if (!network) return network.error();
  return (*network)->run_all<Value>(task, model, given, labels);
}

Result<NetworkWalk> Inference::walk(int task, const Model& model, std::span<const float> given, int label) {
  Result<Network*> made = network_for(model);
  if (!made) return made.error();
  Network& own = **made;
  if (given.size() != static_cast<std::size_t>(own.in_features(task))) {
    return Error{"array-wrong-length", "array", "", std::to_string(own.in_features(task)) + " values",
                 std::to_string(given.size())};
  }
  const int labels[] = {label};
  Result<std::vector<float>> made_of_it = own.run_all<float>(task, model, given, labels);
  if (!made_of_it) return made_of_it.error();
  // The workspace still holds what that pass left behind.
  Pass pass{own.compute, own.workspace, model.parameters.data(), nullptr, 1, Mode::kInference};
  const Network::Side side = own.side(task);
  NetworkWalk walk{std::move(*made_of_it), {}};
  for (std::size_t i = 0; i < side.network.layers().size(); ++i) {
    const Layer& layer = *side.network.layers()[i];
    const Real* values = side.network.output(pass, i);
    LayerOutput& output = walk.layers.emplace_back(
        LayerOutput{side.name + "." + std::to_string(i), layer.describe(), layer.output_shape(), {}});
    for (int k = 0; k < output.shape.features(); ++k) output.values.push_back(static_cast<float>(values[k]));
  }
  return walk;
}

Result<NetworkWalk> Inference::encode_walk(const Model& model, std::span<const float> pixels, int label) {
  return walk(kEncode, model, pixels, label);
}

Result<NetworkWalk> Inference::decode_walk(const Model& model, std::span<const float> code, int label) {
  return walk(kDecode, model, code, label);
}

Result<std::vector<float>> Inference::encode(const Model& model, std::span<const float> pixels,
                                             std::span<const int> labels) {
  return run<float>(kEncode, model, pixels, labels);
}

Result<std::vector<float>> Inference::decode(const Model& model, std::span<const float> codes,
                                             std::span<const int> labels) {
  return run<float>(kDecode, model, codes, labels);
}

Result<std::vector<float>> Inference::reconstruct(const Model& model, std::span<const float> pixels,
                                                  std::span<const int> labels) {
  return run<float>(kReconstruct, model, pixels, labels);
}

Result<std::vector<int>> Inference::codebook_entries(const Model& model, std::span<const float> pixels,
                                                     std::span<const int> labels) {
  return run<int>(kChoose, model, pixels, labels);
}

}  // namespace hourglass
