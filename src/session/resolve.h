// From settings to what a network and its training are built from: fills in what depends on the data and the machine.
#pragma once

#include <cstdint>

#include "autoencoder/architecture.h"
#include "core/error.h"
#include "core/variant.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// Settings for data of a known shape, on this machine. Each setting is valid by itself (set_setting checks), so only
/// their combination with that shape and this machine can be refused.
struct ResolvedSettings {
  Architecture architecture;
  Variant variant{};
};

/// The settings that a run is made from: as given, except that the closed-form solver makes the network linear, without
/// hidden layers, on squared error. Shown, saved and resolved settings are these.
Settings effective_settings(const Settings& settings);

/// The network that settings describe for samples of this shape, whose `input` and `classes` are filled in. Refused
/// where its parts do not fit together.
Result<Architecture> resolve_architecture(const Settings& settings, Shape input);
/// The network and the instruction set. Also refused where the network exceeds the memory limits.
Result<ResolvedSettings> resolve_settings(const Settings& settings, Shape input);

/// `steps_per_epoch` turns epochs into steps; 0 (outside training): what grows or shrinks has done so.
BottleneckOptions bottleneck_options(const Settings& settings, std::uint64_t steps_per_epoch);
/// Of the discriminator's parameters; it uses the same optimiser as the network.
OptimiserOptions discriminator_options(const Settings& settings);
/// With the length of the run and of its epochs.
ScheduleOptions schedule_options(const Settings& settings, std::uint64_t steps_per_epoch);

/// Whether training draws the codes towards the standard normal prior, so that the decoder can decode draws of it.
bool follows_prior(const Settings& settings);
/// True where both build the same network: the weights of one fit the other.
bool same_network(const Settings& a, const Settings& b);

}  // namespace hourglass
