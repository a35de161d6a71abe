#include "compression/rate.h"

#include <catch2/catch_test_macros.hpp>

#include "support/drawn_set.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

struct Measured {
  std::shared_ptr<const Dataset> data;
  Model model;
  std::unique_ptr<RateMeasurement> rate;
};

std::unique_ptr<Measured> measured(const SettingList& extra,
                                   std::shared_ptr<const Dataset> data = std::make_shared<Rectangles>()) {
  auto made = std::make_unique<Measured>();
  made->data = data;
  auto session = make_session(small_settings(extra), data);
  session->step(200);
  made->model = session->settle()->model;
  auto rate = RateMeasurement::create(made->model, *data, 0, 1);
  REQUIRE(rate);
  made->rate = std::move(*rate);
  return made;
}

}  // namespace

TEST_CASE("rate measures a model, PCA with no more and JPEG with no fewer bytes", "[unit][compression]") {
  const auto given = measured({{"family", "vanilla"}, {"latent", "6"}, {"hidden", "40"}});
  const auto point = given->rate->at_bits(0.05);
  REQUIRE(point);
  CHECK(given->rate->components() == 6);
  CHECK(given->rate->bits_per_value(point->model) <= 0.05);
  CHECK(given->rate->bits_per_value(point->model) > 0.04);
  CHECK(point->pca.payload <= point->model.payload);
  CHECK(point->pca.payload > point->model.payload * 9 / 10);
  CHECK(point->pca.code_model > 48);
  CHECK(*point->model.distortion.figures.psnr_db > 5);
  CHECK(point->model.distortion.ssim);
  if (!has_jpeg()) SKIP("built without libjpeg");
  REQUIRE(point->jpeg);
  CHECK(point->jpeg->payload >= point->model.payload);
  CHECK(*point->jpeg->distortion.figures.psnr_db > 5);
}

TEST_CASE("of principal components, the model and PCA lose about the same", "[unit][compression]") {
  const auto given = measured({{"family", "pca"}, {"latent", "6"}});
  const auto point = given->rate->at_step(given->rate->usual_step());
  REQUIRE(point);
  const double model = point->model.distortion.mse_per_value, pca = point->pca.distortion.mse_per_value;
  CHECK(std::abs(model - pca) < 0.02 * pca);
}

TEST_CASE("rate speaks of other kinds in their own terms, without JPEG", "[unit][compression]") {
  for (DataKind kind : {DataKind::kSignal, DataKind::kTable, DataKind::kText}) {
    CAPTURE(data_kind_row(kind).name);
    const auto given = measured({{"family", "vanilla"}, {"latent", "6"}}, std::make_shared<DrawnSet>(kind));
    const auto point = given->rate->at_step(given->rate->usual_step());
    REQUIRE(point);
    CHECK_FALSE(point->jpeg);
    CHECK_FALSE(point->model.distortion.ssim);
    const Cleanness& figures = point->model.distortion.figures;
    CHECK(figures.signal_to_noise_db.has_value() == (kind == DataKind::kSignal));
    CHECK(figures.right.has_value() == (kind != DataKind::kSignal));
  }
}

TEST_CASE("of a codebook PCA has as many components as the code has entries, and no more bytes",
          "[unit][compression]") {
  const auto given =
      measured({{"family", "vq-vae"}, {"conv", "4,8"}, {"hidden", ""}, {"codebook", "16"}, {"code_channels", "4"}});
  const auto point = given->rate->at_step(1);
  REQUIRE(point);
  CHECK_FALSE(given->rate->has_steps());
  CHECK(given->rate->components() == 49);
  CHECK(point->pca.payload <= point->model.payload);
}

TEST_CASE("rate refuses data of another shape", "[unit][compression]") {
  const auto given = measured({{"family", "vanilla"}, {"latent", "6"}});
  const auto refused = RateMeasurement::create(given->model, DrawnSet(DataKind::kSignal), 0, 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("data-shape-mismatch"));
}

}  // namespace hourglass
