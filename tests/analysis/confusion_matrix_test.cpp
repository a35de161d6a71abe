#include "analysis/confusion_matrix.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("rows are labels, columns what they are taken for, also a label that occurs only as a prediction",
          "[analysis]") {
  const ConfusionMatrix matrix = confusion_matrix(std::vector<int>{2, 2, 7, 7, 7}, std::vector<int>{2, 7, 7, 9, 7});
  CHECK(matrix.labels == std::vector<int>{2, 7, 9});
  CHECK(matrix.counts == std::vector<std::uint32_t>{1, 1, 0, 0, 2, 1, 0, 0, 0});
  CHECK(matrix.at(1, 2) == 1);
  CHECK(confusion_matrix({}, {}).labels.empty());
}

}  // namespace hourglass
