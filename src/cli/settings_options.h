// Command-line options made from the settings table.
#pragma once

#include <deque>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "core/error.h"
#include "data/dataset.h"
#include "session/settings.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace hourglass {

/// The option of a setting: "held_out_samples" is "--held-out-samples".
std::string option_name(std::string_view key);

/// The program's defaults: those of the table, but with fast math on all cores (the page uses portable math on one
/// thread).
Settings native_defaults();

/// Adds settings to one subcommand as options, and holds the values given for them.
class SettingsOptions {
 public:
  /// Where the values of options that are not given come from; the help shows defaults only for kNative.
  enum class Defaults { kNative, kModel };
  explicit SettingsOptions(Defaults defaults = Defaults::kNative) : defaults_(defaults) {}

  /// The values that a setting accepts: "1 to 8,192 units", "mse, bce or huber"; empty where it accepts any text.
  static std::string accepted_values(const Setting& setting);

  /// Adds an option for every setting, with its group, range, unit and default in the help.
  void add_all(CLI::App& command);
  /// Adds an option for each setting that is in one of `groups` or named in `keys`.
  void add(CLI::App& command, std::initializer_list<SettingGroup> groups, std::initializer_list<std::string_view> keys);
  /// The settings given on the command line, for make_settings to check.
  SettingList given() const;

 private:
  struct Row {
    std::string key, text;
    CLI::Option* option;
  };
  void add_option(CLI::App& command, const Setting& setting);
  Defaults defaults_;
  std::deque<Row> rows_;  // options keep the address of their text
};

}  // namespace hourglass
