#include "analysis/likelihood.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/evaluation.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

Model trained_vae(const SettingList& extra = {}) {
  SettingList list = {{"family", "vae"}, {"binarise", "on"}};
  list.insert(list.end(), extra.begin(), extra.end());
  auto session = make_session(small_settings(list));
  session->step(300);
  return session->settle()->model;
}

std::shared_ptr<const Dataset> data_of(const Model& model) { return make_session(model.settings)->snapshot()->data; }

Likelihood bound(const Model& model, int samples, int threads = 1, std::uint32_t images = 0) {
  const auto result = importance_weighted_likelihood(model, *data_of(model), Split::kHeldOut,
                                                     {.samples = samples, .images = images, .threads = threads});
  REQUIRE(result);
  return *result;
}

}  // namespace

TEST_CASE("more samples tighten the bound, and one sample gives the ELBO", "[analysis]") {
  const Model model = trained_vae();
  const double one = bound(model, 1).nll_per_image, ten = bound(model, 10).nll_per_image;
  const double many = bound(model, 200).nll_per_image;
  CAPTURE(one, ten, many);
  CHECK(ten < one);
  CHECK(many < ten);
  CHECK(many > 0.5 * one);
  // Both estimate the same number, from different draws.
  const auto evaluation = evaluate(model, *data_of(model), Split::kHeldOut, 1);
  REQUIRE(evaluation);
  CHECK(std::abs(one + *evaluation->elbo_per_image) < 0.05 * one);
}

TEST_CASE("the bound is exact if the posterior is the prior and the decoder ignores the code", "[analysis]") {
  Model model = trained_vae();
  // All weights zero: q = N(0, 1) = p, and every pixel has probability 1/2.
  model.parameters.clear();
  for (int samples : {1, 7}) {
    const Likelihood result = bound(model, samples);
    CHECK(std::abs(result.nll_per_image - 784 * std::log(2.0)) < 1e-3);
    CHECK(result.standard_error < 1e-3);
    CHECK(result.samples == samples);
  }
}

TEST_CASE("the bound is the same for any number of threads, and reads the requested number of images", "[analysis]") {
  const Model model = trained_vae();
  CHECK(bound(model, 50, 1, 30).nll_per_image == bound(model, 50, 2, 30).nll_per_image);
  CHECK(bound(model, 50, 1, 30).images == 30);
  CHECK(bound(model, 50, 1, 30).nll_per_image != bound(model, 50, 1, 31).nll_per_image);
}

TEST_CASE("models without a posterior or without a likelihood are refused", "[analysis]") {
  for (const SettingList& extra : {SettingList{{"bottleneck", "plain"}}, SettingList{{"loss", "mse"}}}) {
    const Model model = trained_vae(extra);
    const auto result = importance_weighted_likelihood(model, *data_of(model), Split::kHeldOut, {});
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode("setting-does-not-fit"));
  }
}

}  // namespace hourglass
