#include "analysis/plain_cleaning.h"

#include <catch2/catch_test_macros.hpp>

#include "analysis/denoising.h"
#include "analysis/image_metrics.h"
#include "data/digits.h"
#include "data/open.h"

namespace hourglass {
namespace {

const Compute kCompute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1);

std::vector<PlainCleaning> cleanings_of(const char* name, double strength) {
  const auto data = open_dataset(name, {.training = 300, .held_out = 60});
  REQUIRE(data);
  const Samples training = read_samples(**data, Split::kTraining), clean = read_samples(**data, Split::kHeldOut);
  const Noise noise = {.strength = strength};
  const Samples noisy = with_noise(clean, (*data)->shape(), noise, kCompute);
  const std::vector<PlainCleaning> cleanings =
      clean_plainly((*data)->description(), (*data)->shape(), training, noisy, clean, kCompute);
  const double before = squared_error(noisy.values, clean.values);
  for (const PlainCleaning& cleaning : cleanings) {
    CAPTURE(title_of(cleaning, (*data)->shape()));
    CHECK(squared_error(cleaning.samples.values, clean.values) < before);
  }
  return cleanings;
}

TEST_CASE("every plain method takes noise from digits", "[analysis][long]") {
  const auto cleanings = cleanings_of("digits", 0.4);
  REQUIRE(cleanings.size() == 3);
  CHECK(cleanings[1].method == PlainMethod::kMedian);
  CHECK(title_of(cleanings[1], {28, 28, 1}).starts_with("median of "));
  CHECK(title_of(cleanings[2], {28, 28, 1}).starts_with("non-local means, h = 0."));
}

TEST_CASE("signals have no non-local means, tables no median", "[analysis]") {
  CHECK(cleanings_of("heartbeats", 0.3).size() == 2);
  const auto of_tables = cleanings_of("transactions", 0.3);
  REQUIRE(of_tables.size() == 1);
  CHECK(of_tables[0].method == PlainMethod::kPca);
}

}  // namespace
}  // namespace hourglass
