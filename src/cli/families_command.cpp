// `hourglass families`: lists the kinds of autoencoder.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "autoencoder/families.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace hourglass {
namespace {

int run_families(Audience audience) {
  const Output output(audience);
  Json rows = Json::array();
  std::size_t width = 0;
  for (const Family& family : families()) width = std::max(width, family.id.size() + 2);
  for (const Family& family : families()) {
    output.line(left_aligned(family.id, width) + std::string(family.title) + ": " + std::string(family.blurb) + " (" +
                std::string(family.paper) + ")");
    rows.push_back({{"id", family.id}, {"title", family.title}, {"blurb", family.blurb}, {"paper", family.paper}});
  }
  return output.succeed({{"families", rows}});
}

}  // namespace

Command add_families(CLI::App& program) {
  auto json = std::make_shared<bool>(false);
  CLI::App* app = program.add_subcommand("families", "list the kinds of autoencoder");
  app->add_flag("--json", *json, "the last line of stdout is one JSON object; the rest goes to stderr");
  return {app, [json] { return run_families(*json ? Audience::kPrograms : Audience::kPeople); }};
}

}  // namespace hourglass
