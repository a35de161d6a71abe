// One training loop's state and its step: batch, forward, backward, update. The session decides when it runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "data/dataset.h"
#include "nn/stored_gradients.h"
#include "session/closed_form.h"
#include "session/health.h"
#include "session/history.h"
#include "session/model.h"
#include "session/resolve.h"

namespace hourglass {

/// Owns the network, its numbers and the order of the data. A step is a function of (settings, data, step number) and
/// of the weights before it: nothing depends on time, threads or addresses. After the first step none allocates.
class Trainer {
 public:
  static Result<std::unique_ptr<Trainer>> create(const Settings& settings, std::shared_ptr<const Dataset> data);
  /// Takes over a model's weights, optimiser state (where it has one) and step.
  Status adopt(const Model& model);

  /// A step in pieces of a few milliseconds at most, so that a thread that also draws can stop between them.
  enum class Progress {
    kWithinStep,  ///< the weights may be half updated: nobody should look at them
    kStepDone,
    kStopped,   ///< the validation loss no longer fell: the best weights are back and `message()` says so
    kDiverged,  ///< the loss or the weights stopped being finite; the last good weights are back and `message()` says
                ///< in one sentence what happened, when and why
  };
  Progress advance();
  /// Which piece of the step comes next; 0 between steps. The same piece takes about the same time in every step.
  int next_piece() const { return piece_; }
  /// One whole step. False where it diverged or stopped.
  bool step();
  /// Takes over what may change while training. Between steps only.
  void apply_live(const Settings& settings);

  const Settings& settings() const { return settings_; }
  std::uint64_t steps_done() const { return step_; }
  std::uint64_t steps_per_epoch() const { return steps_per_epoch_; }
  double epochs_done() const { return static_cast<double>(step_) / static_cast<double>(steps_per_epoch_); }
  const History& history() const { return history_; }
  const std::vector<std::string_view>& penalty_names() const { return network_.penalty_names(); }
  const std::string& message() const { return message_; }
  const Health& health() const { return meter_.health(); }
  const ValidationState& validation() const { return validation_; }
  /// Rate of the next step, after the schedule.
  double learning_rate() const;
  /// When no more steps will follow: with patience, the weights of the best epoch come back.
  void finish_run();
  const Dataset& data() const { return *data_; }
  const std::shared_ptr<const Dataset>& shared_data() const { return data_; }
  double flops_per_step() const { return 2 * network_.training_multiply_adds() * settings_.batch; }
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
  void keep_sample(Split split, std::uint32_t index, int column);
  /// Samples of a step's batch.
  int batch_of(std::uint64_t step) const;
  Progress closed_form_piece();
  void drop_labels(std::uint64_t step);
  /// Of the samples loaded; null without a condition.
  const int* labels() const { return labels_.empty() ? nullptr : labels_.data(); }
  bool keeps_gradients() const;
  /// The step that solves a closed form is one that the curves must not miss.
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
  Progress judge_epoch();
  void begin_scoring();
  bool score_batch(Split split, std::uint32_t count, const std::uint32_t* indices, Phase phase);
  void record();
  void keep_if_good(double held_out_reconstruction);
  void return_to_best();
  Progress give_up();

  Settings settings_;
  Optimiser optimiser_;
  std::shared_ptr<const Dataset> data_;
  Compute compute_;
  Autoencoder network_;
  StoredGradients stored_gradients_;
  HealthMeter meter_;
  Workspace workspace_;
  Buffer<Real> parameters_, gradients_, optimiser_state_, good_parameters_, best_parameters_, pixels_;
  std::vector<float> sample_;
  TrainingParts parts_;
  std::vector<int> labels_;
  std::vector<std::uint32_t> order_;
  std::uint64_t shuffled_epoch_ = ~std::uint64_t{0};
  std::uint64_t step_ = 0, good_step_ = 0, steps_per_epoch_ = 1, record_every_ = 1;
  /// Where there is one it makes the weights, and nothing else does.
  std::unique_ptr<ClosedForm> closed_form_;
  int piece_ = 0;
  Phase phase_ = Phase::kLoad;
  int phase_piece_ = 0;
  double gradient_scale_ = 1;
  std::uint32_t scored_ = 0;
  LossTerms step_terms_, window_sum_, score_sum_;
  std::uint64_t window_steps_ = 0;
  ValidationState validation_;
  History history_;
  std::string message_;
};

}  // namespace hourglass
