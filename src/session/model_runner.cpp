#include "session/model_runner.h"

#include <algorithm>

#include "session/resolve.h"

namespace hourglass {

Result<std::unique_ptr<ModelRunner>> ModelRunner::create(const Model& model, const RunnerOptions& options) {
  const Result<ResolvedSettings> resolved = resolve_settings(model.settings, {model.input, model.description});
  if (!resolved) return resolved.error();
  auto runner =
      std::make_unique<ModelRunner>(model.settings, InputForm(model.input, model.description), *resolved, options);
  runner->set_parameters(model.parameters.data());
  return runner;
}

ModelRunner::ModelRunner(const Settings& settings, const InputForm& input, const ResolvedSettings& resolved,
                         const RunnerOptions& options)
    : settings_(settings),
      input_(input),
      labels_(options.labels),
      compute_(resolved.variant, settings.compute.math, options.threads),
      network_(resolved.architecture),
      workspace_(network_.make_workspace(options.batch)) {}

bool ModelRunner::switch_to(const Model& model) {
  if (InputForm(model.input, model.description) != input_ || !same_network(model.settings, settings_)) return false;
  settings_ = model.settings;
  parameters_ = model.parameters.data();
  return true;
}

int ModelRunner::input_size(Task task) const {
  return task == Task::kDecode ? network_.architecture().latent : input_.shape.features();
}

int ModelRunner::output_size(Task task) const {
  switch (task) {
    case Task::kEncode: return network_.architecture().latent;
    case Task::kEntries: return network_.bottleneck().code_positions();
    case Task::kDecode:
    case Task::kReconstruct: return input_.shape.features();
  }
  return 0;
}

Pass ModelRunner::pass(Mode mode, int count, const int* labels, std::uint64_t step) {
  return {.compute = compute_,
          .workspace = workspace_,
          .parameters = parameters_,
          .gradients = nullptr,
          .batch = count,
          .mode = mode,
          .seed = static_cast<std::uint64_t>(settings_.seed),
          .step = step,
          .labels = {labels, count}};
}

const Real* ModelRunner::run_batch(Task task, const Pass& pass, const Real* values) const {
  if (task == Task::kDecode) return network_.decode(pass, values);
  const Real* codes = network_.encode(pass, values);
  if (task == Task::kEntries) return network_.bottleneck().chosen_entries(pass);
  return task == Task::kEncode ? codes : network_.decode(pass, codes);
}

std::vector<float> ModelRunner::run(Task task, std::span<const float> values, std::span<const int> labels) {
  const auto in = static_cast<std::size_t>(input_size(task)), out = static_cast<std::size_t>(output_size(task));
  const std::size_t samples = values.size() / in, most = static_cast<std::size_t>(batch());
  const bool labelled = !labels.empty() && (task == Task::kDecode || labels_ == LabelPolicy::kAllPasses);
  std::vector<float> result(samples * out);
  for (std::size_t first = 0; first < samples && out > 0; first += most) {
    const std::size_t count = std::min(most, samples - first);
    const Pass at = pass(Mode::kInference, static_cast<int>(count), labelled ? labels.data() + first : nullptr);
    const Real* made = run_batch(task, at, values.data() + first * in);
    std::copy_n(made, count * out, result.data() + first * out);
  }
  return result;
}

}  // namespace hourglass
