#include "session/open_data.h"

#include "data/transforms.h"

namespace hourglass {

OpenOptions open_options(const Settings& settings) {
  OpenOptions options;
  options.seed = static_cast<std::uint64_t>(settings.seed);
  options.training = static_cast<std::uint32_t>(settings.data.samples);
  options.held_out = static_cast<std::uint32_t>(settings.data.held_out_samples);
  options.scale = settings.data.scale;
  options.image_size = settings.data.image_size;
  options.window = settings.data.window;
  options.hop = settings.data.hop;
  options.label_column = settings.data.label_column;
  options.categorical = column_list(settings.data.categorical);
  options.numeric = column_list(settings.data.numeric);
  return options;
}

bool opens_same_data(const Settings& a, const Settings& b) {
  DataSettings data = a.data;
  data.transforms = b.data.transforms;
  return data == b.data && a.seed == b.seed;
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
