#include "session/trainer.h"

#include <algorithm>
#include <cmath>

#include "core/number_text.h"
#include "core/random.h"
#include "nn/norms.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

/// Held-out samples scored for each point of the curves: enough for a steady line, few enough not to slow training.
constexpr std::uint32_t kCurveSamples = 256;

std::string short_number(double value) { return rounded_text(value, 4); }

/// Tells a conditional model which labels there are. Without holes the number of classes says it all.
void set_labels(ConditionSettings& condition, const std::vector<int>& labels) {
  condition.classes = labels.empty() ? 0 : labels.back() + 1;
  condition.labels = static_cast<std::size_t>(condition.classes) == labels.size() ? std::vector<int>() : labels;
}

/// The most samples of one pass: those of the largest shard.
int pass_samples(const TrainingSettings& training) {
  return (training.batch + training.gradient_shards - 1) / training.gradient_shards;
}

}  // namespace

Result<std::unique_ptr<Trainer>> Trainer::create(const Settings& settings, std::shared_ptr<const Dataset> data,
                                                 Ranks* ranks) {
  Settings complete = settings;
  if (settings.condition.kind == Condition::kLabel) {
    set_labels(complete.condition, data->labels());
    if (complete.condition.classes == 0) {
      return Error{"data-no-labels", data->name(), "", "a label for each sample, which the condition needs", "none"};
    }
  }
  Result<ResolvedSettings> resolved = resolve_settings(complete, {data->shape(), data->description()});
  if (!resolved) return resolved.error();
  if (ranks) {
    if (Status status = ranks->check(complete); !status) return status.error();
  }
  auto prepared = prepare_data(complete, std::move(data));
  if (!prepared) return prepared.error();
  return std::unique_ptr<Trainer>(new Trainer(effective_settings(complete), *resolved, std::move(*prepared), ranks));
}

Trainer::Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data,
                 Ranks* ranks)
    : settings_(settings),
      data_(std::move(data)),
      runner_(settings, {data_->shape(), data_->description()}, resolved,
              {.threads = settings.compute.threads, .batch = pass_samples(settings.training)}),
      stored_gradients_(network().parameters()),
      meter_(network()),
      parameters_(network().parameter_count()),
      gradients_(network().parameter_count()),
      optimiser_state_(network().parameter_count() * static_cast<std::size_t>(optimiser_states(settings))),
      ranks_(ranks),
      batch_(data_->shape().features(), pass_samples(settings.training),
             resolved.architecture.classes > 0 ? BatchLabels::kOfEachSample : BatchLabels::kNone) {
  runner_.set_parameters(parameters_.data());
  if (const int shards = settings.training.gradient_shards; shards > 1) {
    const IndexRange own = ranks ? part_of_count(shards, ranks->count(), ranks->rank()) : IndexRange{0, shards};
    sharded_ = std::make_unique<ShardedGradient>(settings.training.batch, shards, own, gradients_);
  }
  // Store the share, so that the validation part stays the same when patience or the schedule changes during training.
  settings_.training.validation = validation_share(settings);
  parts_ = split_training(data_->count(Split::kTraining), settings_.training.validation,
                          static_cast<std::uint64_t>(settings.seed));
  const std::uint32_t count = data_->count(Split::kTraining) - static_cast<std::uint32_t>(parts_.validation.size());
  order_.resize(count);
  // An incomplete last batch is left out; a data set smaller than one batch is repeated within it.
  steps_per_epoch_ = std::max<std::uint64_t>(1, count / static_cast<std::uint32_t>(settings.training.batch));
  if (settings_.training.solver == Solver::kClosedForm) {
    // The closed form must read every image in one epoch, so its last batch may be incomplete.
    steps_per_epoch_ = (count + static_cast<std::uint32_t>(settings.training.batch) - 1) /
                       static_cast<std::uint32_t>(settings.training.batch);
    closed_form_ = std::make_unique<ClosedForm>(network(), steps_per_epoch_);
  }
  record_every_ = std::clamp<std::uint64_t>(steps_per_epoch_ / 10, 10, 200);
  history_.clear();
  network().set_bottleneck_options(bottleneck_options(settings_, steps_per_epoch_));
  network().initialise(static_cast<std::uint64_t>(settings.seed), parameters_.data());
  good_parameters_ = parameters_;
  if (!parts_.validation.empty()) best_parameters_ = parameters_;
}

