// From settings, which are text and numbers, to the parts they name.
#pragma once

#include <cstdint>

#include "autoencoder/architecture.h"
#include "core/compute.h"
#include "core/error.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// Everything a network and its training are built from. Settings are valid by construction (set_setting checks), so
/// only their combination with the data's shape and this machine can be refused.
struct ResolvedSettings {
  Architecture architecture;
  Optimiser optimiser = Optimiser::kAdam;
  Variant variant{};
  MathMode math = MathMode::kPortable;
};

/// The settings that a run is made from: as given, but for those that another one leaves no choice. A closed form makes
/// the network linear, without hidden layers, on squared error. Shown, saved and resolved settings are these.
Settings effective_settings(const Settings& settings);

/// The network that settings describe, for samples of this shape; refused where its parts do not fit together.
Result<Architecture> resolve_architecture(const Settings& settings, Shape input);
/// That, in a size that fits memory, with the arithmetic it runs in.
Result<ResolvedSettings> resolve_settings(const Settings& settings, Shape input);
/// `steps_per_epoch` turns passes into steps; 0 (outside training): what grows or shrinks has done so.
BottleneckOptions bottleneck_options(const Settings& settings, std::uint64_t steps_per_epoch = 0);
PenaltyOptions penalty_options(const Settings& settings);
/// With the peak of the learning rate; the schedule says what share of it a step has.
OptimiserOptions optimiser_options(const Settings& settings);
/// Of the parameters that an adversary owns; it uses the same optimiser.
OptimiserOptions discriminator_options(const Settings& settings);
ScheduleOptions schedule_options(const Settings& settings, std::uint64_t steps_per_epoch);
/// Whether training draws the codes towards the standard normal prior, so that draws of it mean something to the
/// decoder.
bool follows_prior(const Settings& settings);
/// True where both build the same network: weights of one fit the other.
bool same_network(const Settings& a, const Settings& b);

}  // namespace hourglass
