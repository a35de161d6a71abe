#include "analysis/precision_recall.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "analysis/roc.h"
#include "support/fixture.h"

namespace hourglass {
namespace {

struct Split {
  std::vector<double> negatives, positives;
};

Split split_of(const nlohmann::json& c) {
  Split split;
  for (std::size_t i = 0; i < c.at("scores").size(); ++i)
    (c.at("labels")[i] == 1 ? split.positives : split.negatives).push_back(c.at("scores")[i]);
  return split;
}

bool is_near(double found, const nlohmann::json& expected) { return std::abs(found - expected.get<double>()) < 1e-12; }

}  // namespace

TEST_CASE("areas and figures are those of their definitions, with and without ties", "[analysis]") {
  const nlohmann::json fixture = read_fixture("detection.json");
  for (const auto& c : fixture.at("cases")) {
    CAPTURE(c.at("name"));
    const auto [negatives, positives] = split_of(c);
    CHECK(is_near(area_under_roc(negatives, positives), c.at("auc")));
    CHECK(is_near(average_precision(negatives, positives), c.at("average_precision")));
    for (const auto& at : c.at("at")) {
      const ThresholdFigures figures = figures_at(at.at("threshold"), negatives, positives);
      CHECK(is_near(figures.precision, at.at("precision")));
      CHECK(is_near(figures.recall, at.at("recall")));
      CHECK(is_near(figures.f1, at.at("f1")));
    }
  }
}

TEST_CASE("the curve has a point per distinct score, the highest first, and ends with all samples flagged",
          "[analysis]") {
  const auto curve = precision_recall_curve(std::vector<double>{1, 2, 2}, std::vector<double>{2, 3});
  REQUIRE(curve.size() == 3);
  CHECK(curve[0].threshold == 3);
  CHECK(curve[0].precision == 1);
  CHECK(curve[0].recall == 0.5);
  CHECK(curve[1].threshold == 2);
  CHECK(curve[1].precision == 0.5);
  CHECK(curve[1].recall == 1);
  CHECK(curve[2].precision == 0.4);
}

TEST_CASE("a threshold above all scores flags nothing", "[analysis]") {
  const ThresholdFigures none = figures_at(9, std::vector<double>{1, 2}, std::vector<double>{3});
  CHECK(none.precision == 0);
  CHECK(none.recall == 0);
  CHECK(none.f1 == 0);
}

TEST_CASE("quantiles lie between the scores beside them", "[analysis]") {
  CHECK(quantile({4, 1, 3, 2}, 0) == 1);
  CHECK(quantile({4, 1, 3, 2}, 1) == 4);
  CHECK(quantile({4, 1, 3, 2}, 0.5) == 2.5);
  CHECK(quantile({7}, 0.3) == 7);
}

}  // namespace hourglass
