#include "analysis/median_filter.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

const Compute kCompute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 2);

TEST_CASE("a median takes a lone pixel away and keeps an edge", "[analysis]") {
  const Samples image{20,
                      1,
                      {0, 0, 0, 1, 1,  //
                       0, 9, 0, 1, 1,  //
                       0, 0, 0, 1, 1,  //
                       0, 0, 0, 1, 1},
                      {7}};
  const Samples filtered = median_filter(image, {4, 5, 1}, 1, kCompute);
  CHECK(filtered.values == std::vector<float>{0, 0, 0, 1, 1,  //
                                              0, 0, 0, 1, 1,  //
                                              0, 0, 0, 1, 1,  //
                                              0, 0, 0, 1, 1});
  CHECK(filtered.labels == std::vector<int>{7});
}

TEST_CASE("a signal's median has the values of its own channel alone", "[analysis]") {
  const Samples signal{10, 1, {1, 50, 5, 40, 3, 30, 9, 20, 4, 10}, {}};
  CHECK(median_filter(signal, {1, 5, 2}, 1, kCompute).values == std::vector<float>{1, 40, 3, 40, 5, 30, 4, 20, 4, 10});
}

}  // namespace
}  // namespace hourglass
