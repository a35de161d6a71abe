#include "session/trainer.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"
#include "core/random.h"
#include "nn/norms.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Held-out samples behind each point of the curves: enough for a steady line, few enough not to slow training.
constexpr std::uint32_t kCurveSamples = 256;

std::string short_number(double value) { return rounded_text(value, 4); }

}  // namespace

Result<std::unique_ptr<Trainer>> Trainer::create(const Settings& settings, std::shared_ptr<const Dataset> data) {
  Settings complete = settings;
  if (settings.condition == "label") {
    complete.condition_classes = data->label_bound();
    if (complete.condition_classes == 0) {
      return Error{"data-without-labels", data->name(), "", "a label for each image, which the condition needs",
                   "none"};
    }
  }
  Result<ResolvedSettings> resolved = resolve_settings(complete, data->shape());
  if (!resolved) return resolved.error();
  auto prepared = prepare_data(complete, std::move(data));
  if (!prepared) return prepared.error();
  return std::unique_ptr<Trainer>(new Trainer(effective_settings(complete), *resolved, std::move(*prepared)));
}

Trainer::Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data)
    : settings_(settings),
      optimiser_(resolved.optimiser),
      data_(std::move(data)),
      compute_(resolved.variant, resolved.math, settings.threads),
      network_(resolved.architecture),
      stored_gradients_(network_.parameters()),
      meter_(network_),
      workspace_(network_.make_workspace(settings.batch)),
      parameters_(network_.parameter_count()),
      gradients_(network_.parameter_count()),
      optimiser_state_(network_.parameter_count() * static_cast<std::size_t>(optimiser_row(optimiser_).states)) {
  // Written down, so that the part stays the same whatever is turned on and off while training.
  settings_.validation = validation_share(settings);
  parts_ =
      split_training(data_->count(Split::kTraining), settings_.validation, static_cast<std::uint64_t>(settings.seed));
  const std::uint32_t count = data_->count(Split::kTraining) - static_cast<std::uint32_t>(parts_.validation.size());
  const std::size_t features = static_cast<std::size_t>(data_->shape().features());
  pixels_ = Buffer<Real>(features * static_cast<std::size_t>(settings.batch));
  sample_.resize(features);
  if (resolved.architecture.classes > 0) labels_.resize(static_cast<std::size_t>(settings.batch));
  order_.resize(count);
  // A last batch that is not full is left out; a set smaller than one batch is repeated within it.
  steps_per_epoch_ = std::max<std::uint64_t>(1, count / static_cast<std::uint32_t>(settings.batch));
  if (settings_.solver == "closed-form") {
    // Its one pass must see every image, so the last batch may be short.
    steps_per_epoch_ =
        (count + static_cast<std::uint32_t>(settings.batch) - 1) / static_cast<std::uint32_t>(settings.batch);
    closed_form_ = std::make_unique<ClosedForm>(network_, steps_per_epoch_);
  }
  record_every_ = std::clamp<std::uint64_t>(steps_per_epoch_ / 10, 10, 200);
  history_.clear();
  network_.set_bottleneck_options(bottleneck_options(settings_, steps_per_epoch_));
  network_.initialise(static_cast<std::uint64_t>(settings.seed), parameters_.data());
  good_parameters_ = parameters_;
  if (!parts_.validation.empty()) best_parameters_ = parameters_;
}

Status Trainer::adopt(const Model& model) {
  if (model.input != data_->shape() || model.parameters.size() != parameters_.size()) {
    return Error{"data-shape-mismatch", "model", "", std::to_string(data_->shape().features()) + " values per sample",
                 std::to_string(model.input.features())};
  }
  parameters_ = model.parameters;
  good_parameters_ = parameters_;
  if (model.optimiser_state.size() == optimiser_state_.size()) optimiser_state_ = model.optimiser_state;
  if (!parts_.validation.empty()) {
    validation_ = model.validation;
    if (model.best_parameters.size() == parameters_.size()) best_parameters_ = model.best_parameters;
  }
  step_ = good_step_ = model.step;
  return Done{};
}

void Trainer::keep_sample(Split split, std::uint32_t index, int column) {
  Real* target = pixels_.data() + static_cast<std::size_t>(column) * sample_.size();
  std::copy(sample_.begin(), sample_.end(), target);
  if (!labels_.empty()) labels_[static_cast<std::size_t>(column)] = data_->label(split, index);
}

