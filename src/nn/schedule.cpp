#include "nn/schedule.h"

#include <algorithm>

#include "core/enum_table.h"
#include "core/math.h"

namespace hourglass {
namespace {

/// From `first` to `last` along half a cosine, `done` in [0, 1].
double half_cosine(double first, double last, double done) {
  constexpr double kPi = 3.14159265358979323846;
  const double height = (1 + static_cast<double>(math::cos(static_cast<float>(kPi * done)))) / 2;
  return last + (first - last) * std::clamp(height, 0.0, 1.0);
}

double constant_share(const ScheduleOptions&, std::uint64_t, const PlateauState&) { return 1; }

double step_share(const ScheduleOptions& o, std::uint64_t step, const PlateauState&) {
  return math::whole_power(o.decay_factor, step / (static_cast<std::uint64_t>(o.decay_epochs) * o.steps_per_epoch));
}

double cosine_share(const ScheduleOptions& o, std::uint64_t step, const PlateauState&) {
  return half_cosine(1, 0, static_cast<double>(step % o.span_steps()) / static_cast<double>(o.span_steps()));
}

double one_cycle_share(const ScheduleOptions& o, std::uint64_t step, const PlateauState&) {
  constexpr double kFirst = 1.0 / 25, kLast = kFirst / 1e4, kRising = 0.3;
  const double total = static_cast<double>(o.span_steps()), now = static_cast<double>(step % o.span_steps());
  const double top = std::max(kRising * total - 1, 0.0), end = total - 1;
  if (now < top) return half_cosine(kFirst, 1, now / top);
  return end > top ? half_cosine(1, kLast, (now - top) / (end - top)) : 1;
}

double plateau_share(const ScheduleOptions& o, std::uint64_t, const PlateauState& plateau) {
  return math::whole_power(o.decay_factor, plateau.decays);
}

constexpr ScheduleRow kSchedules[] = {
    {Schedule::kConstant, "constant", "the same rate throughout", constant_share},
    {Schedule::kStep, "step", "the rate decays every so many epochs", step_share},
    {Schedule::kCosine, "cosine", "falls to 0 along half a cosine (Loshchilov and Hutter 2017)", cosine_share},
    {Schedule::kOneCycle, "one-cycle", "up to the rate, then far down (Smith 2018)", one_cycle_share},
    {Schedule::kPlateau, "plateau", "decays where the validation loss no longer falls", plateau_share},
};
static_assert(in_enum_order(kSchedules));

}  // namespace

std::uint64_t ScheduleOptions::warmup_steps() const {
  return static_cast<std::uint64_t>(warmup_epochs * static_cast<double>(steps_per_epoch));
}

std::uint64_t ScheduleOptions::span_steps() const {
  return static_cast<std::uint64_t>(epochs > 0 ? epochs : run_epochs) * steps_per_epoch;
}

std::span<const ScheduleRow> schedules() { return kSchedules; }

const ScheduleRow& schedule_row(Schedule kind) { return kSchedules[static_cast<int>(kind)]; }

double schedule_share(const ScheduleOptions& options, std::uint64_t steps_done, const PlateauState& plateau) {
  const double share = schedule_row(options.kind).share(options, steps_done, plateau);
  if (steps_done >= options.warmup_steps()) return share;
  return share * (static_cast<double>(steps_done + 1) / static_cast<double>(options.warmup_steps()));
}

PlateauState plateau_after_epoch(const ScheduleOptions& options, PlateauState state, double validation_loss) {
  constexpr double kThreshold = 1e-4;
  const double size = state.best_loss < 0 ? -state.best_loss : state.best_loss;
  // An infinite best has no ten-thousandth.
  if (validation_loss < state.best_loss && (size > 1e300 || validation_loss < state.best_loss - kThreshold * size)) {
    state.best_loss = validation_loss;
    state.epochs_without_better = 0;
    return state;
  }
  if (++state.epochs_without_better > static_cast<std::uint64_t>(options.decay_epochs)) {
    ++state.decays;
    state.epochs_without_better = 0;
  }
  return state;
}

}  // namespace hourglass
