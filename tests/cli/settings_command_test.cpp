// `hourglass settings`: its lists, and the committed file that holds its output.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/program.h"
#include "session/settings.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

TEST_CASE("settings lists every setting with its default", "[cli]") {
  const ProgramRun run = run_program({"settings", "--json"});
  REQUIRE(run.exit_code == 0);
  const Json rows = Json::parse(last_line(run.out)).at("settings");
  REQUIRE(rows.size() == settings_table().size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Setting& setting = settings_table()[i];
    CAPTURE(setting.key);
    CHECK(rows[i].at("key") == setting.key);
    Settings copy;
    CHECK(set_setting(copy, setting.key, rows[i].at("default").get<std::string>()));
  }
}

TEST_CASE("the committed TypeScript declarations hold the interface that settings --typescript prints", "[cli]") {
  const ProgramRun run = run_program({"settings", "--typescript"});
  REQUIRE(run.exit_code == 0);
  CHECK(run.out.starts_with("export interface Settings {\n"));
  CHECK(run.out.find("\n  tied: boolean;\n") != std::string::npos);
  CHECK(run.out.find("\n  loss: \"mse\" | \"bce\" | \"huber\";\n") != std::string::npos);
  // If this fails, update the file by node scripts/generate.mjs.
  std::ostringstream declarations;
  declarations << std::ifstream(HG_FIXTURES "/../../web/package/hourglass.d.mts").rdbuf();
  CHECK(declarations.str().find("\n" + run.out) != std::string::npos);
}

}  // namespace
}  // namespace hourglass
