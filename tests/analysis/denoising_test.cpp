#include "analysis/denoising.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/pca.h"
#include "analysis/sample_inference.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

TEST_CASE("the family pca removes as much noise as PCA of the same rank", "[analysis]") {
  const Settings settings = small_settings({{"family", "pca"}, {"batch", "100"}});
  auto session = make_session(settings);
  session->step(6);
  const auto snapshot = session->settle();
  auto runner = ModelRunner::create(snapshot->model, {.threads = 1});
  REQUIRE(runner);
  const Compute& compute = (*runner)->compute();
  const Samples clean = read_samples(*snapshot->data, Split::kHeldOut);
  const Samples noisy = with_noise(clean, {28, 28, 1}, {CorruptionKind::kGaussian, 0.5, 3}, compute);
  CHECK(noisy.labels == clean.labels);
  const PrincipalComponents components =
      fit_principal_components(read_samples(*snapshot->data, Split::kTraining), 6, compute);
  const Samples by_pca = from_principal_codes(components, principal_codes(components, noisy, compute), 6);
  const auto psnr = [&](const Samples& given) { return *cleanness({}, {28, 28, 1}, clean, given).psnr_db; };
  CHECK(std::abs(psnr(noisy) - 10 * std::log10(4)) < 0.2);
  CHECK(std::abs(psnr(by_pca) - psnr(reconstruct(**runner, noisy))) < 0.01);
  CHECK(psnr(by_pca) > psnr(noisy));
}

TEST_CASE("signals are measured in decibels, tables by their numbers and categories, texts by their symbols",
          "[analysis]") {
  const Samples clean{.features = 4, .count = 2, .values = {0, 0, 0, 1, 1, 1, 1, 0}};
  Samples given = clean;
  given.values[0] = 0.5f;
  given.values[3] = 0;
  given.values[2] = 1;
  const Cleanness signal = cleanness({.kind = DataKind::kSignal}, {1, 4, 1}, clean, given);
  CHECK(signal.signal_to_noise_db);
  CHECK_FALSE(signal.right);
  CHECK_FALSE(signal.psnr_db);
  const DataDescription table{.kind = DataKind::kTable, .columns = {{"a"}, {"b"}, {"c", "", {"x", "y"}}}};
  const Cleanness row = cleanness(table, flat(4), clean, given);
  CHECK(*row.number_error == 0.25);
  CHECK(*row.right == 0.5);
  const DataDescription text{.kind = DataKind::kText, .alphabet = {"", "a"}};
  const Samples words{.features = 4, .count = 1, .values = {0, 1, 1, 0}};
  const Samples masked{.features = 4, .count = 1, .values = {0, 0, 1, 0}};
  const Cleanness letters = cleanness(text, {1, 2, 2}, words, masked);
  CHECK(*letters.right == 0.5);
  CHECK_FALSE(letters.number_error);
}

}  // namespace
}  // namespace hourglass
