#include "analysis/evaluation.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/sample_inference.h"
#include "support/drawn_set.h"
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

TEST_CASE("every figure of a table that lacks values is a number, and those of images are left out", "[analysis]") {
  for (const char* loss : {"mse", "bce"}) {
    CAPTURE(loss);
    const auto table = std::make_shared<DrawnSet>(DataKind::kTable);
    auto session = make_session(small_settings({{"family", "vae"}, {"loss", loss}, {"latent", "2"}}), table);
    session->step(20);
    const auto snapshot = session->settle();
    const auto evaluation = evaluate(snapshot->model, *snapshot->data, Split::kHeldOut, 1);
    REQUIRE(evaluation);
    for (const EvaluationField& field : evaluation_fields()) {
      CAPTURE(field.name);
      const std::optional<double> value = field.value(*evaluation);
      const bool is_of_images = field.name == "psnr_db" || field.name == "ssim";
      CHECK(value.has_value() != is_of_images);
      if (value) CHECK(std::isfinite(*value));
    }
  }
}

}  // namespace hourglass
