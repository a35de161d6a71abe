#include "session/open_data.h"

#include "data/transforms.h"

namespace hourglass {

OpenOptions open_options(const Settings& settings) {
  OpenOptions options;
  options.seed = static_cast<std::uint64_t>(settings.seed);
  options.digits_training = static_cast<std::uint32_t>(settings.samples);
  options.digits_held_out = static_cast<std::uint32_t>(settings.held_out_samples);
  return options;
}

Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings) {
  auto data = open_dataset(settings.data, open_options(settings));
  if (!data) return data;
  return prepare_data(settings, std::move(*data));
}

Result<std::shared_ptr<const Dataset>> prepare_data(const Settings& settings, std::shared_ptr<const Dataset> data) {
  return transformed(std::move(data), {.only_class = settings.only_class,
                                       .training_limit = static_cast<std::uint32_t>(settings.training_limit),
                                       .binarise = settings.binarise == "on",
                                       .shift = settings.shift,
                                       .seed = static_cast<std::uint64_t>(settings.seed)});
}

}  // namespace hourglass
