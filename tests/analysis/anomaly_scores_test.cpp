#include "analysis/anomaly_scores.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "analysis/roc.h"
#include "data/transactions.h"
#include "data/transforms.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Payments with frauds enough to count, and a short run on the honest ones.
struct Payments {
  std::shared_ptr<const Dataset> all =
      std::make_shared<Transactions>(GeneratedOptions{.seed = 5, .training_count = 3000, .held_out_count = 3000});
  Model model;
  Samples normal, judged;

  explicit Payments(const SettingList& extra = {}) {
    SettingList list = {{"data", "transactions"}, {"family", "denoising"}, {"corruption", "masking"},
                        {"hidden", "32"},         {"latent", "8"},         {"batch", "64"}};
    list.insert(list.end(), extra.begin(), extra.end());
    const auto honest = transformed(all, {.only_class = 0});
    REQUIRE(honest);
    auto session = make_session(*make_settings(list), *honest);
    session->step(600);
    model = session->settle()->model;
    normal = read_samples(**honest, Split::kTraining);
    judged = read_samples(*all, Split::kHeldOut);
  }

  double area(AnomalyScorer& scorer, AnomalyScore kind) const {
    const auto scores = scorer.scores(kind, judged);
    REQUIRE(scores);
    std::vector<double> honest, frauds;
    for (std::uint32_t n = 0; n < judged.count; ++n) (judged.labels[n] == 1 ? frauds : honest).push_back((*scores)[n]);
    return area_under_roc(honest, frauds);
  }
};

}  // namespace

TEST_CASE("every score of a table tells frauds from payments, and its parts add up to it", "[analysis]") {
  const Payments payments({{"family", "vae"}, {"hidden", "32"}, {"latent", "4"}});
  const auto scorer = AnomalyScorer::create(payments.model, payments.normal);
  REQUIRE(scorer);
  REQUIRE((*scorer)->parts().size() == 8);
  for (const AnomalyScoreRow& row : anomaly_scores()) {
    CAPTURE(row.id);
    REQUIRE((*scorer)->has(row.kind));
    CHECK(payments.area(**scorer, row.kind) > 0.75);
    if (!row.has_parts) continue;
    const auto scores = (*scorer)->scores(row.kind, payments.judged);
    const std::vector<double> parts = (*scorer)->part_scores(row.kind, payments.judged);
    double sum = 0;
    for (std::size_t i = 0; i < 8; ++i) sum += parts[8 * 17 + i];
    CHECK(std::abs(sum - (*scores)[17]) < 1e-9 * sum);
  }
}

TEST_CASE("columns hidden in turn tell frauds better than the plain error of a network trained with masks",
          "[analysis]") {
  const Payments payments;
  const auto scorer = AnomalyScorer::create(payments.model, payments.normal);
  REQUIRE(scorer);
  const double hidden = payments.area(**scorer, AnomalyScore::kHidden);
  const double error = payments.area(**scorer, AnomalyScore::kError);
  CAPTURE(hidden, error);
  CHECK(hidden > error);
  CHECK(hidden > 0.9);
}

TEST_CASE("a score that the model lacks is known beforehand", "[analysis]") {
  auto session = make_session(small_settings());
  const Model model = session->settle()->model;
  const Samples none{784, 0, {}, {}};
  const auto scorer = AnomalyScorer::create(model, none);
  REQUIRE(scorer);
  CHECK((*scorer)->has(AnomalyScore::kError));
  CHECK_FALSE((*scorer)->has(AnomalyScore::kStandardised));
  CHECK_FALSE((*scorer)->has(AnomalyScore::kHidden));
  CHECK_FALSE((*scorer)->has(AnomalyScore::kLikelihood));
  CHECK_FALSE((*scorer)->has(AnomalyScore::kLatent));
}

TEST_CASE("scores that are no numbers are refused", "[analysis]") {
  Payments payments;
  payments.model.parameters[0] = std::numeric_limits<Real>::infinity();
  const auto scorer = AnomalyScorer::create(payments.model, payments.normal);
  REQUIRE(scorer);
  const auto scores = (*scorer)->scores(AnomalyScore::kError, payments.judged);
  REQUIRE_FALSE(scores);
  CHECK(scores.error().code == ErrorCode("model-not-finite"));
}

TEST_CASE("a missing value has no error, and the mean of the known ones stands for it", "[analysis]") {
  const DataDescription table = {.kind = DataKind::kTable, .columns = {{"age"}, {"town", "", {"a", "b"}}}};
  const Samples normal{3, 3, {1, 0, 1, kMissing, 1, 0, 2, kMissing, kMissing}, {}};
  const std::vector<float> stand_ins = stand_ins_for_missing(table, {1, 1, 3}, normal);
  CHECK(stand_ins == std::vector<float>{1.5f, 0, 0});
  CHECK(with_filled(normal, stand_ins).values == std::vector<float>{1, 0, 1, 1.5f, 1, 0, 2, 0, 0});
  CHECK(stand_ins_for_missing(table, {1, 1, 3}, {3, 0, {}, {}})[0] == 0.5f);

  Payments payments;
  for (int feature = 0; feature < payments.judged.features; ++feature)
    payments.judged.values[static_cast<std::size_t>(feature)] = kMissing;
  const auto scorer = AnomalyScorer::create(payments.model, payments.normal);
  for (AnomalyScore kind : {AnomalyScore::kError, AnomalyScore::kStandardised, AnomalyScore::kHidden})
    CHECK((*(*scorer)->scores(kind, payments.judged))[0] == 0);
}

}  // namespace hourglass
