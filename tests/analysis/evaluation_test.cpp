#include "analysis/evaluation.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/sample_inference.h"
#include "support/sessions.h"

namespace hourglass {

TEST_CASE("an evaluation reports the mean and deviation of every coordinate of the code", "[analysis]") {
  auto session = make_session(small_settings({{"held_out_samples", "300"}}));
  session->step(50);
  const auto snapshot = session->settle();
  const auto evaluation = evaluate(snapshot->model, *snapshot->data, Split::kHeldOut, 1);
  REQUIRE(evaluation);
  auto runner = ModelRunner::create(snapshot->model, {.threads = 2});
  REQUIRE(runner);
  const Samples codes = encode(**runner, read_samples(*snapshot->data, Split::kHeldOut));
  const FeatureStatistics expected = feature_statistics(codes);
  REQUIRE(evaluation->code_mean.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(std::abs(evaluation->code_mean[i] - expected.mean[i]) < 1e-5 + 1e-5 * expected.deviation[i]);
    CHECK(std::abs(evaluation->code_deviation[i] - expected.deviation[i]) < 1e-4 * expected.deviation[i]);
  }
}

}  // namespace hourglass
