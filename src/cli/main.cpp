// The `hourglass` program: parses the command line and runs a subcommand; without arguments it opens the window.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/commands.h"
#include "cli/launcher.h"
#include "cli/output.h"
#include "core/nearest.h"
#include "session/settings.h"

namespace hourglass {
namespace {

constexpr const char* kExample = R"(Example: hourglass train --family vae --epochs 10 --save m.safetensors
Without arguments the desktop window opens. "hourglass train --help" lists all settings,
"hourglass --version" prints the version.)";

using Arguments = std::vector<std::string>;

/// Candidates for a misspelled argument: the names of the options of `app`, or of its subcommands.
std::vector<std::string> names_like(const CLI::App& app, std::string_view argument) {
  std::vector<std::string> names;
  if (argument.starts_with("-")) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  } else {
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  }
  return names;
}

/// An error sentence for an argument that `app` does not accept, with the nearest name that it does.
std::string unexpected(const CLI::App& app, const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  const std::vector<std::string> names = names_like(app, argument);
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string meant(nearest(name, views));
  const bool option = argument.starts_with("-");
  std::string sentence = "There is no " + std::string(option ? "option " : "command ") + name;
  if (!option && app.get_subcommands({}).empty()) sentence = "Nothing expects the argument " + name;
  if (!meant.empty()) return sentence + "; did you mean " + meant + "?";
  return sentence + "; \"" + (app.get_parent() ? "hourglass " + app.get_name() : "hourglass") +
         " --help\" lists what it accepts.";
}

/// Joins `--tied off` to `--tied=off` for every setting that is on or off: CLI11 treats such an option as a flag, and
/// would not read a separate value.
Arguments with_joined_flags(const Arguments& arguments) {
  Arguments joined;
  bool takes_value = false;
  for (const std::string& argument : arguments) {
    if (takes_value && parse_flag(argument)) joined.back() += "=" + argument;
    else joined.push_back(argument);
    const Setting* setting = argument.starts_with("--") ? find_setting(argument.substr(2)) : nullptr;
    takes_value = setting && setting->is_flag();
  }
  return joined;
}

/// Whether an argument is one of the program's own options, or the name of a subcommand.
bool is_known(const CLI::App& program, const std::string& argument) {
  if (argument.starts_with("-")) return program.get_option_no_throw(argument) != nullptr;
  const auto commands = program.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(), [&](const CLI::App* c) { return c->get_name() == argument; });
}

/// The subcommand that was named, or the program itself.
const CLI::App& chosen(const CLI::App& program) {
  const auto parsed = program.get_subcommands();
  return parsed.empty() ? program : *parsed.front();
}

/// What was wrong with the command line, in one sentence.
std::string usage_sentence(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& app = chosen(program);
  // Report an option first: an argument behind an unknown option is probably its value.
  Arguments left = app.remaining();
  std::stable_partition(left.begin(), left.end(), [](const std::string& a) { return a.starts_with("-"); });
  if (dynamic_cast<const CLI::ExtrasError*>(&error) && !left.empty()) return unexpected(app, left.front());
  std::string sentence = error.what();
  std::replace(sentence.begin(), sentence.end(), '\n', ' ');
  while (!sentence.empty() && (sentence.back() == ' ' || sentence.back() == '.')) sentence.pop_back();
  return sentence + "; \"" + (&app == &program ? "hourglass" : "hourglass " + app.get_name()) +
         " --help\" shows what is expected.";
}

int run(const Arguments& given) {
  const Arguments arguments = with_joined_flags(given);
  CLI::App program("Hourglass: an autoencoder laboratory.", "hourglass");
  program.set_version_flag("--version", "hourglass " HG_VERSION);
  program.set_help_flag("-h,--help", "print this help");
  program.require_subcommand(1);
  program.footer(kExample);
  const Command commands[] = {
      add_train(program),    add_evaluate(program),   add_bench(program),       add_data(program),
      add_info(program),     add_families(program),   add_settings(program),    add_pca(program),
      add_probe(program),    add_features(program),   add_groups(program),      add_map(program),
      add_anomaly(program),  add_score(program),      add_disentangle(program), add_denoise(program),
      add_compress(program), add_decompress(program), add_rate(program),        add_encode(program),
      add_decode(program),   add_export(program),     add_generate(program),    add_interpolate(program),
      add_window(program)};
  // Named in the footer instead, so that the help is a list of commands; commands inherit the help flag as it is.
  for (CLI::Option* option : {program.get_version_ptr(), program.get_help_ptr()}) option->group("");
  const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  const bool silent = launched_rank() > 0;
  const Output output(silent ? Audience::kNobody : json ? Audience::kPrograms : Audience::kPeople);
  // Without this check CLI11 would only say that a subcommand is required.
  if (!arguments.empty() && !is_known(program, arguments.front())) {
    return output.fail("bad-usage", unexpected(program, arguments.front()), kBadUsage);
  }
  try {
    program.parse(Arguments(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success& asked) {  // --help, --version
    if (!silent) program.exit(asked);
    return kSuccess;
  } catch (const CLI::ParseError& error) {
    return output.fail("bad-usage", usage_sentence(program, error), kBadUsage);
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  return kBadUsage;
}

}  // namespace
}  // namespace hourglass

int main(int count, char** arguments) {
  if (count <= 1) return hourglass::open_window();
  return hourglass::run({arguments + 1, arguments + count});
}
