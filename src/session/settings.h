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
  int training_limit = 0;
  int only_class = -1;
  std::string binarise = "off";
  int shift = 0;

  std::string corruption = "none";
  double corruption_strength = 0.3;

  std::vector<int> conv = {};
  std::string downsample = "stride";
  std::string upsample = "transposed";
  int transformer = 0;
  int patch = 4;
  int token_width = 64;
  int heads = 4;
  double masked = 0;
  std::vector<int> hidden = {128};
  std::vector<int> decoder_hidden = {};
  int latent = 32;
  std::string normalisation = "none";
  double dropout = 0;
  std::string tied = "off";
  std::string activation = "relu";
  std::string code_activation = "linear";
  std::string output_activation = "sigmoid";
  std::string initialiser = "auto";

  std::string bottleneck = "plain";
  double beta = 1;
  double capacity = 0;
  double capacity_epochs = 0;
  double kl_warmup = 0;
  double free_bits = 0;
  int active = 25;
  double active_factor = 1;
  double active_epochs = 0;
  int codebook = 64;
  int code_channels = 16;
  double commitment = 0.25;

  std::string condition = "none";
  double label_dropout = 0.1;
  int condition_classes = 0;

  std::string loss = "mse";
  double huber_delta = 0.1;

  double l1 = 0;
  double sparsity = 0;
  double rho = 0.05;
  double contractive = 0;
  double mmd = 0;
  double adversarial = 0;
  std::vector<int> discriminator_hidden = {256, 256};
  double discriminator_learning_rate = 1e-3;

  std::string solver = "gradient";
  std::string optimiser = "adam";
  double learning_rate = 1e-3;
  double momentum = 0.9;
  double weight_decay = 0;
  double clip_norm = 0;
  int batch = 128;
  int epochs = 20;

  std::string schedule = "constant";
  int schedule_epochs = 0;
  double warmup_epochs = 0;
  double decay_factor = 0.1;
  int decay_epochs = 10;
  double validation = 0;
  int patience = 0;

  int seed = 1;
  int threads = 1;
  std::string math = "portable";
  std::string isa = "auto";

  bool operator==(const Settings&) const = default;
};

/// The panel a setting belongs to, in this order.
enum class SettingGroup {
  kFamily,
  kData,
  kArchitecture,
  kBottleneck,
  kCorruption,
  kCondition,
  kLoss,
  kPenalties,
  kOptimiser,
  kSchedule,
  kRun
};
std::string_view setting_group_title(SettingGroup group);

/// When a change takes effect.
enum class SettingChange { kLive, kNeedsReset };

/// Where the value lives; the alternative tells the type. Lists hold whole numbers.
using SettingMember =
    std::variant<int Settings::*, double Settings::*, std::string Settings::*, std::vector<int> Settings::*>;

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

/// A setting's name for people: learning_rate as "learning rate".
std::string setting_label(std::string_view key);
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
