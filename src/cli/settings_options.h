// Command line options out of the settings table: whatever is added there is an option here.
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

/// What the program starts from: the table's defaults, but fast math on all cores (the page's defaults are portable
/// math on one thread). This is the only place where the program differs from the table.
Settings native_defaults();

/// The options of some settings on one subcommand.
class SettingsOptions {
 public:
  /// Where the values come from that are not given; the help shows them only where they are native_defaults().
  enum class Defaults { kNative, kModel };
  explicit SettingsOptions(Defaults defaults = Defaults::kNative) : defaults_(defaults) {}

  /// Adds an option for every setting, with its group, range, unit and default in the help.
  void add_all(CLI::App& command);
  /// Adds those of the groups and keys listed.
  void add(CLI::App& command, std::initializer_list<SettingGroup> groups, std::initializer_list<std::string_view> keys);
  /// What was given, for make_settings, which checks it.
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