int Trainer::batch_of(std::uint64_t step) const {
  const std::uint64_t batch = static_cast<std::uint64_t>(settings_.batch);
  if (!closed_form_) return settings_.batch;
  return static_cast<int>(std::min(batch, order_.size() - step % steps_per_epoch_ * batch));
}

void Trainer::load_batch(std::uint64_t step) {
  const std::uint64_t epoch = step / steps_per_epoch_;
  if (epoch != shuffled_epoch_) {
    shuffled_indices({static_cast<std::uint64_t>(settings_.seed), Stream::kShuffle, epoch}, order_);
    shuffled_epoch_ = epoch;
  }
  const std::uint64_t first = step % steps_per_epoch_ * static_cast<std::uint64_t>(settings_.batch);
  for (int n = 0; n < batch_of(step); ++n) {
    const std::uint32_t place = order_[(first + static_cast<std::uint64_t>(n)) % order_.size()];
    const std::uint32_t index = parts_.training.empty() ? place : parts_.training[place];
    data_->read_in_pass(index, epoch, sample_.data());
    keep_sample(Split::kTraining, index, n);
  }
  drop_labels(step);
}

/// Encoder and decoder are told the same.
void Trainer::drop_labels(std::uint64_t step) {
  Random random({static_cast<std::uint64_t>(settings_.seed), Stream::kLabelDropout, step});
  for (int& label : labels_) {
    if (static_cast<double>(random.uniform()) < settings_.label_dropout) label = kNoLabel;
  }
}

Trainer::Progress Trainer::enter(Phase phase) {
  phase_ = phase;
  phase_piece_ = 0;
  return phase == Phase::kLoad ? Progress::kStepDone : Progress::kWithinStep;
}

Trainer::Progress Trainer::advance() {
  const Progress progress = run_piece();
  piece_ = progress == Progress::kWithinStep ? piece_ + 1 : 0;
  if (piece_ == 0) enter(Phase::kLoad);
  return progress;
}

Trainer::Progress Trainer::run_piece() {
  switch (phase_) {
    case Phase::kLoad: load_batch(step_); return enter(Phase::kTrain);
    case Phase::kTrain: return train_piece();
    case Phase::kClosedForm: return closed_form_piece();
    case Phase::kUpdate: return update_piece();
    case Phase::kInspect: return inspect_weights();
    case Phase::kScore: return score_piece();
    case Phase::kValidate: return validate_piece();
  }
  return Progress::kStepDone;
}

bool Trainer::step() {
  Progress progress = advance();
  while (progress == Progress::kWithinStep) progress = advance();
  return progress == Progress::kStepDone;
}

double Trainer::learning_rate() const { return settings_.learning_rate * share_of_schedule(); }

double Trainer::share_of_schedule() const {
  return schedule_share(schedule_options(settings_, steps_per_epoch_), step_, validation_.plateau);
}

/// Wherever an update needs all of the gradients, and at the points of the curves, where their norms are wanted.
bool Trainer::keeps_gradients() const {
  if (closed_form_) return false;
  return settings_.clip_norm > 0 || network_.needs_stored_gradients() || is_curve_step(step_ + 1);
}

/// The schedule is for all; each has its own rate for it to scale.
ParameterUpdate Trainer::next_update(OptimiserOptions options) {
  options.learning_rate *= share_of_schedule();
  return {compute_, optimiser_, options, step_ + 1, parameters_.size(), parameters_.data(), optimiser_state_.data()};
}

Trainer::Progress Trainer::train_piece() {
  const ParameterUpdate update = next_update(optimiser_options(settings_));
  const ParameterUpdate adversary_update = next_update(discriminator_options(settings_));
  Pass pass{compute_,
            workspace_,
            parameters_.data(),
            gradients_.data(),
            batch_of(step_),
            Mode::kTraining,
            static_cast<std::uint64_t>(settings_.seed),
            step_,
            keeps_gradients() ? nullptr : &update,
            parameters_.data()};
  pass.labels = labels();
  pass.adversary_update = &adversary_update;
  network_.train_piece(pass, pixels_.data(), phase_piece_);
  if (phase_piece_ == network_.loss_piece()) {
    step_terms_ = network_.terms(pass);
    if (!std::isfinite(step_terms_.total)) return give_up();
  }
  if (closed_form_ && phase_piece_ == network_.loss_piece()) return enter(Phase::kClosedForm);
  if (++phase_piece_ < network_.training_pieces()) return Progress::kWithinStep;
  return keeps_gradients() ? enter(Phase::kUpdate) : step_trained();
}

