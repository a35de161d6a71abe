#include "analysis/subspace.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "analysis/pca.h"
#include "session/open_data.h"

namespace hourglass {
namespace {

TEST_CASE("orthogonal iteration reaches the errors of a full decomposition", "[unit]") {
  const auto data = open_data(*make_settings({{"samples", "400"}, {"held_out_samples", "60"}}));
  REQUIRE(data);
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const Samples training = read_samples(**data, Split::kTraining), held_out = read_samples(**data, Split::kHeldOut);
  Moments moments(training.features);
  moments.add(compute, training.values.data(), static_cast<int>(training.count));
  const PrincipalComponents whole = principal_components(moments, 12);
  const std::vector<double> errors = mean_errors_by_rank(whole, held_out, held_out, compute);
  for (int rank : {1, 4, 12}) {
    CAPTURE(rank);
    Subspace plane(training.features, rank);
    while (!plane.grow()) continue;
    plane.add(compute, training.values.data(), 150);
    plane.add(compute, training.sample(150), static_cast<int>(training.count) - 150);
    plane.prepare();
    for (int i = 0; i < 30; ++i) plane.improve(compute);
    plane.finish(compute);
    const double after = plane.squared_error(compute, held_out.values.data(), 60) / 60;
    CHECK(after == Catch::Approx(errors[static_cast<std::size_t>(rank)]).epsilon(0.01));
  }
}

TEST_CASE("a subspace of more dimensions than the samples have stays finite", "[unit]") {
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);
  const float samples[] = {-0.5f, 0, 1.5f, 0};
  Subspace plane(2, 2);
  CHECK(plane.grow());
  plane.add(compute, samples, 2);
  plane.prepare();
  for (int i = 0; i < 5; ++i) plane.improve(compute);
  plane.finish(compute);
  const float sample[] = {2, 0};
  CHECK(plane.squared_error(compute, sample, 1) == Catch::Approx(0).margin(1e-5));
}

}  // namespace
}  // namespace hourglass
