// Opens the data set that settings name.
#pragma once

#include <memory>

#include "core/error.h"
#include "data/open.h"
#include "session/settings.h"

namespace hourglass {

/// The options for open_dataset: the seed, the number of samples of a generated set, and how files are read.
OpenOptions open_options(const Settings& settings);
/// Whether both open the same data, before transforms.
bool opens_same_data(const Settings& a, const Settings& b);
/// Opens settings.data and applies the transforms of the settings.
Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings);
/// Applies the transforms of the settings to `data`; they replace any that it already has.
Result<std::shared_ptr<const Dataset>> prepare_data(const Settings& settings, std::shared_ptr<const Dataset> data);

}  // namespace hourglass
