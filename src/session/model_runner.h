// Runs a model's network: owns the memory for its passes, and encodes, decodes, reconstructs, scores and trains.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "core/compute.h"
#include "core/error.h"
#include "session/model.h"
#include "session/resolve.h"

namespace hourglass {

/// Which passes of ModelRunner::run receive the samples' labels. Only conditional networks read labels.
enum class LabelPolicy {
  kAllPasses,    ///< all passes, in encoder and decoder, as in training
  kDecodingOnly  ///< only Task::kDecode; a pass that encodes images receives none, so that a probe cannot find in the
                 ///< codes labels that the encoder was given
};

struct RunnerOptions {
  int threads = 1;
  int batch = 250;  ///< samples per pass; the default is large enough for full speed of the matrix multiply
  LabelPolicy labels = LabelPolicy::kAllPasses;
};

/// Not thread-safe. The model must outlive every pass over it.
class ModelRunner {
 public:
  /// Refuses a model whose settings and shape do not fit together.
  static Result<std::unique_ptr<ModelRunner>> create(const Model& model, const RunnerOptions& options = {});

  /// For a trainer, which owns the weights and changes them. Call set_parameters before the first pass.
  ModelRunner(const Settings& settings, const InputForm& input, const ResolvedSettings& resolved,
              const RunnerOptions& options);
  /// Passes read `parameters`, which must outlive them.
  void set_parameters(const Real* parameters) { parameters_ = parameters; }

  /// Makes the following passes read the weights of `model`. Returns false and changes nothing if `model` needs another
  /// network.
  bool switch_to(const Model& model);

  /// What `run` computes for each sample. kEntries: the indices of the codebook entries that form its code.
  enum class Task { kEncode, kDecode, kReconstruct, kEntries };
  /// Values per sample that a task reads and writes; the output size of kEntries is 0 without a codebook.
  int input_size(Task task) const;
  int output_size(Task task) const;
  /// Runs the task in mode kInference over all samples of `values` ([sample][value]), batch by batch. `labels` is empty
  /// or has one label per sample, below 0 where it is unknown.
  std::vector<float> run(Task task, std::span<const float> values, std::span<const int> labels = {});

  /// A pass over the first `count` columns of the workspace, for callers that need more than `run`. Uses `labels`
  /// whatever the policy; `step` keys the random draws of mode kScoring.
  Pass pass(Mode mode, int count, const int* labels = nullptr, std::uint64_t step = 0);

  const Autoencoder& network() const { return network_; }
  Autoencoder& network() { return network_; }
  const Compute& compute() const { return compute_; }
  /// Largest number of samples per pass.
  int batch() const { return workspace_.capacity(); }

 private:
  const Real* run_batch(Task task, const Pass& pass, const Real* values) const;

  Settings settings_;  ///< the settings that the network was built from
  InputForm input_;
  LabelPolicy labels_;
  Compute compute_;
  Autoencoder network_;
  Workspace workspace_;
  const Real* parameters_ = nullptr;
};

}  // namespace hourglass
