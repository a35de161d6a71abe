// A model's network with the memory for its passes: what encodes, decodes, reconstructs, scores and trains.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "core/compute.h"
#include "core/error.h"
#include "session/model.h"

namespace hourglass {

struct ResolvedSettings;

/// Which passes of ModelRunner::run get the samples' labels. Only conditional networks look at labels.
enum class LabelPolicy {
  kAllPasses,    ///< encoder and decoder alike, as in training
  kDecodingOnly  ///< only codes decoded by themselves; a pass that reads images gets none, so that a probe does not
                 ///< find in the codes the labels that went into them
};

struct RunnerOptions {
  int threads = 1;
  int batch = 250;  ///< samples per pass; the default is large enough for the multiply to reach its speed
  LabelPolicy labels = LabelPolicy::kAllPasses;
};

/// Never shared by threads. The model must outlive every pass over it.
class ModelRunner {
 public:
  /// Refused where the model's settings and shape do not fit together.
  static Result<std::unique_ptr<ModelRunner>> create(const Model& model, const RunnerOptions& options = {});

  /// For a trainer, which owns the weights and changes them; set_parameters comes before the first pass.
  ModelRunner(const Settings& settings, Shape input, const ResolvedSettings& resolved, const RunnerOptions& options);
  /// Passes read `parameters`, which must outlive them.
  void set_parameters(const Real* parameters) { parameters_ = parameters; }

  /// From now on passes read the weights of `model`. False, and nothing changes, where it needs another network.
  bool switch_to(const Model& model);

  /// What `run` gives for each sample. kEntries: the numbers of the codebook's entries that make its code.
  enum class Task { kEncode, kDecode, kReconstruct, kEntries };
  /// Values per sample that a task takes and gives; kEntries gives 0 without a codebook.
  int input_size(Task task) const;
  int output_size(Task task) const;
  /// Runs the task in mode kInference over all samples of `values` ([sample][value]), batch by batch. `labels` are one
  /// per sample, below 0 where a label is unknown; or empty.
  std::vector<float> run(Task task, std::span<const float> values, std::span<const int> labels = {});

  /// A pass over the first `count` columns of the workspace, for callers that need more than `run` gives. `labels` are
  /// used as they are, whatever the policy; `step` keys the draws of mode kScoring.
  Pass pass(Mode mode, int count, const int* labels = nullptr, std::uint64_t step = 0);

  const Autoencoder& network() const { return network_; }
  Autoencoder& network() { return network_; }
  const Compute& compute() const { return compute_; }
  /// The most samples of one pass.
  int batch() const { return workspace_.capacity(); }

 private:
  const Real* run_batch(Task task, const Pass& pass, const Real* values) const;

  Settings settings_;  ///< those that the network was built from
  Shape input_;
  LabelPolicy labels_;
  Compute compute_;
  Autoencoder network_;
  Workspace workspace_;
  const Real* parameters_ = nullptr;
};

}  // namespace hourglass
