#include "io/quantised_rows.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/random.h"

namespace hourglass {
namespace {

TEST_CASE("each row's largest magnitude becomes 127, and zeros stay zeros", "[unit][io]") {
  const std::vector<float> values = {0.5f, -1, 0.25f, 0, 0, 0, 1270, -10, 4.9f};
  const QuantisedRows rows = quantise_rows(values, 3);
  CHECK(rows.wholes == std::vector<float>{64, -127, 32, 0, 0, 0, 127, -1, 0});
  CHECK(rows.scales == std::vector<float>{1.0f / 127, 0, 10});
}

TEST_CASE("a value is off by at most half of its row's scale", "[unit][io]") {
  Random random(RandomKey{.seed = 5});
  std::vector<float> values;
  for (int i = 0; i < 640; ++i) values.push_back((random.uniform() - 0.5f) * std::exp(static_cast<float>(i / 64)));
  const QuantisedRows rows = quantise_rows(values, 10);
  std::vector<float> back = rows.wholes;
  scale_rows(back, rows.scales);
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(std::fabs(rows.wholes[i]) <= 127);
    CHECK(std::fabs(back[i] - values[i]) <= 0.5001f * rows.scales[i / 64]);
  }
}

TEST_CASE("rows of the smallest numbers there are stay within 127", "[unit][io]") {
  std::vector<float> values;
  for (int i = 1; i <= 300; ++i) values.push_back(static_cast<float>(i) * 0x1p-149f);
  for (std::size_t count = 1; count <= values.size(); ++count) {
    const QuantisedRows rows = quantise_rows(std::span(values).first(count), 1);
    for (const float whole : rows.wholes) CHECK(std::fabs(whole) <= 127);
  }
}

TEST_CASE("nothing has no rows", "[unit][io]") {
  CHECK(quantise_rows({}, 0).wholes.empty());
  CHECK(quantise_rows({}, 3).scales == std::vector<float>{0, 0, 0});
}

}  // namespace
}  // namespace hourglass
