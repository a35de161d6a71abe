// `hourglass window`, and `hourglass` without arguments: opens the desktop window. Only this file of src/cli includes
// src/app: the command line and the window are one program.
#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/output.h"

#if HG_WINDOW
#include "app/shell/window.h"
#endif

namespace hourglass {
namespace {

struct WindowOptions {
  std::string link, picture;
  int width = 1280, height = 800;
  double seconds = 3;
  bool json = false;
};

#if HG_WINDOW
int run_window_command(const WindowOptions& options) {
  AppOptions app{options.width, options.height, 0, options.link, options.picture, options.seconds};
  // A picture has exactly the size given, whatever the monitor's scale.
  if (!options.picture.empty()) app.scale = 1;
  const WindowReport report = run_window(app);
  const Output output(options.json ? Audience::kPrograms : Audience::kPeople);
  if (!report.opened)
    return output.fail(
        "window-unavailable",
        "No window can be opened here: it needs a display and OpenGL 3; \"hourglass --help\" lists what works "
        "without one.",
        kFailedRun);
  if (!report.complaint.empty()) return output.fail("file-unwritable", report.complaint, kFailedRun);
  return output.succeed(
      {{"frames", report.frames}, {"steps", report.steps}, {"building_p99_ms", report.building_p99_ms}});
}
#else
int run_window_command(const WindowOptions& options) {
  return Output(options.json ? Audience::kPrograms : Audience::kPeople)
      .fail("option-unsupported", "This build has no window; \"hourglass --help\" lists what it can do.", kFailedRun);
}
#endif

}  // namespace

int open_window() { return run_window_command({}); }

Command add_window(CLI::App& program) {
  auto options = std::make_shared<WindowOptions>();
  CLI::App* app = program.add_subcommand("window", "open the window, as without any argument");
  app->add_option("--link", options->link, "the state to open with: what a page's address has after its \"#\"")
      ->type_name("TEXT");
  app->add_option("--width", options->width, "width of the window in CSS pixels (320 to 7680); default 1280")
      ->type_name("NUMBER")
      ->check(CLI::Range(320, 7680).description(""));
  app->add_option("--height", options->height, "height of the window in CSS pixels (240 to 7680); default 800")
      ->type_name("NUMBER")
      ->check(CLI::Range(240, 7680).description(""));
  app->add_option("--picture", options->picture, "write a screenshot as PNG after --seconds, and exit")
      ->type_name("FILE");
  app->add_option("--seconds", options->seconds, "seconds until the screenshot (0 to 3600); default 3")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 3600.0).description(""));
  app->add_flag("--json", options->json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [options] { return run_window_command(*options); }};
}

}  // namespace hourglass
