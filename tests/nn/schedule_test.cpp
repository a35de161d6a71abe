// Schedules: every step's rate against PyTorch's schedulers, and properties of all of them.
#include "nn/schedule.h"

#include <catch2/catch_test_macros.hpp>

#include "support/fixture.h"

namespace hourglass {
namespace {

using Json = nlohmann::json;

/// The tolerance as a share of the peak; the cosine is computed in float.
constexpr double kTolerance = 2e-6;

const Json& fixture() {
  static const Json json = read_fixture("optimisers.json");
  return json;
}

ScheduleOptions options_of(Schedule kind) {
  const std::uint64_t steps = fixture()["steps_per_epoch"];
  return {.kind = kind,
          .decay_factor = fixture()["decay_factor"],
          .decay_epochs = fixture()["decay_epochs"],
          .run_epochs = fixture()["epochs"],
          .steps_per_epoch = steps};
}

}  // namespace

TEST_CASE("every step's rate is PyTorch's, with warm-up and without", "[unit][reference]") {
  REQUIRE(fixture()["schedules"].size() == 7);
  const double peak = fixture()["peak"];
  for (const Json& c : fixture()["schedules"]) {
    ScheduleOptions options = options_of(row_named(schedules(), c["schedule"]).kind);
    options.warmup_epochs = c["warmup_epochs"];
    REQUIRE(c["rates"].size() == options.span_steps());
    for (std::uint64_t step = 0; step < options.span_steps(); ++step) {
      CAPTURE(c["schedule"].get<std::string>(), options.warmup_epochs, step);
      CHECK(std::abs(schedule_share(options, step, {}) -
                     c["rates"][static_cast<std::size_t>(step)].get<double>() / peak) < kTolerance);
    }
  }
}

TEST_CASE("the plateau schedule decays where PyTorch's does", "[unit][reference]") {
  const ScheduleOptions options = options_of(Schedule::kPlateau);
  const Json& c = fixture()["plateau"];
  const double peak = fixture()["peak"];
  PlateauState state;
  for (std::size_t i = 0; i < c["losses"].size(); ++i) {
    CAPTURE(i);
    state = plateau_after_epoch(options, state, c["losses"][i]);
    CHECK(std::abs(schedule_share(options, 0, state) - c["rates"][i].get<double>() / peak) < 1e-12);
  }
  CHECK(state.decays == 3);
}

TEST_CASE("every schedule stays between 0 and the peak, also beyond its end and in a run of one step", "[unit]") {
  for (const ScheduleRow& row : schedules()) {
    CHECK(schedule_row(row.kind).id == row.id);
    for (int total : {1, 2, 3, 4, 7, 1000}) {
      for (int warmup : {0, 5}) {
        ScheduleOptions options = options_of(row.kind);
        options.steps_per_epoch = 1;
        options.run_epochs = total;
        options.warmup_epochs = warmup;
        for (std::uint64_t step = 0; step < 3 * options.span_steps(); ++step) {
          CAPTURE(row.id, total, warmup, step);
          const double share = schedule_share(options, step, {});
          REQUIRE(share >= 0);
          REQUIRE(share <= 1);
        }
      }
    }
  }
}

TEST_CASE("cosine and one-cycle begin again after their span", "[unit]") {
  for (const Schedule kind : {Schedule::kCosine, Schedule::kOneCycle}) {
    const ScheduleOptions options = options_of(kind);
    CHECK(schedule_share(options, options.span_steps() + 7, {}) == schedule_share(options, 7, {}));
    CHECK(schedule_share(options, options.span_steps() - 1, {}) < 0.01);
  }
}

}  // namespace hourglass
