#include "analysis/batch_inference.h"

#include <algorithm>

#include "session/resolve.h"

namespace hourglass {

Result<std::unique_ptr<BatchInference>> BatchInference::create(const Model& model, int threads, int batch) {
  Result<ResolvedSettings> resolved = resolve_settings(model.settings, model.input);
  if (!resolved) return resolved.error();
  return std::unique_ptr<BatchInference>(new BatchInference(model, *resolved, threads, batch));
}

BatchInference::BatchInference(const Model& model, const ResolvedSettings& resolved, int threads, int batch)
    : model_(model),
      compute_(resolved.variant, resolved.math, threads),
      network_(resolved.architecture),
      workspace_(network_.make_workspace(batch)) {}

Pass BatchInference::pass(Mode mode, const Samples& samples, std::uint32_t first, int batch) {
  Pass pass{compute_,
            workspace_,
            model_.parameters.data(),
            nullptr,
            batch,
            mode,
            static_cast<std::uint64_t>(model_.settings.seed),
            first};
  if (!samples.labels.empty()) pass.labels = samples.labels.data() + first;
  return pass;
}

Samples BatchInference::run(Task task, const Samples& given) {
  const int out = task == Task::kEncode ? network_.architecture().latent : model_.input.features();
  Samples result{out, given.count, {}, given.labels};
  result.values.resize(static_cast<std::size_t>(out) * given.count);
  const std::uint32_t most = static_cast<std::uint32_t>(batch());
  for (std::uint32_t first = 0; first < given.count; first += most) {
    const int size = static_cast<int>(std::min(most, given.count - first));
    Pass at = pass(Mode::kInference, given, first, size);
    if (task != Task::kDecode) at.labels = nullptr;
    const Real* values = given.sample(first);
    if (task != Task::kDecode) values = network_.encode(at, values);
    if (task != Task::kEncode) values = network_.decode(at, values);
    std::copy_n(values, static_cast<std::size_t>(out) * static_cast<std::size_t>(size),
                result.values.data() + static_cast<std::size_t>(first) * static_cast<std::size_t>(out));
  }
  return result;
}

Samples BatchInference::encode(const Samples& images) { return run(Task::kEncode, images); }
Samples BatchInference::decode(const Samples& codes) { return run(Task::kDecode, codes); }
Samples BatchInference::reconstruct(const Samples& images) { return run(Task::kReconstruct, images); }

Status check_shape(const Model& model, const Dataset& data) {
  if (data.shape() == model.input) return Done{};
  return Error{"data-shape-mismatch", data.name(), "", std::to_string(model.input.features()) + " values per sample",
               std::to_string(data.shape().features())};
}

}  // namespace hourglass
