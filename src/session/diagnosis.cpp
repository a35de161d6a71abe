#include "session/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "core/number_text.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

using Points = std::span<const HistoryPoint>;

std::string number(double value, int digits = 3) { return rounded_text(value, digits); }
/// A no-break space, which keeps a number and its sign on one line.
constexpr std::string_view kPercent = "\u00a0%";
std::string percent(double share) { return std::to_string(std::lround(100 * share)) + std::string(kPercent); }

/// A suggested value, clamped to the setting's range, as the settings table writes it.
std::string suggested(std::string_view key, double value) {
  const Setting& setting = *find_setting(key);
  const double inside = std::clamp(value, setting.range.minimum, setting.range.maximum);
  return std::holds_alternative<SettingField<int>>(setting.member) ? std::to_string(std::lround(inside))
                                                                   : number(inside);
}

Finding finding(std::string sentence, std::string_view setting, std::string value) {
  return {{}, std::move(sentence), std::string(setting), std::move(value)};
}

/// What people call the samples of the data, and their numbers.
const DataKindRow& words_for(const Snapshot& s) { return data_kind_row(s.model.description.kind); }
std::string sample_of(const Snapshot& s) { return std::string(words_for(s).sample); }
std::string samples_of(const Snapshot& s) { return std::string(words_for(s).samples); }

template <class Value>
double mean_of(Points points, const Value& value) {
  double sum = 0;
  for (const HistoryPoint& point : points) sum += value(point);
  return sum / static_cast<double>(points.size());
}
double training_loss(const HistoryPoint& point) { return point.training.total; }
double held_out_loss(const HistoryPoint& point) { return point.held_out.total; }
double reconstruction_loss_of(const HistoryPoint& point) { return point.training.reconstruction; }

/// Number of blocks that a curve is divided into; their means keep the trend and remove noise.
constexpr std::size_t kBlocks = 10;
/// Number of points that a curve needs before it is judged.
constexpr std::size_t kFewestPoints = 2 * kBlocks;

Points block(Points points, std::size_t index) {
  const std::size_t begin = points.size() * index / kBlocks, end = points.size() * (index + 1) / kBlocks;
  return points.subspan(begin, end - begin);
}

/// All points from block `first` up to block `end`.
Points blocks(Points points, std::size_t first, std::size_t end) {
  const std::size_t begin = points.size() * first / kBlocks;
  return points.subspan(begin, points.size() * end / kBlocks - begin);
}

/// The points of this run that can be judged: all after the first, which is an untrained network's, and after the
/// objective stopped changing (warm-ups). Empty if they are too few.
Points curve(const Snapshot& s) {
  const BottleneckOptions& options = s.model.settings.architecture.bottleneck_options;
  const double objective_fixed = std::max({options.warmup_epochs, options.capacity_epochs, options.active_epochs});
  const Points points = s.history;
  std::size_t begin = 1;
  while (begin < points.size() && points[begin].epoch < objective_fixed) ++begin;
  return points.size() >= begin + kFewestPoints ? points.subspan(begin) : Points();
}

/// What there is to learn about the images: the fall from the mean image's loss to that of a perfect reconstruction.
double learnable(const Snapshot& s) { return s.health.mean_image_loss - s.health.least_loss; }

/// Reconstruction loss on a scale from 0 (a perfect reconstruction) to 1 (always reconstructing the mean image).
double unexplained(const Snapshot& s, double reconstruction) {
  const double range = learnable(s);
  return range > 0 ? (reconstruction - s.health.least_loss) / range : 0;
}

/// Fall of the training loss from block `from` to block `to`, as a share of the former.
double fall_between(Points points, std::size_t from, std::size_t to) {
  const double before = mean_of(block(points, from), training_loss), after = mean_of(block(points, to), training_loss);
  return before != 0 ? (before - after) / std::abs(before) : 0;
}

/// The layer with the largest share of units stuck in this way, or null if no share exceeds `limit`.
const LayerHealth* most_stuck(const Health& health, StuckUnits kind, double limit) {
  const LayerHealth* worst = nullptr;
  for (const LayerHealth& layer : health.layers) {
    if (layer.kind == kind && layer.stuck_units > (worst ? worst->stuck_units : limit)) worst = &layer;
  }
  return worst;
}

