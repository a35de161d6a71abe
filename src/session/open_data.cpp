#include "session/open_data.h"

#include "data/transforms.h"

namespace hourglass {

OpenOptions open_options(const Settings& settings) {
  OpenOptions options;
  options.seed = static_cast<std::uint64_t>(settings.seed);
  options.digits_training = static_cast<std::uint32_t>(settings.data.samples);
  options.digits_held_out = static_cast<std::uint32_t>(settings.data.held_out_samples);
  return options;
}

Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings) {
  auto data = open_dataset(settings.data.source, open_options(settings));
  if (!data) return data;
  return prepare_data(settings, std::move(*data));
}

Result<std::shared_ptr<const Dataset>> prepare_data(const Settings& settings, std::shared_ptr<const Dataset> data) {
  TransformOptions transforms = settings.data.transforms;
  transforms.seed = static_cast<std::uint64_t>(settings.seed);
  return transformed(std::move(data), transforms);
}

}  // namespace hourglass
