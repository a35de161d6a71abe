// Learning-rate schedules: the share of the peak rate that each step uses.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace hourglass {

enum class Schedule { kConstant, kStep, kCosine, kOneCycle, kPlateau };

struct ScheduleOptions {
  Schedule kind = Schedule::kConstant;
  double decay_factor = 0.1;  ///< factor by which kStep and kPlateau multiply the rate
  int decay_epochs = 10;      ///< kStep: epochs between two decays; kPlateau: epochs it waits for better losses
  double warmup_epochs = 0;   ///< epochs over which the rate rises linearly at first
  int epochs = 0;             ///< kCosine and kOneCycle begin again after so many; 0: after those of the run

  // Known once a run has its data.
  int run_epochs = 1;
  std::uint64_t steps_per_epoch = 1;

  /// Steps over which the rate first rises.
  std::uint64_t warmup_steps() const;
  /// Steps after which kCosine and kOneCycle begin again.
  std::uint64_t span_steps() const;

  bool operator==(const ScheduleOptions&) const = default;
};

/// What kPlateau stores from epoch to epoch; part of a run's state.
struct PlateauState {
  double best_loss = std::numeric_limits<double>::infinity();
  std::uint64_t epochs_without_better = 0;
  std::uint64_t decays = 0;

  bool operator==(const PlateauState&) const = default;
};

/// One row per schedule. `share` is that of the peak rate at step 0, 1, ..., before warm-up.
struct ScheduleRow {
  Schedule kind;
  std::string_view id;
  std::string_view blurb;
  double (*share)(const ScheduleOptions& options, std::uint64_t step, const PlateauState& plateau);
};
std::span<const ScheduleRow> schedules();
const ScheduleRow& schedule_row(Schedule kind);

/// Learning rate of the step after `steps_done` over the peak rate, in [0, 1]: the row's share times the warm-up's
/// (steps_done + 1) / warmup_steps (Goyal et al. 2017, section 2.2). A pure function; the same bits on every machine.
///   kConstant  1
///   kStep      decay_factor^floor(epochs done / decay_epochs)
///   kCosine    (1 + cos(pi t)) / 2, t from 0 to 1 over the run      (Loshchilov and Hutter 2017, equation 5)
///   kOneCycle  from 1/25 up to 1 over 30 % of the run, then down to 1/250000, along half cosines (Smith 2018, as
///              PyTorch's OneCycleLR, but with constant momentum)
///   kPlateau   decay_factor^decays
double schedule_share(const ScheduleOptions& options, std::uint64_t steps_done, const PlateauState& plateau);

/// The state after an epoch that ended with this validation loss. A loss counts as better where it is lower than the
/// best by a ten-thousandth of it; after more than decay_epochs epochs in a row without one the rate decays (PyTorch's
/// ReduceLROnPlateau).
PlateauState plateau_after_epoch(const ScheduleOptions& options, PlateauState state, double validation_loss);

}  // namespace hourglass
