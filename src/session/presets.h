// Presets: named settings, each of which shows one idea.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "session/settings.h"

namespace hourglass {

/// Kinds of autoencoders on digits, built-in sets besides digits, and runs in which something goes wrong on purpose.
enum class PresetGroup { kKinds, kData, kTrouble };
std::string_view preset_group_title(PresetGroup group);

/// What stands for a preset in a gallery: its network, or the course of its losses.
enum class PresetPicture { kNetwork, kEmptyCode, kPartingLosses, kDivergingLoss };

/// One row. `settings` (keys of the settings table, values as text) override the family's defaults.
struct Preset {
  std::string_view id;  ///< as in a link
  std::string_view title;
  PresetGroup group;
  std::string_view blurb;  ///< what it is, one sentence
  std::string_view look;   ///< where to look while it trains, a sentence or two
  std::span<const std::pair<std::string_view, std::string_view>> settings;
  PresetPicture picture = PresetPicture::kNetwork;
};

/// All presets, in an order for newcomers; the application opens with the first.
std::span<const Preset> presets();
/// The row, or null.
const Preset* find_preset(std::string_view id);
/// The preset's settings: the general defaults, then its family's, then its own. The seed and what the machine decides
/// are those of `base`; so is a data set that is no built-in one, unless the preset names its own.
Settings preset_settings(const Preset& preset, const Settings& base = {});
/// Whether a run with these settings is the preset's. The seed and what the machine decides do not count, nor does a
/// data set that preset_settings would keep.
bool is_run_of(const Preset& preset, const Settings& settings);

}  // namespace hourglass