/// Shares of a layer's units above which stuck units are reported. Up to half of a layer's ReLUs may be inactive for a
/// while and recover.
constexpr double kManyDead = 0.55, kManySaturated = 0.5;

std::optional<Finding> divergence(const Snapshot& s) {
  if (s.state != RunState::kDiverged) return {};
  const double rate = s.model.settings.training.optimiser_options.learning_rate;
  return finding("Training diverged: after step " + std::to_string(s.model.step) +
                     " the loss was no longer a finite number, at a learning rate of " + number(rate) + ".",
                 "learning_rate", suggested("learning_rate", rate / 10));
}

/// Reports a loss that bounces or climbs instead of converging.
std::optional<Finding> learning_rate_too_high(const Snapshot& s) {
  const Points points = curve(s);
  if (points.empty() || s.state == RunState::kDiverged) return {};
  constexpr double kClimb = 1.15, kBounce = 0.06, kNothingLearned = 0.98;
  // Near a perfect reconstruction, what is left of the loss is small and noisy: it climbs or jumps by a large share of
  // itself while nothing is wrong.
  const double notable = 0.1 * learnable(s);
  const double rate = s.model.settings.training.optimiser_options.learning_rate,
               now = mean_of(block(points, kBlocks - 1), training_loss);
  double lowest = now;
  for (std::size_t i = 0; i < kBlocks; ++i) lowest = std::min(lowest, mean_of(block(points, i), training_loss));
  const auto answer = [&](const std::string& what) {
    return finding("The learning rate of " + number(rate) + " is too high: " + what + ".", "learning_rate",
                   suggested("learning_rate", rate / 10));
  };
  if (lowest > 0 && now - lowest > (kClimb - 1) * std::max(lowest, notable)) {
    return answer("the training loss is " + percent(now / lowest - 1) + " above the lowest it has been");
  }
  const Points late = points.subspan(points.size() / 2);
  double steps = 0;
  for (std::size_t i = 1; i < late.size(); ++i) steps += std::abs(training_loss(late[i]) - training_loss(late[i - 1]));
  // Less the fall from end to end: a steep fall is no bounce.
  steps -= std::abs(training_loss(late.back()) - training_loss(late.front()));
  const double bounce = steps / static_cast<double>(late.size() - 1) / std::max({std::abs(now), notable, 1e-30});
  if (bounce > kBounce) {
    return answer("from one point of its curve to the next the training loss jumps by " + percent(bounce));
  }
  const double left = unexplained(s, mean_of(block(points, kBlocks - 1), reconstruction_loss_of));
  const bool stuck = most_stuck(s.health, StuckUnits::kDead, kManyDead) ||
                     most_stuck(s.health, StuckUnits::kSaturated, kManySaturated);
  if (stuck && left > kNothingLearned && fall_between(points, kBlocks / 2, kBlocks - 1) < 0.01) {
    return answer("its first steps left the loss standing at " + percent(left) + " of the mean " + sample_of(s) +
                  "'s loss");
  }
  return {};
}

/// Reports a loss that is still high and falling while the weights hardly change.
std::optional<Finding> learning_rate_too_low(const Snapshot& s) {
  const Points points = curve(s);
  constexpr double kMuchLeft = 0.5, kHardlyMoves = 2e-4, kFalls = 5e-4;
  const double rate = s.model.settings.training.optimiser_options.learning_rate;
  // A rate that the schedule has lowered is low on purpose.
  const bool lowered = s.health.learning_rate < rate / 2;
  if (points.empty() || lowered || s.health.relative_step > kHardlyMoves || learning_rate_too_high(s)) return {};
  const double left = unexplained(s, mean_of(block(points, kBlocks - 1), reconstruction_loss_of));
  if (left < kMuchLeft || fall_between(points, kBlocks / 2, kBlocks - 1) < kFalls) return {};
  return finding("The learning rate of " + number(rate) + " is too low: each step changes the weights by " +
                     number(100 * s.health.relative_step, 2) + std::string(kPercent) +
                     ", and the loss has far to fall.",
                 "learning_rate", suggested("learning_rate", 10 * rate));
}