/// After a backward pass that kept the gradients: all of them are measured, then all of them are used.
Trainer::Progress Trainer::update_piece() {
  const int pieces = stored_gradients_.pieces(), piece = phase_piece_++;
  if (piece < pieces) {
    stored_gradients_.measure_piece(compute_, gradients_.data(), piece);
    return Progress::kWithinStep;
  }
  if (piece == pieces) {
    const double norm = stored_gradients_.norm();
    if (!std::isfinite(norm)) return give_up();
    gradient_scale_ = clipping_scale(norm, settings_.clip_norm);
    if (is_curve_step(step_ + 1)) meter_.set_gradients(stored_gradients_);
  }
  const ParameterUpdate update = next_update(optimiser_options(settings_));
  stored_gradients_.update_piece(compute_, update, gradients_.data(), gradient_scale_, piece - pieces);
  return phase_piece_ < 2 * pieces ? Progress::kWithinStep : step_trained();
}

Trainer::Progress Trainer::closed_form_piece() {
  if (phase_piece_ == 0 && step_ < steps_per_epoch_ && closed_form_->steps_collected() < step_) {
    // A run continued within its first pass: the file holds no moments, so its batches are read again.
    for (std::uint64_t step = closed_form_->steps_collected(); step < step_; ++step) {
      load_batch(step);
      closed_form_->collect(compute_, pixels_.data(), batch_of(step));
    }
    load_batch(step_);
  }
  closed_form_->run_piece(phase_piece_, step_, compute_, pixels_.data(), batch_of(step_), parameters_.data());
  return ++phase_piece_ < ClosedForm::kPieces ? Progress::kWithinStep : step_trained();
}

Trainer::Progress Trainer::step_trained() {
  message_.clear();
  if (is_curve_step(step_ + 1)) meter_.set_learning_rate(learning_rate());
  ++step_;
  window_sum_.add(step_terms_, 1);
  ++window_steps_;
  return is_curve_step(step_) ? enter(Phase::kInspect) : end_of_epoch();
}

/// Whether the weights are still numbers, and how far they have come; the good ones are kept.
Trainer::Progress Trainer::inspect_weights() {
  const double squares = sum_of_squares(compute_, parameters_.size(), parameters_.data());
  if (!std::isfinite(squares)) return give_up();
  const double distance = squared_distance(compute_, parameters_.size(), parameters_.data(), good_parameters_.data());
  const double steps = static_cast<double>(std::max<std::uint64_t>(step_ - good_step_, 1));
  meter_.set_relative_step(squares > 0 ? std::sqrt(distance / squares) / steps : 0);
  begin_scoring();
  meter_.begin();
  return enter(Phase::kScore);
}

void Trainer::begin_scoring() {
  scored_ = 0;
  score_sum_ = {};
}

/// One batch of `count` samples (those that `indices` names, or the first ones) into the sums; true once all are in.
bool Trainer::score_batch(Split split, std::uint32_t count, const std::uint32_t* indices, Phase phase) {
  const std::uint32_t first = scored_;
  const int batch = static_cast<int>(std::min(count - first, static_cast<std::uint32_t>(settings_.batch)));
  if (batch > 0) {
    for (int n = 0; n < batch; ++n) {
      const std::uint32_t place = first + static_cast<std::uint32_t>(n);
      const std::uint32_t index = indices ? indices[place] : place;
      data_->read(split, index, sample_.data());
      keep_sample(split, index, n);
    }
    Pass pass{compute_,
              workspace_,
              parameters_.data(),
              nullptr,
              batch,
              Mode::kScoring,
              static_cast<std::uint64_t>(settings_.seed),
              first};
    pass.labels = labels();
    score_sum_.add(network_.score(pass, pixels_.data()), static_cast<double>(batch) / count);
    if (phase == Phase::kScore) meter_.add(pass, pixels_.data());
    scored_ += static_cast<std::uint32_t>(batch);
  }
  return scored_ >= count;
}

/// One batch of the held-out samples behind the curves; the last one completes the point.
Trainer::Progress Trainer::score_piece() {
  const std::uint32_t count = std::min(kCurveSamples, data_->count(Split::kHeldOut));
  if (!score_batch(Split::kHeldOut, count, nullptr, Phase::kScore)) return Progress::kWithinStep;
  record();
  return end_of_epoch();
}

