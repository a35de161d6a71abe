// Options shared by commands that need data but no model.
#pragma once

#include "cli/settings_options.h"
#include "core/compute.h"

namespace hourglass {

/// The settings given, over the program's defaults, with what they lead to.
struct DataAndCompute {
  Settings settings;
  std::shared_ptr<const Dataset> data;
  std::unique_ptr<Compute> compute;
};
Result<DataAndCompute> open_data_and_compute(const SettingsOptions& options);
/// The arithmetic that settings name. Refused where this machine lacks it.
Result<std::unique_ptr<Compute>> compute_of(const Settings& settings);

/// Whole numbers separated by commas, from `least` to `most` each. `option` names them in errors.
Result<std::vector<int>> parse_numbers(std::string_view option, std::string_view text, int least, int most);

}  // namespace hourglass
