#include "core/nearest.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {

TEST_CASE("the nearest name is the one with the fewest letters to change", "[unit]") {
  const std::string_view names[] = {"latent", "learning_rate", "loss", "batch"};
  CHECK(nearest("latnet", names) == "latent");
  CHECK(nearest("learnin_rate", names) == "learning_rate");
  CHECK(nearest("los", names) == "loss");
  CHECK(nearest("batch", names) == "batch");
}

TEST_CASE("no name is nearest to a word that resembles none of them", "[unit]") {
  const std::string_view names[] = {"latent", "learning_rate"};
  CHECK(nearest("colour", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(nearest("latent", {}).empty());
}

}  // namespace hourglass
