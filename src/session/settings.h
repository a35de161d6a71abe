// Settings, described once: the table in settings_table.cpp makes the program's options, the page's widgets, the URL,
// the JavaScript API with its declarations, and the metadata of saved models.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "autoencoder/architecture.h"
#include "core/compute.h"
#include "core/error.h"
#include "data/transforms.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"

namespace hourglass {

/// The data set, and what is done to it before training.
struct DataSettings {
  std::string source = "digits";  ///< name of a built-in set, or the path of a file or folder
  int samples = 10000;            ///< training images of a generated set
  int held_out_samples = 2000;    ///< held-out images of a generated set
  TransformOptions transforms;    ///< its seed is the run's: see prepare_data

  bool operator==(const DataSettings&) const = default;
};

/// What the network is told about each sample beside its pixels.
struct ConditionSettings {
  Condition kind = Condition::kNone;
  double label_dropout = 0.1;  ///< share of the training samples whose label is withheld
  int classes = 0;             ///< labels that the model tells apart; the trainer takes it from the data
  std::vector<int> labels;     ///< those of 0 .. classes - 1 that occur, ascending; empty: all of them. From the data

  bool operator==(const ConditionSettings&) const = default;
};

/// The labels that a conditional model was trained with, ascending; empty where it has no condition.
std::vector<int> known_labels(const ConditionSettings& condition);

/// How weights are found.
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
  double clip_norm = 0;  ///< gradients with a larger norm are scaled down to it; 0: never
  int batch = 128;
  int epochs = 20;
  ScheduleOptions schedule;
  double validation = 0;  ///< share of the training images set aside; see validation_share
  int patience = 0;       ///< epochs without a better validation loss that end the run; 0: never

  bool operator==(const TrainingSettings&) const = default;
};

/// Everything a run is made from. The option structs are those that the parts themselves read, with the defaults that
/// stand there; what depends on the data (Architecture::input and classes, steps per epoch) is filled in by resolve.h.
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

/// The ids that a setting accepts, in their table's order.
using SettingChoices = std::vector<std::string_view> (*)();

/// What decides a setting's value where nothing else is given. Links and model files leave out what the machine
/// decides: it changes the speed of a run and never its numbers.
enum class SettingSource { kDefault, kData, kMachine };

/// Where a plain value lives in Settings.
template <class Value>
struct SettingField {
  const Value& (*get)(const Settings&);
  Value& (*edit)(Settings&);
};
/// Text, or the id of a row of a table.
struct SettingText : SettingField<std::string> {
  SettingChoices choices = nullptr;  ///< null: any text
};
/// An enum, which text names by the id of a row of its part's table.
struct SettingEnum {
  std::size_t (*row)(const Settings&);  ///< the row of the present value
  void (*set_row)(Settings&, std::size_t row);
  SettingChoices choices;
};
/// The alternative tells the type. Lists hold whole numbers.
using SettingMember = std::variant<SettingField<int>, SettingField<double>, SettingField<bool>,
                                   SettingField<std::vector<int>>, SettingText, SettingEnum>;

/// Of numbers and of the items of lists; both ends included.
struct SettingRange {
  double minimum = 0, maximum = 0;
};

/// One row of the table.
struct Setting {
  std::string_view key;  ///< as in the URL, in a file and in JavaScript; the option is --key with dashes
  SettingGroup group;
  SettingMember member;
  SettingRange range;
  std::string_view unit;  ///< empty where there is none
  SettingChange change;
  std::string_view help;  ///< one line, for people
  SettingSource source = SettingSource::kDefault;

  /// The ids that the setting accepts; empty where it accepts more than names.
  std::vector<std::string_view> choices() const;
  bool is_flag() const;
  bool is_number() const;
  bool is_list() const;
};

/// The value of a setting that is a list.
const std::vector<int>& list_of(const Setting& setting, const Settings& settings);

/// A setting's name for people: learning_rate as "learning rate".
std::string setting_label(std::string_view key);
std::span<const Setting> settings_table();
/// The row, or null. learningRate and learning-rate find learning_rate too.
const Setting* find_setting(std::string_view key);
/// The key that JavaScript's or the command line's spelling means: learningRate and learning-rate as learning_rate.
std::string setting_key(std::string_view spelling);

/// The value as text, as it stands in URLs and files: numbers in the shortest form that reads back the same, lists
/// with commas, on and off.
std::string setting_text(const Settings& settings, const Setting& setting);
/// Reads text into a setting; refused with the range or the choices where it does not fit. Changes nothing then.
/// Reads true and false as on and off. Leaves the family's other defaults alone: see make_settings.
Status set_setting(Settings& settings, std::string_view key, std::string_view text);

/// Copies one setting.
void copy_setting(const Setting& setting, const Settings& from, Settings& to);
/// Copies the settings that may change while training, and no others.
void copy_live_settings(const Settings& from, Settings& to);
/// Copies the settings that the machine decides, and no others.
void copy_machine_settings(const Settings& from, Settings& to);

using SettingList = std::vector<std::pair<std::string, std::string>>;
/// Defaults, then the defaults of the family that `given` names, then what is given. `base` replaces the defaults.
Result<Settings> make_settings(const SettingList& given, const Settings& base = {});
/// Every setting as text, in the table's order.
SettingList settings_list(const Settings& settings);
/// The same without those that the machine decides: what a model file keeps, so that equal runs are equal files.
SettingList kept_settings_list(const Settings& settings);

}  // namespace hourglass
