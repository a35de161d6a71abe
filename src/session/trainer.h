// The state of a training run and its step: batch, forward, backward, update. The session decides when a step runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "data/dataset.h"
#include "nn/stored_gradients.h"
#include "session/batch.h"
#include "session/closed_form.h"
#include "session/health.h"
#include "session/history.h"
#include "session/model.h"
#include "session/model_runner.h"
#include "session/ranks.h"
#include "session/resolve.h"
#include "session/scorer.h"
#include "session/sharded_gradient.h"

namespace hourglass {

/// Owns the network, its weights and the order of the data. A step is a function of settings, data, step number and the
/// weights before it; it does not depend on time, threads or addresses. Only the first step allocates memory.
class Trainer {
 public:
  /// With `ranks`, which must outlive the trainer, this is one process's part of the run: it computes its share of each
  /// batch's shards. Everything else is the same on every rank, to the bit.
  static Result<std::unique_ptr<Trainer>> create(const Settings& settings, std::shared_ptr<const Dataset> data,
                                                 Ranks* ranks = nullptr);
  /// Continues from a model: copies its weights, its step and its optimiser state if it has one. Refuses a model of
  /// another shape.
  Status load(const Model& model);

  /// The result of one piece of a step. Pieces take at most a few milliseconds, so that a thread that also draws can
  /// stop between them.
  enum class Progress {
    kWithinStep,  ///< the weights may be half updated and must not be read
    kStepDone,
    kStopped,   ///< the validation loss no longer fell: the best weights are restored; `message()` says so
    kDiverged,  ///< the loss or the weights were no longer finite: the last good weights are restored; `message()` says
                ///< in one sentence what happened, when and why
    kInterrupted,  ///< the step is done, and all ranks agreed to stop after it
    kRankLost      ///< another process has ended: the weights are those before the step
  };
  /// Runs the next piece.
  Progress advance();
  /// The index of the next piece; 0 between steps. The same piece takes about the same time in every step.
  int next_piece() const { return piece_; }
  /// Runs one whole step. Returns false if it diverged or stopped.
  bool step();
  /// Applies the settings that may change during training. Call it only between steps.
  void apply_live(const Settings& settings);

  const Settings& settings() const { return settings_; }
  std::uint64_t steps_done() const { return step_; }
  std::uint64_t steps_per_epoch() const { return steps_per_epoch_; }
  double epochs_done() const { return static_cast<double>(step_) / static_cast<double>(steps_per_epoch_); }
  const History& history() const { return history_; }
  const std::vector<std::string_view>& penalty_names() const { return network().penalty_names(); }
  const std::string& message() const { return message_; }
  const Health& health() const { return meter_.health(); }
  const ValidationState& validation() const { return validation_; }
  /// Learning rate of the next step, after the schedule.
  double learning_rate() const;
  /// Call it when no more steps will follow: with patience, restores the weights of the best epoch.
  void finish_run();
  const Dataset& data() const { return *data_; }
  const std::shared_ptr<const Dataset>& shared_data() const { return data_; }
  double flops_per_step() const { return 2 * network().training_multiply_adds() * settings_.training.batch; }
  /// Copies the weights; with kWithOptimiser also all state that a resumed run needs.
  enum class Copy { kWeights, kWithOptimiser };
  Model model(Copy copy) const;

 private:
  Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data,
          Ranks* ranks);
  /// The phases of a step, in this order. kClosedForm replaces the backward pass and kUpdate. With shards, kTrain and
  /// kSumShards run once for each, and kSumRanks after the last. kInspect and kScore run only at the points of the
  /// curves, kValidate only at the ends of epochs.
  enum class Phase { kLoad, kTrain, kClosedForm, kSumShards, kSumRanks, kUpdate, kInspect, kScore, kValidate };
  Progress enter(Phase phase);
  Progress run_piece();
  void load_batch(std::uint64_t step);
  void load_samples(std::uint64_t step, IndexRange samples, std::uint64_t seed);
  void load_shard();
  std::uint64_t draw_seed() const;
  /// Number of samples in the batch of a step.
  int batch_of(std::uint64_t step) const;
  Progress closed_form_piece();
  bool keeps_gradients() const;
  /// Whether the step adds a point to the curves. The step that solves the closed form always does.
  bool is_curve_step(std::uint64_t step) const {
    return step % record_every_ == 0 || step == 1 || (closed_form_ && step == steps_per_epoch_);
  }
  double share_of_schedule() const;
  ParameterUpdate next_update(OptimiserOptions options);
  Progress train_piece();
  Progress end_of_loss(const Pass& pass);
  Progress sum_shards_piece();
  Progress sum_ranks();
  void apply_unmeasured();
  Progress update_piece();
  Progress step_trained();
  Progress inspect_weights();
  Progress score_piece();
  Progress end_of_epoch();
  Progress validate_piece();
  std::string early_stop_message() const;
  void record();
  void keep_if_good(double held_out_reconstruction);
  void restore_best();
  Progress give_up();
  Autoencoder& network() { return runner_.network(); }
  const Autoencoder& network() const { return runner_.network(); }

  Settings settings_;
  std::shared_ptr<const Dataset> data_;
  ModelRunner runner_;
  StoredGradients stored_gradients_;
  HealthMeter meter_;
  Buffer<Real> parameters_, gradients_, optimiser_state_, good_parameters_, best_parameters_;
  Ranks* ranks_;                              ///< null in the only process of a run
  std::unique_ptr<ShardedGradient> sharded_;  ///< null where the batch is one shard
  Batch batch_;
  Scorer scorer_;
  TrainingParts parts_;
  std::vector<std::uint32_t> order_;
  std::uint64_t shuffled_epoch_ = ~std::uint64_t{0};
  std::uint64_t step_ = 0, good_step_ = 0, steps_per_epoch_ = 1, record_every_ = 1;
  /// Not null if the solver is kClosedForm; then only it computes weights.
  std::unique_ptr<ClosedForm> closed_form_;
  int piece_ = 0;
  Phase phase_ = Phase::kLoad;
  int phase_piece_ = 0;
  bool stop_agreed_ = false;
  double gradient_scale_ = 1;
  LossTerms step_terms_, window_sum_;
  std::uint64_t window_steps_ = 0;
  ValidationState validation_;
  History history_;
  std::string message_;
};

}  // namespace hourglass
