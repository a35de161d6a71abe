// From settings, which are text and numbers, to the parts they name.
#pragma once

#include "autoencoder/architecture.h"
#include "core/compute.h"
#include "core/error.h"
#include "nn/optimiser.h"
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

Result<ResolvedSettings> resolve_settings(const Settings& settings, Shape input);
BottleneckOptions bottleneck_options(const Settings& settings);
OptimiserOptions optimiser_options(const Settings& settings);
/// True where both build the same network: weights of one fit the other.
bool same_network(const Settings& a, const Settings& b);

}  // namespace hourglass
