// The data set that settings name.
#pragma once

#include <memory>

#include "core/error.h"
#include "data/open.h"
#include "session/settings.h"

namespace hourglass {

/// How `settings` want data opened: their seed, and how many samples a generated set has.
OpenOptions open_options(const Settings& settings);
/// Opens settings.data and transforms it as the settings want it.
Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings);
/// A data set from anywhere, as the settings want it: transforms that it has already are replaced.
Result<std::shared_ptr<const Dataset>> prepare_data(const Settings& settings, std::shared_ptr<const Dataset> data);

}  // namespace hourglass
