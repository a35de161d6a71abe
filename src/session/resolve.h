// Resolves settings to the options of the network and its training: fills in what depends on data and machine.
#pragma once

#include <cstdint>
#include <vector>

#include "autoencoder/architecture.h"
#include "core/error.h"
#include "core/variant.h"
#include "data/description.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"
#include "session/settings.h"

namespace hourglass {

/// What the network has to know of the data.
struct InputForm {
  Shape shape;
  std::vector<CategoryGroup> groups = {};  ///< features that are categories
  std::vector<float> missing = {};         ///< Architecture::missing

  /// Samples whose features are all numbers, none missing.
  InputForm(const Shape& numbers) : shape(numbers) {}
  InputForm(const Shape& samples, const DataDescription& description)
      : shape(samples), groups(category_groups(description, samples)), missing(missing_features(description)) {}
  bool operator==(const InputForm&) const = default;
};

/// Settings resolved for data of a known shape, on this machine. set_setting has checked each setting by itself; what
/// can be refused here is their combination with each other, the shape and the machine.
struct ResolvedSettings {
  Architecture architecture;
  Variant variant{};
};

/// The settings that a run uses, shows and saves. They are those given, except that the closed-form solver makes the
/// network linear, without hidden layers, with squared error as loss.
Settings effective_settings(const Settings& settings);

/// The network that settings describe for samples of this shape; fills in what depends on the input, and `classes`.
/// Refuses parts that do not fit together. The closed form compares all features as numbers.
Result<Architecture> resolve_architecture(const Settings& settings, const InputForm& input);
/// The network and the instruction set. Also refuses networks above the memory limits.
Result<ResolvedSettings> resolve_settings(const Settings& settings, const InputForm& input);

/// The bottleneck's options. `steps_per_epoch` converts epochs to steps; with 0 (outside training) all values that
/// change during training have reached their end.
BottleneckOptions bottleneck_options(const Settings& settings, std::uint64_t steps_per_epoch);
/// The optimiser's options for the discriminator, which uses the same optimiser as the network.
OptimiserOptions discriminator_options(const Settings& settings);
/// The schedule's options, with the length of the run and of its epochs filled in.
ScheduleOptions schedule_options(const Settings& settings, std::uint64_t steps_per_epoch);

/// Whether training pulls the codes towards the standard normal prior, so that draws from it decode to images.
bool follows_prior(const Settings& settings);
/// Whether both build the same network, so that the weights of one fit the other.
bool same_network(const Settings& a, const Settings& b);

}  // namespace hourglass
