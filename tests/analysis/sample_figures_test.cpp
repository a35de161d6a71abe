#include "analysis/sample_figures.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "analysis/evaluation.h"
#include "analysis/sample_inference.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

bool is_near(double value, double expected) { return std::abs(value - expected) < 1e-6 * (1 + std::abs(expected)); }

Samples samples_of(int features, std::vector<float> values) {
  const auto count = static_cast<std::uint32_t>(values.size()) / static_cast<std::uint32_t>(features);
  return {.features = features, .count = count, .values = std::move(values)};
}

TEST_CASE("images have no figures of their own", "[analysis]") {
  const Samples one = samples_of(4, {0, 0, 1, 1});
  const SampleFigures figures = sample_figures({}, {2, 2, 1}, one, one);
  CHECK(figures.numbers.empty());
  CHECK_FALSE(figures.wholly_right);
  CHECK_FALSE(figures.signal_to_noise_db);
}

TEST_CASE("a signal's errors are in its channels' units, and its noise in decibels below its variance", "[analysis]") {
  const DataDescription stereo{
      .kind = DataKind::kSignal, .columns = {{"left", "mV"}, {"right", "mV"}}, .scaling = {{-1}, {10}}};
  // Left is 0 and 1, right always 0.5; of scaled values.
  const Samples original = samples_of(4, {0, 0.5f, 1, 0.5f}), given = samples_of(4, {0.1f, 0.5f, 0.9f, 0.5f});
  const SampleFigures figures = sample_figures(stereo, {1, 2, 2}, original, given);
  REQUIRE(figures.numbers.size() == 2);
  CHECK(figures.numbers[0].name == "left");
  CHECK(figures.numbers[0].unit == "mV");
  CHECK(is_near(figures.numbers[0].root_mean_square_error, 1));
  CHECK(is_near(figures.numbers[0].mean_absolute_error, 1));
  CHECK(is_near(figures.numbers[0].deviation, 5));
  CHECK(figures.numbers[1].root_mean_square_error == 0);
  CHECK(is_near(*figures.signal_to_noise_db, 10 * std::log10(25)));
}

TEST_CASE("a table's numbers have their unit, its categories the share of the most frequent one beside theirs",
          "[analysis]") {
  const DataDescription table{.kind = DataKind::kTable,
                              .columns = {{"amount", "EUR"}, {"by", "", {"card", "cash"}}},
                              .scaling = {{100, 0, 0}, {50, 1, 1}}};
  const Samples original = samples_of(3, {0, 1, 0, 1, 1, 0, kMissing, 0, 1, 0.5f, kMissing, kMissing});
  const Samples given = samples_of(3, {0.5f, 0.6f, 0.4f, 1, 0.4f, 0.6f, 0.7f, 0.2f, 0.8f, 0.5f, 0.5f, 0.5f});
  const SampleFigures figures = sample_figures(table, flat(3), original, given);
  REQUIRE(figures.numbers.size() == 1);
  CHECK(figures.numbers[0].count == 3);
  CHECK(is_near(figures.numbers[0].root_mean_square_error, std::sqrt(625.0 / 3)));
  CHECK(is_near(figures.numbers[0].mean_absolute_error, 25.0 / 3));
  REQUIRE(figures.categories.size() == 1);
  CHECK(figures.categories[0].count == 3);
  CHECK(is_near(figures.categories[0].right, 2.0 / 3));
  CHECK(is_near(figures.categories[0].most_frequent, 2.0 / 3));
  CHECK(*figures.wholly_right == 0.75);
}

TEST_CASE("a text's symbols are those up to its end", "[analysis]") {
  const DataDescription text{.kind = DataKind::kText, .alphabet = {"", "a", "b"}};
  // "a" and "bb" in three places; the second text is read as "ba".
  const Samples original = samples_of(9, {0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0});
  Samples given = original;
  given.values[13] = 2;
  const SampleFigures figures = sample_figures(text, {1, 3, 3}, original, given);
  CHECK(figures.symbols->count == 5);
  CHECK(is_near(figures.symbols->right, 0.8));
  // Each place's most frequent symbol: one of two, one of two, the end.
  CHECK(is_near(figures.symbols->most_frequent, 0.6));
  CHECK(figures.places->count == 6);
  CHECK(is_near(figures.places->right, 5.0 / 6));
  CHECK(*figures.wholly_right == 0.5);
}

TEST_CASE("a group of equal values names no category", "[analysis]") {
  const DataDescription table{.kind = DataKind::kTable, .columns = {{"by", "", {"card", "cash"}}}};
  const SampleFigures figures = sample_figures(table, flat(2), samples_of(2, {1, 0}), samples_of(2, {0, 0}));
  CHECK(figures.categories[0].right == 0);
}

TEST_CASE("the parts of a loss are those of a network without a posterior", "[analysis]") {
  for (const char* loss : {"mse", "huber"}) {
    CAPTURE(loss);
    auto session = make_session(small_settings({{"data", "transactions"}, {"loss", loss}}));
    session->step(30);
    const auto snapshot = session->settle();
    const auto evaluation = evaluate(snapshot->model, *snapshot->data, Split::kHeldOut, 1);
    REQUIRE(evaluation);
    auto runner = ModelRunner::create(snapshot->model, {.threads = 1});
    REQUIRE(runner);
    const Architecture& a = (*runner)->network().architecture();
    const Samples original = read_samples(*snapshot->data, Split::kHeldOut);
    const LossParts parts = loss_parts(a.loss, a.huber_delta, a.groups, original, reconstruct(**runner, original));
    CHECK(parts.numbers > 0);
    CHECK(parts.categories > 0);
    CHECK(std::abs(parts.numbers + parts.categories - evaluation->loss_per_image) < 1e-4 * evaluation->loss_per_image);
  }
}

TEST_CASE("missing values have no loss", "[analysis]") {
  const std::vector<CategoryGroup> groups = {{1, 2}};
  const Samples original = samples_of(3, {kMissing, kMissing, kMissing, 0.5f, 1, 0});
  const Samples given = samples_of(3, {0.2f, 0.5f, 0.5f, 0.75f, 0.25f, 0.75f});
  const LossParts parts = loss_parts(ReconstructionLoss::kMse, 0, groups, original, given);
  CHECK(is_near(parts.numbers, 0.0625 / 2));
  CHECK(is_near(parts.categories, std::log(4) / 2));
}

}  // namespace
}  // namespace hourglass
