#include "analysis/denoising.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/pca.h"
#include "support/sessions.h"

namespace hourglass {

TEST_CASE("the family pca takes away as much noise as the components of its rank", "[analysis]") {
  const Settings settings = small_settings({{"family", "pca"}, {"batch", "100"}});
  auto session = make_session(settings);
  session->step(6);
  const auto snapshot = session->settle();
  auto inference = BatchInference::create(snapshot->model, 1);
  REQUIRE(inference);
  const Samples clean = read_samples(*snapshot->data, Split::kHeldOut);
  const Samples noisy = with_noise(clean, {28, 28, 1}, {CorruptionKind::kGaussian, 0.5, 3}, (*inference)->compute());
  const PrincipalComponents components =
      fit_principal_components(read_samples(*snapshot->data, Split::kTraining), 6, (*inference)->compute());
  const Denoising d = measure_denoising(**inference, clean, noisy, components);
  CHECK(std::abs(d.noisy - 0.25) < 0.01);
  REQUIRE(d.components.size() == 7);
  CHECK(std::abs(d.denoised - d.components[6]) < 1e-4);
  CHECK(d.denoised < d.noisy);
  CHECK(noisy.labels == clean.labels);
}

TEST_CASE("PSNR is 10 dB for a tenth of the error", "[analysis]") {
  CHECK(std::abs(psnr_db(0.25) - 6.0206) < 1e-4);
  CHECK(std::abs(psnr_db(0.025) - 16.0206) < 1e-4);
  CHECK(psnr_db(0) == 100);
}

}  // namespace hourglass
