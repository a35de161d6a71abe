#include "analysis/disentanglement.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"
#include "data/digits.h"
#include "data/shapes.h"
#include "data/transforms.h"
#include "session/session.h"

namespace hourglass {
namespace {

constexpr std::string_view kChoices[] = {"a", "b", "c"};
constexpr Factor kFactors[] = {{"kind", kChoices}, {"x"}, {"y"}};

/// Small enough for a test; 4000 samples bias the information of independent sequences by 361 / 8000 nats at most.
constexpr DisentanglementOptions kOptions = {.seed = 3, .samples = 4000, .votes = 200, .batch = 32};

/// Codes that `code_of` makes of one sample's values.
CodesOfFactors codes_by(int dimensions, void (*code_of)(const float* values, float* code)) {
  return [=](const Samples& values) {
    Samples codes{dimensions, values.count, {}, {}};
    codes.values.resize(static_cast<std::size_t>(dimensions) * values.count);
    for (std::uint32_t n = 0; n < values.count; ++n)
      code_of(values.sample(n), codes.values.data() + n * static_cast<std::size_t>(dimensions));
    return codes;
  };
}

Disentanglement measured(int dimensions, void (*code_of)(const float* values, float* code), double least_variance = 0) {
  const CodesOfFactors codes_of = codes_by(dimensions, code_of);
  return measure_disentanglement(kFactors, {codes_of, codes_of, least_variance}, kOptions);
}

void perfect(const float* values, float* code) {
  code[0] = 3 * values[0];
  code[1] = values[1] * values[1];
  code[2] = -values[2];
}

}  // namespace

TEST_CASE("mutual information of short sequences is that computed by hand", "[analysis]") {
  const std::vector<int> a = {0, 0, 1, 1}, b = {0, 1, 0, 1}, c = {0, 0, 0, 1};
  CHECK(std::abs(mutual_information(a, a) - std::log(2)) < 1e-12);
  CHECK(mutual_information(a, b) < 1e-12);
  // 1/2 ln(4/3) + 1/4 ln(2/3) + 1/4 ln 2
  const double expected = std::log(4.0 / 3) / 2 + std::log(2.0 / 3) / 4 + std::log(2) / 4;
  CHECK(std::abs(mutual_information(c, a) - expected) < 1e-12);
  CHECK(std::abs(mutual_information(a, c) - expected) < 1e-12);
}

TEST_CASE("bins hold equally many values, and equal values share one", "[analysis]") {
  CHECK(equally_frequent_bins(std::vector<float>{4, 1, 3, 2}, 2) == std::vector<int>{1, 0, 1, 0});
  CHECK(equally_frequent_bins(std::vector<float>{7, 7, 7, 7}, 4) == std::vector<int>{0, 0, 0, 0});
  CHECK(equally_frequent_bins(std::vector<float>{0, 0, 0, 5}, 4) == std::vector<int>{0, 0, 0, 3});
}

TEST_CASE("the gap is between the two most informative dimensions, over the factor's entropy", "[analysis]") {
  static constexpr std::string_view kTwo[] = {"no", "yes"};
  static constexpr Factor kFactor[] = {{"it", kTwo}};
  const Samples values{1, 4, {0, 0, 1, 1}, {}};
  // The dimensions tell: all of it; 0.2158 nats of it, as above; nothing.
  const Samples codes{3, 4, {0, 0, 0, 0, 0, 9, 5, 0, 0, 5, 4, 9}, {}};
  const FactorInformation found = factor_information(kFactor, values, codes).front();
  CHECK(std::abs(found.entropy - std::log(2)) < 1e-12);
  const double second = std::log(4.0 / 3) / 2 + std::log(2.0 / 3) / 4 + std::log(2) / 4;
  CHECK(std::abs(found.information[0] - std::log(2)) < 1e-12);
  CHECK(std::abs(found.information[1] - second) < 1e-12);
  CHECK(found.information[2] < 1e-12);
  CHECK(std::abs(found.gap - (1 - second / std::log(2))) < 1e-12);
  // A code of one dimension has no rival.
  CHECK(std::abs(factor_information(kFactor, values, {1, 4, {0, 0, 5, 5}, {}}).front().gap - 1) < 1e-12);
}

TEST_CASE("each dimension takes the factor of most of its votes", "[analysis]") {
  const std::vector<FactorVote> table = {{0, 0}, {0, 0}, {1, 0}, {1, 1}, {0, 1}};
  // Dimension 0 stands for factor 0; so does dimension 1, where both have one vote.
  const std::vector<FactorVote> votes = {{0, 0}, {0, 1}, {0, 1}, {1, 0}, {1, 1}};
  CHECK(correct_votes(table, votes, 3, 2) == std::vector<double>{1, 0, 0});
}

TEST_CASE("a code with one dimension per factor scores 1, however its dimensions are stretched", "[analysis]") {
  const Disentanglement result = measured(3, perfect);
  CAPTURE(result.factors[0].gap, result.factors[1].gap, result.factors[2].gap);
  CHECK(result.factors[0].gap > 0.97);
  CHECK(result.information_gap > 0.9);
  CHECK(result.factor_vae_score == 1);
}

TEST_CASE("scores do not depend on the order of the dimensions", "[analysis]") {
  const Disentanglement result = measured(3, perfect), turned = measured(3, [](const float*values, float*code) {
                                                         float own[3];
                                                         perfect(values, own);
                                                         code[0] = own[2], code[1] = own[0], code[2] = own[1];
                                                       });
  CHECK(result.information_gap == turned.information_gap);
  CHECK(result.factor_vae_score == turned.factor_vae_score);
  CHECK(result.factors[1].information[1] == turned.factors[1].information[2]);
}

TEST_CASE("a factor spread over two dimensions has no gap", "[analysis]") {
  const Disentanglement result = measured(4, [](const float* values, float* code) {
    code[0] = values[0];
    code[1] = values[1];
    code[2] = std::cos(6.2831853f * values[2]);
    code[3] = std::sin(6.2831853f * values[2]);
  });
  CAPTURE(result.factors[2].gap);
  CHECK(result.factors[2].gap < 0.05);
  CHECK(result.factors[1].gap > 0.8);
  // Both dimensions may vote for the factor, so the FactorVAE score does not see that it is spread.
  CHECK(result.factor_vae_score == 1);
}

TEST_CASE("codes at random score next to nothing", "[analysis]") {
  Random random({5, Stream::kTest, 0});
  const CodesOfFactors codes_of = [&](const Samples& values) {
    Samples codes{3, values.count, {}, {}};
    for (std::uint32_t i = 0; i < 3 * values.count; ++i) codes.values.push_back(random.normal());
    return codes;
  };
  const Disentanglement result = measure_disentanglement(kFactors, {codes_of, codes_of}, kOptions);
  CAPTURE(result.information_gap, result.factor_vae_score);
  CHECK(result.information_gap < 0.02);
  CHECK(result.factor_vae_score < 0.5);
}

TEST_CASE("collapsed dimensions are named and do not vote", "[analysis]") {
  const auto code_of = [](const float* values, float* code) {
    perfect(values, code);
    // These two vary least for every factor, relative to what they vary at all.
    code[3] = values[0] > 0 ? 0 : 1e-3f;
    code[4] = 7;
  };
  const Disentanglement result = measured(5, code_of, 0.05);
  CHECK(result.collapsed == std::vector<bool>{false, false, false, true, true});
  CHECK(result.factor_vae_score == 1);
  // Without a limit only the constant one is out.
  CHECK(measured(5, code_of).collapsed == std::vector<bool>{false, false, false, false, true});
  CHECK(measured(1, [](const float*, float* code) { *code = 2; }).factor_vae_score == 0);
}

TEST_CASE("the factors of a set are known behind its transforms", "[analysis]") {
  const auto shapes = std::make_shared<Shapes>(GeneratedOptions{.training_count = 50, .held_out_count = 10});
  const auto squares = transformed(shapes, {.only_class = 0});
  REQUIRE(squares);
  CHECK(known_factors(**squares) == shapes.get());
  CHECK(known_factors(Digits(GeneratedOptions{.training_count = 1, .held_out_count = 1})) == nullptr);
}

TEST_CASE("a model of shapes is measured; data without factors and codes that are no vector are refused",
          "[analysis]") {
  const auto shapes = std::make_shared<Shapes>(GeneratedOptions{.training_count = 50, .held_out_count = 10});
  const auto model_of = [&](std::string_view family, std::shared_ptr<const Dataset> data) {
    SettingList given = {{"family", std::string(family)}, {"batch", "10"}};
    if (family == "vae") given.insert(given.end(), {{"hidden", "8"}, {"latent", "3"}});
    const auto session = Session::create(*make_settings(given), std::move(data));
    REQUIRE(session);
    return (*session)->snapshot()->model;
  };
  const DisentanglementOptions few = {.samples = 300, .votes = 5, .batch = 8};
  const auto result = disentanglement(model_of("vae", shapes), *shapes, few);
  REQUIRE(result);
  REQUIRE(result->factors.size() == 7);
  CHECK(result->factors[6].information.size() == 3);
  const auto again = disentanglement(model_of("vae", shapes), *shapes, few);
  CHECK(again->information_gap == result->information_gap);
  CHECK(again->factor_vae_score == result->factor_vae_score);

  const auto grid = disentanglement(model_of("vq-vae", shapes), *shapes, few);
  REQUIRE_FALSE(grid);
  CHECK(grid.error().code == ErrorCode("setting-does-not-fit"));
  const auto digits = std::make_shared<Digits>(GeneratedOptions{.training_count = 50, .held_out_count = 10});
  const auto unknown = disentanglement(model_of("vae", digits), *digits, few);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode("data-no-factors"));
  const auto other = disentanglement(model_of("vae", digits), *shapes, few);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode("data-shape-mismatch"));
}

}  // namespace hourglass
