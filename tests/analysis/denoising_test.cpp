#include "analysis/denoising.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/pca.h"
#include "support/sessions.h"

namespace hourglass {

TEST_CASE("the family pca removes as much noise as PCA of the same rank", "[analysis]") {
  const Settings settings = small_settings({{"family", "pca"}, {"batch", "100"}});
  auto session = make_session(settings);
  session->step(6);
  const auto snapshot = session->settle();
  auto runner = ModelRunner::create(snapshot->model, {.threads = 1});
  REQUIRE(runner);
  const Samples clean = read_samples(*snapshot->data, Split::kHeldOut);
  const Samples noisy = with_noise(clean, {28, 28, 1}, {CorruptionKind::kGaussian, 0.5, 3}, (*runner)->compute());
  const PrincipalComponents components =
      fit_principal_components(read_samples(*snapshot->data, Split::kTraining), 6, (*runner)->compute());
  const Denoising d = measure_denoising(**runner, clean, noisy, components);
  CHECK(std::abs(d.noisy - 0.25) < 0.01);
  REQUIRE(d.components.size() == 7);
  CHECK(std::abs(d.denoised - d.components[6]) < 1e-4);
  CHECK(d.denoised < d.noisy);
  CHECK(noisy.labels == clean.labels);
}

}  // namespace hourglass
