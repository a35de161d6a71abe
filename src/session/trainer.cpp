#include "session/trainer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

/// Held-out samples behind each point of the curves: enough for a steady line, few enough not to slow training.
constexpr std::uint32_t kCurveSamples = 256;

std::string short_number(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr;
  return {text, end};
}

}  // namespace

Result<std::unique_ptr<Trainer>> Trainer::create(const Settings& settings, std::shared_ptr<const Dataset> data) {
  Result<ResolvedSettings> resolved = resolve_settings(settings, data->shape());
  if (!resolved) return resolved.error();
  return std::unique_ptr<Trainer>(new Trainer(settings, *resolved, std::move(data)));
}

Trainer::Trainer(const Settings& settings, const ResolvedSettings& resolved, std::shared_ptr<const Dataset> data)
    : settings_(settings),
      optimiser_(resolved.optimiser),
      data_(std::move(data)),
      compute_(resolved.variant, resolved.math, settings.threads),
      network_(resolved.architecture),
      kept_gradients_(network_.parameters()),
      workspace_(network_.make_workspace(settings.batch)),
      parameters_(network_.parameter_count()),
      gradients_(network_.parameter_count()),
      optimiser_state_(network_.parameter_count() * static_cast<std::size_t>(optimiser_row(optimiser_).states)) {
  const std::uint32_t count = data_->count(Split::kTraining);
  const std::size_t features = static_cast<std::size_t>(data_->shape().features());
  pixels_ = Buffer<Real>(features * static_cast<std::size_t>(settings.batch));
  sample_.resize(features);
  order_.resize(count);
  // A last batch that is not full is left out; a set smaller than one batch is repeated within it.
  steps_per_epoch_ = std::max<std::uint64_t>(1, count / static_cast<std::uint32_t>(settings.batch));
  record_every_ = std::clamp<std::uint64_t>(steps_per_epoch_ / 10, 10, 200);
  history_.clear();
  network_.initialise(static_cast<std::uint64_t>(settings.seed), parameters_.data());
  good_parameters_ = parameters_;
}

Status Trainer::adopt(const Model& model) {
  if (model.input != data_->shape() || model.parameters.size() != parameters_.size()) {
    return Error{"data-shape-mismatch", "model", "", std::to_string(data_->shape().features()) + " values per sample",
                 std::to_string(model.input.features())};
  }
  parameters_ = model.parameters;
  good_parameters_ = parameters_;
  if (model.optimiser_state.size() == optimiser_state_.size()) optimiser_state_ = model.optimiser_state;
  step_ = good_step_ = model.step;
  return Done{};
}

void Trainer::load(Split split, std::uint32_t index, int column) {
  data_->read(split, index, sample_.data());
  Real* target = pixels_.data() + static_cast<std::size_t>(column) * sample_.size();
  std::copy(sample_.begin(), sample_.end(), target);
}

void Trainer::load_batch() {
  const std::uint64_t epoch = step_ / steps_per_epoch_;
  if (epoch != shuffled_epoch_) {
    shuffled_indices({static_cast<std::uint64_t>(settings_.seed), Stream::kShuffle, epoch}, order_);
    shuffled_epoch_ = epoch;
  }
  const std::uint64_t first = step_ % steps_per_epoch_ * static_cast<std::uint64_t>(settings_.batch);
  for (int n = 0; n < settings_.batch; ++n) {
    load(Split::kTraining, order_[(first + static_cast<std::uint64_t>(n)) % order_.size()], n);
  }
}

Trainer::Progress Trainer::advance() {
  if (piece_ == 0) {
    load_batch();
    piece_ = 1;
    return Progress::kWithinStep;
  }
  const int trained = network_.training_pieces(), updated = trained + update_pieces();
  const Progress progress = piece_ <= trained ? train_piece() : piece_ <= updated ? update_piece() : score_piece();
  piece_ = progress == Progress::kWithinStep ? piece_ + 1 : 0;
  return progress;
}

bool Trainer::step() {
  Progress progress = advance();
  while (progress == Progress::kWithinStep) progress = advance();
  return progress == Progress::kStepDone;
}

/// At the points of the curves, where the gradients' norms are wanted, and wherever an update needs all of them.
bool Trainer::keeps_gradients() const { return settings_.clip_norm > 0 || network_.needs_kept_gradients(); }

ParameterUpdate Trainer::next_update() {
  return {compute_, optimiser_, optimiser_options(settings_), step_ + 1, parameters_.size(), parameters_.data(),
          optimiser_state_.data()};
}

