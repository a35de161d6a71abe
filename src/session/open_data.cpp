#include "session/open_data.h"

namespace hourglass {

OpenOptions open_options(const Settings& settings) {
  OpenOptions options;
  options.seed = static_cast<std::uint64_t>(settings.seed);
  options.digits_training = static_cast<std::uint32_t>(settings.samples);
  options.digits_held_out = static_cast<std::uint32_t>(settings.held_out_samples);
  return options;
}

Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings) {
  return open_dataset(settings.data, open_options(settings));
}

}  // namespace hourglass
