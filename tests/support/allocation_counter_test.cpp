#include "support/allocation_counter.h"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace hourglass {
namespace {

struct alignas(64) CacheLine {
  char bytes[64];
};

TEST_CASE("an allocation scope counts allocations and the peak", "[unit][support]") {
  AllocationScope scope;
  { std::vector<char> block(100000); }
  { std::vector<char> block(50000); }
  // Read before the first CHECK: the test framework allocates as well.
  const auto count = scope.count();
  const auto peak = scope.peak_bytes();
  CHECK(count == 2);
  CHECK(peak >= 100000);
  CHECK(peak < 110000);
}

TEST_CASE("an inner allocation scope does not disturb the outer one", "[unit][support]") {
  AllocationScope outer;
  { std::vector<char> block(100000); }
  {
    AllocationScope inner;
    { std::vector<char> block(1000); }
    CHECK(inner.peak_bytes() < 10000);
  }
  CHECK(outer.peak_bytes() >= 100000);
}

TEST_CASE("an allocation scope sees aligned memory and arrays", "[unit][support]") {
  AllocationScope scope;
  auto lines = std::make_unique<CacheLine[]>(1000);
  auto bytes = std::make_unique<char[]>(1000);
  const auto count = scope.count(), peak = scope.peak_bytes();
  CHECK(count == 2);
  CHECK(peak >= 65000);
}

TEST_CASE("an allocation scope sees other threads", "[unit][support]") {
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
  SKIP("this build has no threads");
#else
  AllocationScope scope;
  std::vector<char> filled_elsewhere;
  std::thread([&] { filled_elsewhere.resize(200000); }).join();
  const auto peak = scope.peak_bytes();
  CHECK(peak >= 200000);
#endif
}

}  // namespace
}  // namespace hourglass
