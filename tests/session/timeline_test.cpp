#include "session/timeline.h"

#include <catch2/catch_test_macros.hpp>

#include <utility>

namespace hourglass {
namespace {

std::shared_ptr<const Snapshot> moment(std::uint64_t step, std::uint64_t generation = 1, std::size_t parameters = 10) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->model.step = step;
  snapshot->model.parameters = Buffer<Real>(parameters);
  snapshot->generation = generation;
  return snapshot;
}

TEST_CASE("a timeline keeps the first moment and stays evenly spaced, however long the run is", "[unit]") {
  Timeline timeline;
  for (std::uint64_t step = 0; step < 100'000; step += 7) timeline.add(moment(step));
  const auto& moments = timeline.moments();
  REQUIRE(moments.size() > Timeline::kMostMoments / 3);
  REQUIRE(moments.size() <= Timeline::kMostMoments);
  CHECK(moments.front()->model.step == 0);
  CHECK(moments.back()->model.step > 95'000);
  const std::uint64_t gap = moments[1]->model.step - moments[0]->model.step;
  for (std::size_t i = 1; i < moments.size(); ++i) {
    CHECK(moments[i]->model.step - moments[i - 1]->model.step <= 2 * gap);
    CHECK(2 * (moments[i]->model.step - moments[i - 1]->model.step) >= gap);
  }
}

TEST_CASE("a timeline of another run replaces the last one's, and keeps one snapshot per step", "[unit]") {
  Timeline timeline;
  for (std::uint64_t step = 0; step < 20; ++step) timeline.add(moment(step));
  timeline.add(moment(19));
  CHECK(timeline.moments().size() == 20);
  timeline.add(moment(3, 2));
  REQUIRE(timeline.moments().size() == 1);
  CHECK(timeline.moments()[0]->model.step == 3);
}

TEST_CASE("a timeline of a large model holds fewer moments", "[unit]") {
  Timeline timeline;
  const std::size_t large = Timeline::kMostBytes / sizeof(Real) / 12;
  for (std::uint64_t step = 0; step < 40; ++step) timeline.add(moment(step, 1, large));
  CHECK(timeline.moments().size() <= 12);
  CHECK(timeline.moments().size() >= 4);
}

}  // namespace
}  // namespace hourglass
