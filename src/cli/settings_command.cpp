// `hourglass settings`: prints the table of settings for people, as JSON, or as TypeScript declarations.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/settings_options.h"

namespace hourglass {
namespace {

struct SettingsCommandOptions {
  bool json = false, typescript = false;
};

/// The type of a setting's values in JavaScript.
std::string typescript_type(const Setting& setting) {
  // An editor offers the names of the declared type Family, and takes those of later versions.
  if (is_family(setting)) return "Family | (string & {})";
  if (setting.is_flag()) return "boolean";
  if (setting.is_number()) return "number";
  if (setting.is_list()) return "readonly number[]";
  if (!std::holds_alternative<SettingEnum>(setting.member)) return "string";
  std::string type;
  for (const std::string_view choice : setting.choices()) {
    type += (type.empty() ? "\"" : " | \"") + std::string(choice) + '"';
  }
  return type;
}

/// Prints the interface that scripts/generate.mjs writes into web/package/hourglass.d.mts.
void print_typescript() {
  const Settings defaults;
  std::printf("export interface Settings {\n");
  for (const Setting& setting : settings_table()) {
    std::string comment(setting.help);
    // Choices are part of the type, or depend on the build.
    if (setting.is_number() || setting.is_list()) comment += " (" + SettingsOptions::accepted_values(setting) + ")";
    const std::string value = setting_text(defaults, setting);
    comment += "; default " + (value.empty() ? "none" : value);
    std::printf("  /** %s. */\n  %s: %s;\n", comment.c_str(), std::string(setting.key).c_str(),
                typescript_type(setting).c_str());
  }
  std::printf("}\n");
}

/// Whether a setting's need is printed: training by gradients, which almost all settings need, is not.
bool shows(SettingNeed need) { return need != SettingNeed::kNothing && need != SettingNeed::kGradients; }

Json to_json(const Setting& setting) {
  Json row = {{"key", setting.key},
              {"group", setting_group_title(setting.group)},
              {"default", setting_text(native_defaults(), setting)},
              {"live", setting.change == SettingChange::kLive},
              {"help", setting.help}};
  if (setting.is_number() || setting.is_list()) {
    row["minimum"] = setting.range.minimum;
    row["maximum"] = setting.range.maximum;
  }
  if (!setting.unit.empty()) row["unit"] = setting.unit;
  if (const auto choices = setting.choices(); !choices.empty()) row["choices"] = choices;
  if (shows(setting.traits.need)) row["need"] = setting_need_text(setting.traits.need);
  return row;
}

int print_table(Audience audience) {
  const Output output(audience);
  Json rows = Json::array();
  std::string group;
  for (const Setting& setting : settings_table()) {
    if (setting_group_title(setting.group) != group) {
      output.line((group.empty() ? "" : "\n") + std::string(setting_group_title(setting.group)));
      group = setting_group_title(setting.group);
    }
    const std::string values = SettingsOptions::accepted_values(setting),
                      now = setting_text(native_defaults(), setting);
    output.line("  " + left_aligned(option_name(setting.key), 30) + std::string(setting.help));
    output.line("  " + left_aligned("", 30) + values + (values.empty() ? "default " : "; default ") +
                (now.empty() ? "none" : now));
    if (shows(setting.traits.need)) {
      output.line("  " + left_aligned("", 30) + std::string(setting_need_text(setting.traits.need)));
    }
    rows.push_back(to_json(setting));
  }
  return output.succeed({{"settings", rows}});
}

int run_settings(const SettingsCommandOptions& options) {
  if (!options.typescript) return print_table(options.json ? Audience::kPrograms : Audience::kPeople);
  print_typescript();
  return kSuccess;
}

}  // namespace

Command add_settings(CLI::App& program) {
  auto options = std::make_shared<SettingsCommandOptions>();
  CLI::App* app = program.add_subcommand("settings", "list all settings with their values and defaults");
  CLI::Option* json =
      app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  app->add_flag("--typescript", options->typescript, "print the settings as a TypeScript interface")->excludes(json);
  return {app, [options] { return run_settings(*options); }};
}

}  // namespace hourglass
