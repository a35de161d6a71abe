#include "session/inference.h"

#include <cmath>
#include <utility>

#include "core/number_text.h"

namespace hourglass {
namespace {

using Task = ModelRunner::Task;

/// Samples per pass. Small, because most calls pass one sample; a grid of samples takes a few passes.
constexpr int kBatch = 32;

/// Refuses numbers that are not finite and, unless the values are codes, pixels outside the range of images.
Status check_values(Task task, std::span<const float> given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!std::isfinite(given[i])) return Error{"array-not-finite", "array", "", "finite numbers", "one that is not"};
    if (task == Task::kDecode || std::abs(given[i]) <= kPixelLimit) continue;
    return Error{"array-out-of-range", "array", "index " + std::to_string(i),
                 "pixels from 0 to 1, which are bytes divided by 255", rounded_text(static_cast<double>(given[i]), 6)};
  }
  return Done{};
}

Status check_arrays(Task task, std::span<const float> given, std::size_t size, std::span<const int> labels) {
  if (given.size() % size != 0) {
    return Error{"array-wrong-length", "array", "", "a multiple of " + std::to_string(size) + " values",
                 std::to_string(given.size())};
  }
  if (Status values = check_values(task, given); !values) return values;
  const std::size_t samples = given.size() / size;
  if (!labels.empty() && labels.size() != samples) {
    return Error{"array-wrong-length", "labels", "", "one for each of " + std::to_string(samples) + " samples",
                 std::to_string(labels.size())};
  }
  return Done{};
}

}  // namespace

void Inference::use_threads(int threads) {
  if (threads != threads_) runner_.reset();
  threads_ = threads;
}

Result<ModelRunner*> Inference::runner_for(const Model& model) {
  if (!runner_ || !runner_->switch_to(model)) {
    auto made = ModelRunner::create(model, {.threads = threads_, .batch = kBatch});
    if (!made) return made.error();
    runner_ = std::move(*made);
  }
  return runner_.get();
}

Result<std::vector<float>> Inference::run(Task task, const Model& model, std::span<const float> given,
                                          std::span<const int> labels) {
  const Result<ModelRunner*> runner = runner_for(model);
  if (!runner) return runner.error();
  const auto size = static_cast<std::size_t>((*runner)->input_size(task));
  if (Status status = check_arrays(task, given, size, labels); !status) return status.error();
  return (*runner)->run(task, given, labels);
}

Result<NetworkWalk> Inference::walk(Task task, const Model& model, std::span<const float> given, int label) {
  const Result<ModelRunner*> runner = runner_for(model);
  if (!runner) return runner.error();
  const int size = (*runner)->input_size(task);
  if (given.size() != static_cast<std::size_t>(size)) {
    return Error{"array-wrong-length", "array", "", std::to_string(size) + " values", std::to_string(given.size())};
  }
  const int labels[] = {label};
  Result<std::vector<float>> result = run(task, model, given, labels);
  if (!result) return result.error();
  // The workspace still holds every layer's output.
  const Pass pass = (*runner)->pass(Mode::kInference, 1);
  const Autoencoder& autoencoder = (*runner)->network();
  const bool decodes = task == Task::kDecode;
  const Network& network = decodes ? autoencoder.decoder() : autoencoder.encoder();
  const std::string side = decodes ? "decoder." : "encoder.";
  NetworkWalk walk{std::move(*result), {}};
  for (std::size_t i = 0; i < network.layers().size(); ++i) {
    const Layer& layer = *network.layers()[i];
    const Real* values = network.output(pass, i);
    walk.layers.push_back({.name = side + std::to_string(i),
                           .spec = layer.spec(),
                           .shape = layer.output_shape(),
                           .values = {values, values + layer.output_shape().features()}});
  }
  return walk;
}

Result<NetworkWalk> Inference::encode_walk(const Model& model, std::span<const float> pixels, int label) {
  return walk(Task::kEncode, model, pixels, label);
}

Result<NetworkWalk> Inference::decode_walk(const Model& model, std::span<const float> code, int label) {
  return walk(Task::kDecode, model, code, label);
}

Result<std::vector<float>> Inference::encode(const Model& model, std::span<const float> pixels,
                                             std::span<const int> labels) {
  return run(Task::kEncode, model, pixels, labels);
}

Result<std::vector<float>> Inference::decode(const Model& model, std::span<const float> codes,
                                             std::span<const int> labels) {
  return run(Task::kDecode, model, codes, labels);
}

Result<std::vector<float>> Inference::reconstruct(const Model& model, std::span<const float> pixels,
                                                  std::span<const int> labels) {
  return run(Task::kReconstruct, model, pixels, labels);
}

Result<std::vector<int>> Inference::codebook_entries(const Model& model, std::span<const float> pixels,
                                                     std::span<const int> labels) {
  const Result<std::vector<float>> entries = run(Task::kEntries, model, pixels, labels);
  if (!entries) return entries.error();
  std::vector<int> numbers;
  for (float entry : *entries) numbers.push_back(static_cast<int>(entry));
  return numbers;
}

}  // namespace hourglass