Trainer::Progress Trainer::train_piece() {
  const ParameterUpdate update = next_update();
  const Pass pass{compute_, workspace_, parameters_.data(), gradients_.data(), settings_.batch, Mode::kTraining,
                  static_cast<std::uint64_t>(settings_.seed), step_, keeps_gradients() ? nullptr : &update,
                  parameters_.data()};
  const int piece = piece_ - 1;
  network_.train_piece(pass, pixels_.data(), piece);
  if (piece == network_.loss_piece()) {
    step_terms_ = network_.terms(pass);
    if (!std::isfinite(step_terms_.total)) return give_up();
  }
  return piece_ < network_.training_pieces() + update_pieces() ? Progress::kWithinStep : finish_training();
}

/// After a backward pass that kept the gradients: all of them are measured, then all of them are used.
Trainer::Progress Trainer::update_piece() {
  const int pieces = kept_gradients_.pieces(), piece = piece_ - network_.training_pieces() - 1;
  if (piece < pieces) {
    kept_gradients_.measure_piece(compute_, gradients_.data(), piece);
    return Progress::kWithinStep;
  }
  if (piece == pieces) {
    const double norm = kept_gradients_.norm();
    if (!std::isfinite(norm)) return give_up();
    gradient_scale_ = clipping_scale(norm, settings_.clip_norm);
  }
  kept_gradients_.update_piece(compute_, next_update(), gradients_.data(), gradient_scale_, piece - pieces);
  return piece + 1 < update_pieces() ? Progress::kWithinStep : finish_training();
}

Trainer::Progress Trainer::finish_training() {
  ++step_;
  window_sum_.total += step_terms_.total;
  window_sum_.reconstruction += step_terms_.reconstruction;
  window_sum_.penalty += step_terms_.penalty;
  ++window_steps_;
  if (step_ % record_every_ != 0 && step_ != 1) return Progress::kStepDone;
  if (!weights_are_finite()) return give_up();
  keep_good_weights();
  held_out_scored_ = 0;
  held_out_sum_ = {};
  return Progress::kWithinStep;
}

/// One batch of the held-out samples behind the curves; the last one completes the point.
Trainer::Progress Trainer::score_piece() {
  const std::uint32_t count = std::min(kCurveSamples, data_->count(Split::kHeldOut));
  const std::uint32_t first = held_out_scored_;
  const int batch = static_cast<int>(std::min(count - first, static_cast<std::uint32_t>(settings_.batch)));
  if (batch > 0) {
    for (int n = 0; n < batch; ++n) load(Split::kHeldOut, first + static_cast<std::uint32_t>(n), n);
    const Pass pass{compute_, workspace_, parameters_.data(), nullptr, batch, Mode::kScoring,
                    static_cast<std::uint64_t>(settings_.seed), first};
    const LossTerms terms = network_.score(pass, pixels_.data());
    const double weight = static_cast<double>(batch) / count;
    held_out_sum_.total += weight * terms.total;
    held_out_sum_.reconstruction += weight * terms.reconstruction;
    held_out_sum_.penalty += weight * terms.penalty;
    held_out_scored_ += static_cast<std::uint32_t>(batch);
  }
  if (held_out_scored_ < count) return Progress::kWithinStep;
  record();
  return Progress::kStepDone;
}

void Trainer::record() {
  const double steps = static_cast<double>(window_steps_);
  HistoryPoint point;
  point.step = step_;
  point.epoch = epochs_done();
  point.training = {window_sum_.total / steps, window_sum_.reconstruction / steps, window_sum_.penalty / steps};
  point.held_out = held_out_sum_;
  history_.add(point);
  window_sum_ = {};
  window_steps_ = 0;
}

bool Trainer::weights_are_finite() const {
  // A sum is infinite or not a number as soon as one value is; float sums of finite weights stay far from overflow.
  double sum = 0;
  for (Real value : parameters_) sum += std::abs(static_cast<double>(value));
  return std::isfinite(sum);
}

void Trainer::keep_good_weights() {
  good_parameters_ = parameters_;
  good_step_ = step_;
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
  network_.set_bottleneck_options(bottleneck_options(settings_));
}

Model Trainer::model(Copy copy) const {
  Model model{settings_, data_->shape(), step_, parameters_, {}};
  if (copy == Copy::kWithOptimiser) model.optimiser_state = optimiser_state_;
  return model;
}

}  // namespace hourglass
