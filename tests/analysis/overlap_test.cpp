#include "analysis/overlap.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("windows cover every place, and the last place fills the last window", "[analysis]") {
  const OverlappingWindows windows{4, 2, 1};
  CHECK(windows.count(1) == 1);
  CHECK(windows.count(4) == 1);
  CHECK(windows.count(5) == 2);
  CHECK(windows.count(6) == 2);
  CHECK(windows.count(7) == 3);
  const float signal[] = {1, 2, 3, 4, 5};
  CHECK(cut_into_windows(signal, windows) == std::vector<float>{1, 2, 3, 4, 3, 4, 5, 5});
}

TEST_CASE("joined windows are the signal that was cut, of any length, with channels", "[analysis]") {
  for (std::size_t places = 1; places < 40; ++places) {
    for (const OverlappingWindows windows : {OverlappingWindows{8, 4, 2}, {8, 3, 2}, {7, 7, 2}, {1, 1, 2}}) {
      std::vector<float> signal;
      for (std::size_t i = 0; i < 2 * places; ++i) signal.push_back(static_cast<float>(i * i % 17));
      const std::vector<float> joined = join_windows(cut_into_windows(signal, windows), places, windows);
      CAPTURE(places, windows.size, windows.hop);
      REQUIRE(joined.size() == signal.size());
      for (std::size_t i = 0; i < signal.size(); ++i) CHECK(joined[i] == Catch::Approx(signal[i]));
    }
  }
}

TEST_CASE("from one window to the next values change gradually", "[analysis]") {
  const OverlappingWindows windows{8, 4, 1};
  std::vector<float> values(8, 0.0f);
  values.resize(16, 1.0f);
  const std::vector<float> joined = join_windows(values, 12, windows);
  for (std::size_t i = 0; i + 1 < joined.size(); ++i) CHECK(joined[i + 1] - joined[i] < 0.3f);
  CHECK(joined.front() == 0);
  CHECK(joined.back() == 1);
}

}  // namespace
}  // namespace hourglass
