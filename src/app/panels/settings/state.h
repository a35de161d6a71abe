// The state of the settings panel.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "session/settings.h"

namespace hourglass {

/// The panel's own state: text being typed and refusals, by the setting's key.
struct SettingsPanelState {
  std::map<std::string, std::string, std::less<>> typed, complaints;
  Settings seen;  ///< the run's settings in the last frame
  // Counted once for each change of the draft or the run, not in every frame.
  Settings counted_draft, counted_run;
  std::map<SettingGroup, int> changed;  ///< settings of a group that differ from their family's defaults
  bool waits = false;                   ///< changes wait for a reset
  std::string filter;                   ///< the text of the search field
  bool all = false;                     ///< the groups of all further settings are shown
  std::set<SettingGroup> open;          ///< the open ones of them
};

}  // namespace hourglass
