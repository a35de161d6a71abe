// Options shared by commands that need data but no model.
#pragma once

#include "cli/settings_options.h"
#include "core/compute.h"

namespace hourglass {

/// The program's defaults changed by the options given, with the data set and the arithmetic that they name.
struct DataAndCompute {
  Settings settings;
  std::shared_ptr<const Dataset> data;
  std::unique_ptr<Compute> compute;
};
Result<DataAndCompute> open_data_and_compute(const SettingsOptions& options);
/// The arithmetic that settings name. Refuses an instruction set that this machine lacks.
Result<std::unique_ptr<Compute>> compute_of(const Settings& settings);

/// Parses whole numbers from `least` to `most`, separated by commas. `option` is the option's name, for errors.
Result<std::vector<int>> parse_numbers(std::string_view option, std::string_view text, int least, int most);

}  // namespace hourglass