/// Reports a held-out loss that rises while the training loss falls.
std::optional<Finding> held_out_rises(Points points) {
  constexpr double kRise = 1.03, kFall = 0.02;
  std::size_t best = 0;
  for (std::size_t i = 1; i < kBlocks; ++i) {
    if (mean_of(block(points, i), held_out_loss) < mean_of(block(points, best), held_out_loss)) best = i;
  }
  const double lowest = mean_of(block(points, best), held_out_loss);
  const double now = mean_of(block(points, kBlocks - 1), held_out_loss);
  // Measure from the end of the best block: at its start the loss may still fall steeply, as it does at first.
  const double then = training_loss(block(points, best).back());
  const double fall = then > 0 ? 1 - mean_of(block(points, kBlocks - 1), training_loss) / then : 0;
  if (lowest <= 0 || now < kRise * lowest || fall < kFall) return {};
  return finding("Overfitting: since epoch " + number(block(points, best).back().epoch) +
                     " the held-out loss has risen by " + percent(now / lowest - 1) +
                     " while the training loss fell by " + percent(fall) + ".",
                 "patience", "5");
}

/// Reports a held-out loss that is left behind: the training loss is a fraction of it, and falls much faster.
std::optional<Finding> held_out_stays(Points points) {
  constexpr double kGap = 2.5, kFalls = 0.1, kFaster = 2;
  const double training = mean_of(block(points, kBlocks - 1), training_loss),
               held_out = mean_of(block(points, kBlocks - 1), held_out_loss),
               held_out_before = mean_of(block(points, kBlocks / 2), held_out_loss);
  if (training <= 0 || held_out < kGap * training) return {};
  const double fall = fall_between(points, kBlocks / 2, kBlocks - 1), held_out_fall = 1 - held_out / held_out_before;
  if (fall < kFalls || fall < kFaster * held_out_fall) return {};
  return finding("Overfitting: the held-out loss stays at " + number(held_out) + ", " + number(held_out / training, 2) +
                     " times the training loss.",
                 "patience", "5");
}

std::optional<Finding> overfitting(const Snapshot& s) {
  const Points points = curve(s);
  if (points.empty()) return {};
  if (std::optional<Finding> rises = held_out_rises(points)) return rises;
  return held_out_stays(points);
}

/// The layers that have parameters.
std::vector<const LayerHealth*> layers_with_gradients(const Health& health) {
  std::vector<const LayerHealth*> layers;
  for (const LayerHealth& layer : health.layers) {
    if (layer.gradient_rms > 0) layers.push_back(&layer);
  }
  return layers;
}

std::optional<Finding> vanishing_gradients(const Snapshot& s) {
  constexpr double kVanished = 1e-3;
  const auto layers = layers_with_gradients(s.health);
  if (layers.size() < 3) return {};
  const LayerHealth &first = *layers.front(), &last = *layers.back();
  const double share = first.gradient_rms / last.gradient_rms;
  if (share > kVanished) return {};
  return finding("Vanishing gradients: those of " + first.name + " are " + number(share, 2) + " times those of " +
                     last.name + ", so that the first layers hardly learn.",
                 "activation", "relu");
}

std::optional<Finding> exploding_gradients(const Snapshot& s) {
  constexpr double kGrown = 1e3, kJump = 100;
  const auto layers = layers_with_gradients(s.health);
  const double limit = 1;
  if (layers.size() >= 3) {
    const LayerHealth &first = *layers.front(), &last = *layers.back();
    const double growth = first.gradient_rms / last.gradient_rms;
    if (growth > kGrown) {
      return finding("Exploding gradients: those of " + first.name + " are " + number(growth, 2) + " times those of " +
                         last.name + ".",
                     "clip_norm", suggested("clip_norm", limit));
    }
  }
  std::multiset<double> norms;
  for (const HistoryPoint& point : s.history) {
    if (std::isfinite(point.gradient_norm)) norms.insert(point.gradient_norm);
  }
  if (norms.size() < 4) return {};
  const double largest = *norms.rbegin(), usual = *std::next(norms.begin(), std::ssize(norms) / 2);
  if (!(usual > 0) || largest < kJump * usual) return {};
  return finding("Exploding gradients: their norm has been up to " + number(largest) + ", " + number(largest / usual) +
                     " times its usual " + number(usual) + ".",
                 "clip_norm", suggested("clip_norm", 2 * usual));
}