void Trainer::record() {
  meter_.finish(step_);
  HistoryPoint point;
  point.step = step_;
  point.epoch = epochs_done();
  point.training.add(window_sum_, 1 / static_cast<double>(window_steps_));
  point.held_out = score_sum_;
  point.learning_rate = meter_.health().learning_rate;
  point.gradient_norm = meter_.health().gradient_norm;
  history_.add(point);
  window_sum_ = {};
  window_steps_ = 0;
  keep_if_good(point.held_out.reconstruction);
}

/// Weights that paint far worse than a mean image would are finite still, but nothing to come back to.
void Trainer::keep_if_good(double held_out_reconstruction) {
  constexpr double kHopeless = 30;
  if (!(held_out_reconstruction <= kHopeless * meter_.health().mean_image_loss)) return;
  good_parameters_ = parameters_;
  good_step_ = step_;
}

Trainer::Progress Trainer::end_of_epoch() {
  if (parts_.validation.empty() || step_ % steps_per_epoch_ != 0) return enter(Phase::kLoad);
  begin_scoring();
  return enter(Phase::kValidate);
}

Trainer::Progress Trainer::validate_piece() {
  const std::uint32_t count = static_cast<std::uint32_t>(parts_.validation.size());
  if (!score_batch(Split::kTraining, count, parts_.validation.data(), Phase::kValidate)) return Progress::kWithinStep;
  return judge_epoch();
}

/// What the validation loss of an epoch decides: whether the rate decays, whose weights are kept, when to stop.
Trainer::Progress Trainer::judge_epoch() {
  const double loss = validation_.last_loss = score_sum_.total;
  if (settings_.schedule == "plateau") {
    validation_.plateau = plateau_after_epoch(schedule_options(settings_, steps_per_epoch_), validation_.plateau, loss);
  }
  if (settings_.patience == 0) return enter(Phase::kLoad);
  if (loss < validation_.best_loss) {
    validation_.best_loss = loss;
    validation_.best_step = step_;
    validation_.epochs_without_better = 0;
    best_parameters_ = parameters_;
    return enter(Phase::kLoad);
  }
  if (++validation_.epochs_without_better < static_cast<std::uint64_t>(settings_.patience)) return enter(Phase::kLoad);
  message_ = "Training stopped after epoch " + short_number(epochs_done()) +
             ": the validation loss has not fallen for " + std::to_string(validation_.epochs_without_better) +
             (validation_.epochs_without_better == 1 ? " epoch" : " epochs") + "; the weights of epoch " +
             short_number(static_cast<double>(validation_.best_step) / static_cast<double>(steps_per_epoch_)) +
             ", whose loss was " + short_number(validation_.best_loss) + ", are kept.";
  return_to_best();
  return Progress::kStopped;
}

void Trainer::return_to_best() {
  // No epoch has been judged yet.
  if (!std::isfinite(validation_.best_loss)) return;
  parameters_ = best_parameters_;
  validation_.epochs_without_better = 0;
}

void Trainer::finish_run() {
  if (settings_.patience > 0 && !parts_.validation.empty()) return_to_best();
}

Trainer::Progress Trainer::give_up() {
  const std::uint64_t failed = step_ + 1;
  parameters_ = good_parameters_;
  optimiser_state_.clear();
  step_ = good_step_;
  window_sum_ = {};
  window_steps_ = 0;
  message_ = "Training diverged at step " + std::to_string(failed) +
             ": the loss or the weights are no longer finite numbers, most likely because a learning rate of " +
             short_number(settings_.learning_rate) + " is too large for " + settings_.optimiser +
             "; the weights of step " + std::to_string(good_step_) + " are kept. Try a tenth of it.";
  return Progress::kDiverged;
}

void Trainer::apply_live(const Settings& settings) {
  copy_live_settings(settings, settings_);
  network_.set_corruption_strength(settings_.corruption_strength);
  network_.set_bottleneck_options(bottleneck_options(settings_, steps_per_epoch_));
  network_.set_penalty_options(penalty_options(settings_));
}

Model Trainer::model(Copy copy) const {
  Model model{settings_, data_->shape(), step_, parameters_, {}, {}, {}};
  if (copy == Copy::kWithOptimiser) {
    model.optimiser_state = optimiser_state_;
    model.validation = validation_;
    if (std::isfinite(validation_.best_loss)) model.best_parameters = best_parameters_;
  }
  return model;
}

}  // namespace hourglass
