#include "data/dataset.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("labels are listed for messages, consecutive ones as a range", "[unit]") {
  CHECK(labels_text({}) == "none");
  CHECK(labels_text({4}) == "4");
  CHECK(labels_text({0, 1, 2, 3}) == "0 to 3");
  CHECK(labels_text({1, 2, 5, 7, 8, 9}) == "1 to 2, 5, 7 to 9");
}

}  // namespace
}  // namespace hourglass