Status Trainer::load(const Model& model) {
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

int Trainer::batch_of(std::uint64_t step) const {
  const std::uint64_t batch = static_cast<std::uint64_t>(settings_.training.batch);
  if (!closed_form_) return settings_.training.batch;
  return static_cast<int>(std::min(batch, order_.size() - step % steps_per_epoch_ * batch));
}

void Trainer::load_batch(std::uint64_t step) {
  load_samples(step, {0, batch_of(step)}, static_cast<std::uint64_t>(settings_.seed));
}

/// Loads some samples of a step's batch; `seed` keys the draws that concern them.
void Trainer::load_samples(std::uint64_t step, IndexRange samples, std::uint64_t seed) {
  const std::uint64_t epoch = step / steps_per_epoch_;
  if (epoch != shuffled_epoch_) {
    shuffled_indices({static_cast<std::uint64_t>(settings_.seed), Stream::kShuffle, epoch}, order_);
    shuffled_epoch_ = epoch;
  }
  const std::uint64_t first = step % steps_per_epoch_ * static_cast<std::uint64_t>(settings_.training.batch);
  batch_.clear();
  for (int n = samples.begin; n < samples.end; ++n) {
    const std::uint32_t place = order_[(first + static_cast<std::uint64_t>(n)) % order_.size()];
    const std::uint32_t index = parts_.training.empty() ? place : parts_.training[place];
    batch_.append_in_pass(*data_, index, epoch);
  }
  batch_.drop_labels(settings_.condition.label_dropout, {seed, Stream::kLabelDropout, step});
}

/// The key of all draws of the current shard. Seeds of runs have 31 bits, and layers' numbers stand above them (see
/// numbered_key); the shard stands above those.
std::uint64_t Trainer::draw_seed() const {
  const auto shard = static_cast<std::uint64_t>(sharded_ ? sharded_->shard() : 0);
  return static_cast<std::uint64_t>(settings_.seed) ^ shard << 48;
}

/// Layers move the state of a shard in its own gradient buffer, where no gradient is; so it is averaged as they are.
void Trainer::load_shard() {
  load_samples(step_, sharded_->samples(), draw_seed());
  for (const Parameter& p : network().parameters()) {
    if (!p.trainable)
      std::copy_n(parameters_.data() + p.slot.offset, p.slot.size, sharded_->gradient() + p.slot.offset);
  }
}

Trainer::Progress Trainer::enter(Phase phase) {
  phase_ = phase;
  phase_piece_ = 0;
  return phase == Phase::kLoad ? Progress::kStepDone : Progress::kWithinStep;
}

Trainer::Progress Trainer::advance() {
  Progress progress = run_piece();
  if (progress == Progress::kStepDone && stop_agreed_) progress = Progress::kInterrupted;
  piece_ = progress == Progress::kWithinStep ? piece_ + 1 : 0;
  if (piece_ == 0) enter(Phase::kLoad);
  return progress;
}

Trainer::Progress Trainer::run_piece() {
  switch (phase_) {
    case Phase::kLoad:
      if (sharded_) {
        sharded_->begin();
        load_shard();
      } else {
        load_batch(step_);
      }
      runner_.compute().pool().begin_step();
      return enter(Phase::kTrain);
    case Phase::kTrain: return train_piece();
    case Phase::kClosedForm: return closed_form_piece();
    case Phase::kSumShards: return sum_shards_piece();
    case Phase::kSumRanks: return sum_ranks();
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

double Trainer::learning_rate() const {
  return settings_.training.optimiser_options.learning_rate * share_of_schedule();
}

double Trainer::share_of_schedule() const {
  return schedule_share(schedule_options(settings_, steps_per_epoch_), step_, validation_.plateau);
}

/// Whether the step stores its gradients: if the update needs all of them at once, and at the points of the curves,
/// which record their norms.
bool Trainer::keeps_gradients() const {
  if (closed_form_) return false;
  if (sharded_) return true;
  return settings_.training.clip_norm > 0 || network().needs_stored_gradients() || is_curve_step(step_ + 1);
}

/// The schedule scales the learning rates of both the model and the discriminator.
ParameterUpdate Trainer::next_update(OptimiserOptions options) {
  options.learning_rate *= share_of_schedule();
  return {runner_.compute(),  settings_.training.optimiser, options, step_ + 1, parameters_.size(),
          parameters_.data(), optimiser_state_.data()};
}

Trainer::Progress Trainer::train_piece() {
  const ParameterUpdate update = next_update(settings_.training.optimiser_options);
  const ParameterUpdate adversary_update = next_update(discriminator_options(settings_));
  Pass pass = runner_.pass(Mode::kTraining, batch_.size(), batch_.labels(), step_);
  pass.seed = draw_seed();
  pass.gradients = sharded_ ? sharded_->gradient() : gradients_.data();
  pass.update = keeps_gradients() ? nullptr : &update;
  pass.adversary_update = sharded_ ? nullptr : &adversary_update;
  pass.state = sharded_ ? pass.gradients : parameters_.data();
  network().train_piece(pass, batch_.pixels(), phase_piece_);
  if (phase_piece_ == network().loss_piece()) return end_of_loss(pass);
  if (++phase_piece_ < network().training_pieces()) return Progress::kWithinStep;
  if (sharded_) return enter(Phase::kSumShards);
  return keeps_gradients() ? enter(Phase::kUpdate) : step_trained();
}

/// Follows the piece after which the loss is known.
Trainer::Progress Trainer::end_of_loss(const Pass& pass) {
  step_terms_ = network().terms(pass);
  const bool finite = std::isfinite(step_terms_.total);
  if (sharded_) {
    sharded_->set_figures({step_terms_, ranks_ && ranks_->stop_asked()});
    // The whole batch's loss is then not finite either, and all ranks give up together.
    if (!finite) return enter(Phase::kSumRanks);
  }
  if (!finite) return give_up();
  if (closed_form_) return enter(Phase::kClosedForm);
  ++phase_piece_;
  return Progress::kWithinStep;
}

/// Follows the backward pass of a shard.
Trainer::Progress Trainer::sum_shards_piece() {
  sharded_->sum_piece(runner_.compute(), phase_piece_);
  if (++phase_piece_ < sharded_->pieces()) return Progress::kWithinStep;
  if (!sharded_->next_shard()) return enter(Phase::kSumRanks);
  load_shard();
  return enter(Phase::kTrain);
}

Trainer::Progress Trainer::sum_ranks() {
  if (ranks_ && !ranks_->share(sharded_->figures().data(), sharded_->shards(), sizeof(ShardFigures)))
    return Progress::kRankLost;
  const ShardFigures whole = sharded_->whole();
  step_terms_ = whole.terms;
  stop_agreed_ = whole.stops;
  if (!std::isfinite(step_terms_.total)) return give_up();
  if (ranks_ && !ranks_->sum(runner_.compute(), *sharded_)) return Progress::kRankLost;
  apply_unmeasured();
  return enter(Phase::kUpdate);
}

/// What the passes of a batch in one shard do themselves: updates the adversary, and moves the state, which is now the
/// mean of what the shards moved it to.
void Trainer::apply_unmeasured() {
  const ParameterUpdate update = next_update(discriminator_options(settings_));
  for (const Parameter& p : network().parameters()) {
    const Real* whole = gradients_.data() + p.slot.offset;
    if (!p.trainable) std::copy_n(whole, p.slot.size, parameters_.data() + p.slot.offset);
    else if (p.trained_for == TrainedFor::kAdversary) update.apply(p.slot.offset, p.slot.size, whole);
  }
}

/// Follows a backward pass that stored the gradients: measures all of them, then applies all of them.
Trainer::Progress Trainer::update_piece() {
  const int pieces = stored_gradients_.pieces(), piece = phase_piece_++;
  if (piece < pieces) {
    stored_gradients_.measure_piece(runner_.compute(), gradients_.data(), piece);
    return Progress::kWithinStep;
  }
  if (piece == pieces) {
    const double norm = stored_gradients_.norm();
    if (!std::isfinite(norm)) return give_up();
    gradient_scale_ = clipping_scale(norm, settings_.training.clip_norm);
    if (is_curve_step(step_ + 1)) meter_.set_gradients(stored_gradients_);
  }
  const ParameterUpdate update = next_update(settings_.training.optimiser_options);
  stored_gradients_.update_piece(runner_.compute(), update, gradients_.data(), gradient_scale_, piece - pieces);
  return phase_piece_ < 2 * pieces ? Progress::kWithinStep : step_trained();
}

Trainer::Progress Trainer::closed_form_piece() {
  if (phase_piece_ == 0 && step_ < steps_per_epoch_ && closed_form_->steps_collected() < step_) {
    // A run resumed within its first epoch: a saved model holds no moments, so collect the earlier batches again.
    for (std::uint64_t step = closed_form_->steps_collected(); step < step_; ++step) {
      load_batch(step);
      closed_form_->collect(runner_.compute(), batch_.pixels(), batch_.size());
    }
    load_batch(step_);
  }
  closed_form_->run_piece(phase_piece_, step_, runner_.compute(), batch_.pixels(), batch_.size(), parameters_.data());
  return ++phase_piece_ < ClosedForm::kPieces ? Progress::kWithinStep : step_trained();
}

Trainer::Progress Trainer::step_trained() {
  runner_.compute().pool().end_step();
  message_.clear();
  if (is_curve_step(step_ + 1)) meter_.set_learning_rate(learning_rate());
  ++step_;
  window_sum_.add(step_terms_, 1);
  ++window_steps_;
  return is_curve_step(step_) ? enter(Phase::kInspect) : end_of_epoch();
}

/// Checks that the weights are finite, and measures their distance from the last good ones.
Trainer::Progress Trainer::inspect_weights() {
  const double squares = sum_of_squares(runner_.compute(), parameters_.size(), parameters_.data());
  if (!std::isfinite(squares)) return give_up();
  const double distance =
      squared_distance(runner_.compute(), parameters_.size(), parameters_.data(), good_parameters_.data());
  const double steps = static_cast<double>(std::max<std::uint64_t>(step_ - good_step_, 1));
  meter_.set_relative_step(squares > 0 ? std::sqrt(distance / squares) / steps : 0);
  scorer_.start(Split::kHeldOut, std::min(kCurveSamples, data_->count(Split::kHeldOut)));
  meter_.begin();
  return enter(Phase::kScore);
}

/// Scores one batch of held-out samples for the curves; the last batch completes the point.
Trainer::Progress Trainer::score_piece() {
  if (!scorer_.advance(runner_, *data_, batch_, &meter_)) return Progress::kWithinStep;
  record();
  return end_of_epoch();
}

void Trainer::record() {
  meter_.finish(step_);
  HistoryPoint point;
  point.step = step_;
  point.epoch = epochs_done();
  point.training.add(window_sum_, 1 / static_cast<double>(window_steps_));
  point.held_out = scorer_.mean();
  point.learning_rate = meter_.health().learning_rate;
  point.gradient_norm = meter_.health().gradient_norm;
  history_.add(point);
  window_sum_ = {};
  window_steps_ = 0;
  keep_if_good(point.held_out.reconstruction);
}

/// Keeps the weights to restore after divergence, unless their reconstructions are far worse than the mean image.
void Trainer::keep_if_good(double held_out_reconstruction) {
  constexpr double kHopeless = 30;
  if (!(held_out_reconstruction <= kHopeless * meter_.health().mean_image_loss)) return;
  good_parameters_ = parameters_;
  good_step_ = step_;
}

Trainer::Progress Trainer::end_of_epoch() {
  if (parts_.validation.empty() || step_ % steps_per_epoch_ != 0) return enter(Phase::kLoad);
  scorer_.start(Split::kTraining, parts_.validation);
  return enter(Phase::kValidate);
}

/// Scores one batch of the validation part; after the last batch decides whether to keep the weights or to stop.
Trainer::Progress Trainer::validate_piece() {
  if (!scorer_.advance(runner_, *data_, batch_, nullptr)) return Progress::kWithinStep;
  switch (
      judge_epoch(scorer_.mean().total, step_, settings_, schedule_options(settings_, steps_per_epoch_), validation_)) {
    case EpochVerdict::kContinue: break;
    case EpochVerdict::kBest: best_parameters_ = parameters_; break;
    case EpochVerdict::kStop:
      message_ = early_stop_message();
      restore_best();
      return Progress::kStopped;
  }
  return enter(Phase::kLoad);
}

std::string Trainer::early_stop_message() const {
  return "Training stopped after epoch " + short_number(epochs_done()) + ": the validation loss has not fallen for " +
         std::to_string(validation_.epochs_without_better) +
         (validation_.epochs_without_better == 1 ? " epoch" : " epochs") + "; the weights of epoch " +
         short_number(static_cast<double>(validation_.best_step) / static_cast<double>(steps_per_epoch_)) +
         ", whose loss was " + short_number(validation_.best_loss) + ", are kept.";
}

/// Restores the best epoch's weights; does nothing if no epoch has been judged yet.
void Trainer::restore_best() {
  if (!std::isfinite(validation_.best_loss)) return;
  parameters_ = best_parameters_;
}

void Trainer::finish_run() {
  if (settings_.training.patience == 0 || parts_.validation.empty()) return;
  restore_best();
  validation_.epochs_without_better = 0;
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
             short_number(settings_.training.optimiser_options.learning_rate) + " is too large for " +
             std::string(optimiser_row(settings_.training.optimiser).id) + "; the weights of step " +
             std::to_string(good_step_) + " are kept. Try a tenth of it.";
  return Progress::kDiverged;
}

void Trainer::apply_live(const Settings& settings) {
  copy_live_settings(settings, settings_);
  network().set_corruption_strength(settings_.architecture.corruption_strength);
  network().set_bottleneck_options(bottleneck_options(settings_, steps_per_epoch_));
  network().set_penalty_options(settings_.architecture.penalty_options);
}

Model Trainer::model(Copy copy) const {
  Model model{settings_, data_->shape(), data_->description(), step_, parameters_, {}, {}, {}};
  if (copy == Copy::kWithOptimiser) {
    model.optimiser_state = optimiser_state_;
    model.validation = validation_;
    if (std::isfinite(validation_.best_loss)) model.best_parameters = best_parameters_;
  }
  return model;
}

}  // namespace hourglass
