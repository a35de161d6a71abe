// The JSON that a command prints.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace hourglass {

/// The last line of what a command printed, which must have succeeded.
inline nlohmann::json json_of(const ProgramRun& run) {
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  return nlohmann::json::parse(last_line(run.out));
}

}  // namespace hourglass
