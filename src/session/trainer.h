// One training loop's state and its step: batch, forward, backward, update. The session decides when a step runs.
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
#include "session/resolve.h"
#include "session/scorer.h"

namespace hourglass {

/// Owns the network, its numbers and the order of the data. A step is a function of (settings, data, step number) and
/// of the weights before it: nothing depends on time, threads or addresses. After the first step none allocates.
class Trainer {
 public:
  static Result<std::unique_ptr<Trainer>> create(const Settings& settings, std::shared_ptr<const Dataset> data);
  /// Continues from a model: copies its weights, its optimiser state (where it has one) and its step. Refused where the
  /// model has another shape.
  Status load(const Model& model);

  /// A step in pieces of a few milliseconds at most, so that a thread that also draws can stop between them.
  enum class Progress {
    kWithinStep,  ///< the weights may be half updated and must not be read
    kStepDone,
    kStopped,   ///< the validation loss no longer fell: the best weights are restored and `message()` says so
    kDiverged,  ///< the loss or the weights stopped being finite; the last good weights are restored and `message()`
                ///< says in one sentence what happened, when and why
  };
  Progress advance();
  /// Which piece of the step comes next; 0 between steps. The same piece takes about the same time in every step.
  int next_piece() const { return piece_; }
  /// One whole step. False where it diverged or stopped.
  bool step();
  /// Takes the settings that may change during training. Between steps only.
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
  /// Rate of the next step, after the schedule.
  double learning_rate() const;
  /// Call it when no more steps will follow: with patience, restores the weights of the best epoch.
  void finish_run();
  const Dataset& data() const { return *data_; }
  const std::shared_ptr<const Dataset>& shared_data() const { return data_; }
  double flops_per_step() const { return 2 * network().training_multiply_adds() * settings_.training.batch; }
  /// Copies the weights (and with kWithOptimiser its state) out.
  enum class Copy { kWeights, kWithOptimiser };
  Model model(Copy copy) const;

 private:
  Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data);
  /// What a step is made of, in this order; kClosedForm instead of a backward pass and an update, the last two only at
  /// the curves' points and at the ends of epochs.
  enum class Phase { kLoad, kTrain, kClosedForm, kUpdate, kInspect, kScore, kValidate };
  Progress enter(Phase phase);
  Progress run_piece();
  void load_batch(std::uint64_t step);
  /// Samples of a step's batch.
  int batch_of(std::uint64_t step) const;
  Progress closed_form_piece();
  bool keeps_gradients() const;
  /// The curves always include the step that solves a closed form.
  bool is_curve_step(std::uint64_t step) const {
    return step % record_every_ == 0 || step == 1 || (closed_form_ && step == steps_per_epoch_);
  }
  double share_of_schedule() const;
  ParameterUpdate next_update(OptimiserOptions options);
  Progress train_piece();
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
  Batch batch_;
  Scorer scorer_;
  TrainingParts parts_;
  std::vector<std::uint32_t> order_;
  std::uint64_t shuffled_epoch_ = ~std::uint64_t{0};
  std::uint64_t step_ = 0, good_step_ = 0, steps_per_epoch_ = 1, record_every_ = 1;
  /// Not null where the solver is a closed form: then only it makes weights.
  std::unique_ptr<ClosedForm> closed_form_;
  int piece_ = 0;
  Phase phase_ = Phase::kLoad;
  int phase_piece_ = 0;
  double gradient_scale_ = 1;
  LossTerms step_terms_, window_sum_;
  std::uint64_t window_steps_ = 0;
  ValidationState validation_;
  History history_;
  std::string message_;
};

}  // namespace hourglass
