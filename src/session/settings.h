// Settings, described once: this table makes the program's options, the page's widgets, the URL, the JavaScript API
// and the metadata of saved models.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.h"

namespace hourglass {

/// Everything a run is made from. The defaults stand here; a family's row may give others.
struct Settings {
  std::string family = "vanilla";

  std::string data = "digits";
  int samples = 10000;
  int held_out_samples = 2000;

  std::vector<int> hidden = {128};
  int latent = 32;
  std::string activation = "relu";
  std::string code_activation = "linear";
  std::string output_activation = "sigmoid";
  std::string initialiser = "auto";

  std::string bottleneck = "plain";
  double beta = 1;

  std::string loss = "mse";

  std::string optimiser = "adam";
  double learning_rate = 1e-3;
  double momentum = 0.9;
  double clip_norm = 0;
  int batch = 128;
  int epochs = 20;

  int seed = 1;
  int threads = 1;
  std::string math = "portable";
  std::string isa = "auto";

  bool operator==(const Settings&) const = default;
};

/// The panel a setting belongs to, in this order.
enum class SettingGroup { kFamily, kData, kArchitecture, kBottleneck, kLoss, kOptimiser, kRun };
std::string_view setting_group_title(SettingGroup group);

/// When a change takes effect.
enum class SettingChange { kLive, kNeedsReset };

/// Where the value lives; the alternative tells the type. Lists hold whole numbers.
using SettingMember = std::variant<int Settings::*, double Settings::*, std::string Settings::*,
                                   std::vector<int> Settings::*>;

/// One row of the table.
struct Setting {
  std::string_view key;  ///< as in the URL, in a file and in JavaScript; the option is --key with dashes
  SettingGroup group;
  SettingMember member;
  double minimum = 0, maximum = 0;  ///< of numbers and of the items of lists, both included
  std::string_view unit;            ///< empty where there is none
  SettingChange change = SettingChange::kNeedsReset;
  std::string_view help;  ///< one line, for people
  /// The names a choice may take, or empty: any text.
  std::vector<std::string_view> choices;
};

std::span<const Setting> settings_table();
/// The row, or null.
const Setting* find_setting(std::string_view key);

/// The value as text, as it stands in URLs and files; numbers in the shortest form that reads back the same.
std::string setting_text(const Settings& settings, const Setting& setting);
/// Reads text into a setting; refused with the range or the choices where it does not fit. Changes nothing then.
/// Leaves the family's other defaults alone: see make_settings.
Status set_setting(Settings& settings, std::string_view key, std::string_view text);

/// Copies the settings that may change while training, and no others.
void copy_live_settings(const Settings& from, Settings& to);

using SettingList = std::vector<std::pair<std::string, std::string>>;
/// Defaults, then the defaults of the family that `given` names, then what is given. `base` replaces the defaults.
Result<Settings> make_settings(const SettingList& given, const Settings& base = {});
/// Every setting as text, in the table's order.
SettingList settings_list(const Settings& settings);

}  // namespace hourglass