std::optional<Finding> dead_units(const Snapshot& s) {
  const LayerHealth* layer = most_stuck(s.health, StuckUnits::kDead, kManyDead);
  if (!layer) return {};
  const bool of_code = s.model.settings.architecture.activation != Activation::kRelu;
  return finding("Dead units: " + percent(layer->stuck_units) + " of the units of " + layer->name +
                     " give 0 for every " + sample_of(s) + " and can no longer learn.",
                 of_code ? "code_activation" : "activation", of_code ? "linear" : "leaky-relu");
}

std::optional<Finding> saturated_units(const Snapshot& s) {
  const LayerHealth* layer = most_stuck(s.health, StuckUnits::kSaturated, kManySaturated);
  if (!layer) return {};
  return finding(
      "Saturated units: " + percent(layer->stuck_units) + " of the units of " + layer->name +
          " stand at the end of their range for nearly every " + sample_of(s) + ", where the slope is next to nothing.",
      "learning_rate", suggested("learning_rate", s.model.settings.training.optimiser_options.learning_rate / 10));
}

std::optional<Finding> posterior_collapse(const Snapshot& s) {
  // A latent is active if the variance of its mean over the images exceeds 0.01 (Burda, Grosse and Salakhutdinov 2016,
  // section 5.2).
  constexpr double kActive = 0.01, kFewest = 1.0 / 3;
  if (s.model.settings.architecture.bottleneck != BottleneckKind::kGaussian || s.health.latents.empty() ||
      curve(s).empty())
    return {};
  std::size_t active = 0;
  double kl = 0;
  for (const LatentHealth& latent : s.health.latents) {
    active += latent.variance > kActive;
    kl += latent.kl;
  }
  const double share = static_cast<double>(active) / static_cast<double>(s.health.latents.size());
  if (share > kFewest) return {};
  return finding("Posterior collapse: " + std::to_string(active) + " of " + std::to_string(s.health.latents.size()) +
                     " latents carry anything about the " + sample_of(s) + ", " + number(kl) + " nats together.",
                 "beta", suggested("beta", s.model.settings.architecture.bottleneck_options.beta / 4));
}

std::optional<Finding> dead_codebook(const Snapshot& s) {
  constexpr double kFewest = 0.5;
  if (!s.health.codebook_used || *s.health.codebook_used > kFewest || curve(s).empty()) return {};
  return finding("Dead codebook entries: only " + percent(*s.health.codebook_used) + " of the codebook is in use.",
                 "codebook",
                 suggested("codebook", std::floor(s.model.settings.architecture.bottleneck_options.codebook / 2.0)));
}

/// Whether nothing but its size keeps a network from copying its images.
bool is_unrestricted(const Architecture& a) {
  const PenaltyOptions& p = a.penalty_options;
  const bool penalised = p.l1 > 0 || p.sparsity > 0 || p.contractive > 0 || p.mmd > 0 || p.adversarial > 0;
  return a.bottleneck == BottleneckKind::kPlain && a.corruption == CorruptionKind::kNone && !penalised;
}

std::optional<Finding> no_bottleneck(const Snapshot& s) {
  const Architecture& a = s.model.settings.architecture;
  const int features = s.model.input.features();
  constexpr std::size_t kFirstPoints = 3;  // points of the curve: it has begun to copy
  if (!is_unrestricted(a) || a.latent < features || s.history.size() < kFirstPoints) return {};
  return finding("No bottleneck: the code has " + std::to_string(a.latent) + " numbers for " +
                     std::to_string(features) + " " + std::string(words_for(s).values) +
                     ", so the network can copy its " + samples_of(s) + ".",
                 "latent", suggested("latent", features / 25.0));
}

