// Settings, described once: the table in settings_table.cpp defines the command line's options, the page's widgets, the
// URL, the JavaScript API with its declarations, and the metadata of saved models.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "autoencoder/architecture.h"
#include "core/compute.h"
#include "core/error.h"
#include "data/scale.h"
#include "data/transforms.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"
#include "session/setting_needs.h"

namespace hourglass {

/// The data set, and its transforms.
struct DataSettings {
  std::string source = "digits";  ///< name of a built-in set, or the path of a file or folder
  int samples = 10000;            ///< training samples of a generated set
  int held_out_samples = 2000;    ///< held-out samples of a generated set
  Scale scale = Scale::kUnit;     ///< these seven as in OpenOptions, for files; lists are separated by commas
  int image_size = 0;
  int window = 1024;
  int hop = 0;
  std::string label_column;
  std::string categorical;
  std::string numeric;
  TransformOptions transforms;  ///< prepare_data replaces its seed by the run's

  bool operator==(const DataSettings&) const = default;
};

/// What the network receives about each sample besides its pixels.
struct ConditionSettings {
  Condition kind = Condition::kNone;
  double label_dropout = 0.1;  ///< share of the training samples whose label is hidden from the network
  int classes = 0;             ///< number of labels that the model distinguishes; the trainer reads it from the data
  std::vector<int> labels;     ///< those of 0 .. classes - 1 that occur, ascending; empty: all of them. From the data

  bool operator==(const ConditionSettings&) const = default;
};

/// The labels that a conditional model was trained with, ascending; empty where it has no condition.
std::vector<int> known_labels(const ConditionSettings& condition);

/// How the weights are computed.
enum class Solver { kGradient, kClosedForm };

/// One row per solver.
struct SolverRow {
  Solver kind;
  std::string_view id;
  std::string_view blurb;
};
std::span<const SolverRow> solvers();

/// How the network is trained.
struct TrainingSettings {
  Solver solver = Solver::kGradient;
  Optimiser optimiser = Optimiser::kAdam;
  OptimiserOptions optimiser_options;
  double clip_norm = 0;  ///< gradients with a larger norm are scaled down to this norm; 0: never
  int batch = 128;
  int gradient_shards = 1;  ///< parts of a batch whose gradients are summed in a fixed tree; 1: the batch as a whole
  int epochs = 20;
  ScheduleOptions schedule;
  double validation = 0;  ///< share of the training images set aside; see validation_share
  int patience = 0;       ///< number of epochs without a better validation loss that ends the run; 0: never

  bool operator==(const TrainingSettings&) const = default;
};

/// All settings of a run. The option structs are those that the parts themselves read, with their defaults; resolve.h
/// fills in what depends on the data (Architecture::input and classes, steps per epoch).
struct Settings {
  std::string family = "vanilla";  ///< id of a row of families(), whose defaults were applied first
  DataSettings data;
  Architecture architecture;
  ConditionSettings condition;
  TrainingSettings training;
  int seed = 1;
  ComputeOptions compute;

  bool operator==(const Settings&) const = default;
};

/// The groups of settings, in the order in which the interfaces show them.
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

/// When a change takes effect: from the next step on, or only in a new run.
enum class SettingChange { kLive, kNeedsReset };

/// Returns the ids that a setting accepts, in their table's order.
using SettingChoices = std::vector<std::string_view> (*)();

/// What decides a setting's value where nothing else is given. Links and model files leave out what the machine
/// decides: it changes the speed of a run and never its numbers.
enum class SettingSource : unsigned char { kDefault, kData, kMachine };

/// Accessors of a plain value in Settings.
template <class Value>
struct SettingField {
  const Value& (*get)(const Settings&);
  Value& (*edit)(Settings&);
};
/// Text, or the id of a row of a table.
struct SettingText : SettingField<std::string> {
  SettingChoices choices = nullptr;  ///< null: any text
};
/// An enum; its text is the id of a row of a table.
struct SettingEnum {
  std::size_t (*row)(const Settings&);  ///< the row of the current value
  void (*set_row)(Settings&, std::size_t row);
  SettingChoices choices;
};
/// The alternative determines the type. Lists hold whole numbers.
using SettingMember = std::variant<SettingField<int>, SettingField<double>, SettingField<bool>,
                                   SettingField<std::vector<int>>, SettingText, SettingEnum>;

/// The range of a number, or of the items of a list; includes both ends.
struct SettingRange {
  double minimum = 0, maximum = 0;
};

/// What most settings have in common, and few do not.
struct SettingTraits {
  SettingNeed need = SettingNeed::kNothing;
  SettingSource source = SettingSource::kDefault;
};

/// One row of the table.
struct Setting {
  std::string_view key;  ///< name in the URL and in files; learning_rate is learningRate in JavaScript, --learning-rate
                         ///< on the command line
  SettingGroup group;
  SettingMember member;
  SettingRange range;
  std::string_view unit;  ///< empty if it has none
  SettingChange change;
  std::string_view help;  ///< one line, for people
  SettingTraits traits;

  /// The ids that the setting accepts; empty if it accepts other values too.
  std::vector<std::string_view> choices() const;
  bool is_flag() const;
  bool is_number() const;
  bool is_list() const;
};

/// The value of `setting`, which must be a list.
const std::vector<int>& list_of(const Setting& setting, const Settings& settings);

/// A setting's name for people: learning_rate as "learning rate".
std::string setting_label(std::string_view key);
std::span<const Setting> settings_table();
/// The row, or null. Accepts the spellings that setting_key accepts.
const Setting* find_setting(std::string_view key);
/// Whether the setting names the family, whose defaults come before all other settings.
bool is_family(const Setting& setting);
/// Converts JavaScript's or the command line's spelling to the key: learningRate and learning-rate to learning_rate.
std::string setting_key(std::string_view spelling);

/// The value as text, as in URLs and files: numbers in the shortest form that parses to the same value, lists separated
/// by commas, flags as on and off.
std::string setting_text(const Settings& settings, const Setting& setting);
/// Parses text into a setting. An error names the accepted range or choices, and the settings stay unchanged. Accepts
/// true and false for on and off. Does not apply the defaults of a family: see make_settings.
Status set_setting(Settings& settings, std::string_view key, std::string_view text);

/// Reads on, off, true and false; nothing for other text.
std::optional<bool> parse_flag(std::string_view text);

/// Copies one setting.
void copy_setting(const Setting& setting, const Settings& from, Settings& to);
/// Copies the settings that may change while training, and no others.
void copy_live_settings(const Settings& from, Settings& to);
/// Copies the settings that the machine decides, and no others.
void copy_machine_settings(const Settings& from, Settings& to);

using SettingList = std::vector<std::pair<std::string, std::string>>;
/// `base`, overridden by the defaults of the family that `given` names, then by all of `given`.
Result<Settings> make_settings(const SettingList& given, const Settings& base = {});
/// Every setting as text, in the table's order.
SettingList settings_list(const Settings& settings);
/// The same without those that the machine decides: what a model file keeps, so that equal runs are equal files.
SettingList kept_settings_list(const Settings& settings);

}  // namespace hourglass
