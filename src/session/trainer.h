// One training loop's state and its step: batch, forward, backward, update. The session decides when it runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "autoencoder/autoencoder.h"
#include "data/dataset.h"
#include "nn/kept_gradients.h"
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
    kDiverged,  ///< the loss or the weights stopped being finite; the last good weights are back and `message()` says
                ///< in one sentence what happened, when and why
  };
  Progress advance();
  /// Which piece of the step comes next; 0 between steps. The same piece takes about the same time in every step.
  int next_piece() const { return piece_; }
  /// One whole step. False where it diverged.
  bool step();
  /// Takes over what may change while training. Between steps only.
  void apply_live(const Settings& settings);

  const Settings& settings() const { return settings_; }
  std::uint64_t steps_done() const { return step_; }
  std::uint64_t steps_per_epoch() const { return steps_per_epoch_; }
  double epochs_done() const { return static_cast<double>(step_) / static_cast<double>(steps_per_epoch_); }
  const History& history() const { return history_; }
  const std::string& message() const { return message_; }
  const Dataset& data() const { return *data_; }
  const std::shared_ptr<const Dataset>& shared_data() const { return data_; }
  double flops_per_step() const { return 2 * network_.training_multiply_adds() * settings_.batch; }
  /// Copies the weights (and with kWithOptimiser its state) out.
  enum class Copy { kWeights, kWithOptimiser };
  Model model(Copy copy) const;

 private:
  Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data);
  void load_batch();
  void load(Split split, std::uint32_t index, int column);
  bool keeps_gradients() const;
  int update_pieces() const { return keeps_gradients() ? 2 * kept_gradients_.pieces() : 0; }
  ParameterUpdate next_update();
  Progress train_piece();
  Progress update_piece();
  Progress finish_training();
  Progress score_piece();
  void record();
  bool weights_are_finite() const;
  void keep_good_weights();
  Progress give_up();

  Settings settings_;
  Optimiser optimiser_;
  std::shared_ptr<const Dataset> data_;
  Compute compute_;
  Autoencoder network_;
  KeptGradients kept_gradients_;
  Workspace workspace_;
  Buffer<Real> parameters_, gradients_, optimiser_state_, good_parameters_, pixels_;
  std::vector<float> sample_;
  std::vector<std::uint32_t> order_;
  std::uint64_t shuffled_epoch_ = ~std::uint64_t{0};
  std::uint64_t step_ = 0, good_step_ = 0, steps_per_epoch_ = 1, record_every_ = 1;
  int piece_ = 0;
  double gradient_scale_ = 1;
  std::uint32_t held_out_scored_ = 0;
  LossTerms step_terms_, window_sum_, held_out_sum_;
  std::uint64_t window_steps_ = 0;
  History history_;
  std::string message_;
};

}  // namespace hourglass
