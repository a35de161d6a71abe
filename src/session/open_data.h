// The data set that settings name.
#pragma once

#include <memory>

#include "core/error.h"
#include "data/open.h"
#include "session/settings.h"

namespace hourglass {

/// How `settings` want data opened: their seed, and how many samples a generated set has.
OpenOptions open_options(const Settings& settings);
/// Opens settings.data.
Result<std::shared_ptr<const Dataset>> open_data(const Settings& settings);

}  // namespace hourglass