/// Reports underfitting only if no other finding explains it. A prior keeps part of the images out of the code on
/// purpose, so models with one are not judged by what is left.
std::optional<Finding> underfitting(const Snapshot& s) {
  const Points points = curve(s);
  constexpr double kMuchLeft = 0.5, kStandstill = 0.05, kGap = 1.1;
  if (points.empty() || follows_prior(s.model.settings)) return {};
  for (const auto look : {learning_rate_too_high, learning_rate_too_low, exploding_gradients, vanishing_gradients,
                          dead_units, saturated_units, posterior_collapse}) {
    if (look(s)) return {};
  }
  const Points last = block(points, kBlocks - 1);
  const double left = unexplained(s, mean_of(last, reconstruction_loss_of));
  // Two blocks each: what is left of the noise would begin and end this finding again and again.
  const double before = mean_of(blocks(points, kBlocks / 2 - 1, kBlocks / 2 + 1), training_loss),
               now = mean_of(blocks(points, kBlocks - 2, kBlocks), training_loss);
  const double fall = before > 0 ? 1 - now / before : 0;
  const bool same_for_both = mean_of(last, held_out_loss) < kGap * mean_of(last, training_loss);
  if (left < kMuchLeft || fall > kStandstill || !same_for_both) return {};
  const int latent = s.model.settings.architecture.latent;
  return finding("Underfitting: the training loss stands still with " + percent(std::min(left, 1.0)) +
                     " of what there is to learn about the " + samples_of(s) + " not learned, and held-out " +
                     samples_of(s) + " fare the same.",
                 "latent", suggested("latent", 2.0 * latent));
}

constexpr FindingKind kFindingKinds[] = {
    {"divergence", "Divergence", Evidence::kCurves, divergence},
    {"posterior-collapse", "Posterior collapse", Evidence::kLatents, posterior_collapse},
    {"overfitting", "Overfitting", Evidence::kCurves, overfitting},
    {"no-bottleneck", "No bottleneck", Evidence::kSizes, no_bottleneck},
    {"learning-rate-too-high", "Learning rate too high", Evidence::kCurves, learning_rate_too_high},
    {"learning-rate-too-low", "Learning rate too low", Evidence::kCurves, learning_rate_too_low},
    {"exploding-gradients", "Exploding gradients", Evidence::kGradients, exploding_gradients},
    {"vanishing-gradients", "Vanishing gradients", Evidence::kGradients, vanishing_gradients},
    {"dead-units", "Dead units", Evidence::kStuckUnits, dead_units},
    {"saturated-units", "Saturated units", Evidence::kStuckUnits, saturated_units},
    {"dead-codebook", "Dead codebook entries", Evidence::kCodebook, dead_codebook},
    {"underfitting", "Underfitting", Evidence::kCurves, underfitting},
};

}  // namespace

std::span<const FindingKind> finding_kinds() { return kFindingKinds; }

bool too_early_to_judge(const Snapshot& snapshot) {
  const bool judged_by_curves =
      snapshot.model.settings.training.solver == Solver::kGradient && snapshot.state != RunState::kDiverged;
  return judged_by_curves && curve(snapshot).empty();
}

std::vector<Finding> diagnose(const Snapshot& snapshot) {
  std::vector<Finding> findings;
  for (const FindingKind& kind : kFindingKinds) {
    if (std::optional<Finding> found = kind.look(snapshot)) {
      found->code = kind.code;
      findings.push_back(std::move(*found));
    }
  }
  return findings;
}

std::optional<double> learned_share(const Snapshot& snapshot) {
  if (snapshot.history.empty() || learnable(snapshot) <= 0) return {};
  return std::clamp(1 - unexplained(snapshot, snapshot.history.back().held_out.reconstruction), 0.0, 1.0);
}

std::optional<Finding> verdict(const Snapshot& snapshot) {
  for (const FindingKind& kind : kFindingKinds) {
    std::optional<Finding> found = kind.look(snapshot);
    if (!found) continue;
    found->code = kind.code;
    return found;
  }
  return {};
}

bool SteadyVerdict::update(const Snapshot& snapshot) {
  if (generation_ != snapshot.generation) *this = SteadyVerdict(snapshot.generation);
  // Health changes only at the points of the curves.
  if (step_ == snapshot.health.step && state_ == snapshot.state) return false;
  step_ = snapshot.health.step;
  state_ = snapshot.state;
  std::optional<Finding> found = verdict(snapshot);
  const std::string_view code = found ? found->code : std::string_view();
  agreed_ = code == last_code_ ? agreed_ + 1 : 1;
  last_code_ = code;
  const bool same = code == this->code();
  // A run that stands still gets no further diagnosis that could agree.
  if (!same && agreed_ < kAgreeing && snapshot.state == RunState::kRunning) return false;
  finding_ = std::move(found);
  return !same;
}

}  // namespace hourglass
