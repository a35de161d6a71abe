#include "support/allocation_counter.h"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace hourglass {
namespace {

/// Volatile, so that the compiler cannot remove the allocations.
const void* volatile last_block = nullptr;

template <class T>
void take_and_give_back(std::size_t size) {
  const std::vector<T> block(size);
  last_block = block.data();
}

struct alignas(64) CacheLine {
  char bytes[64];
};

TEST_CASE("an allocation scope counts allocations and the peak", "[unit][support]") {
  AllocationScope scope;
  take_and_give_back<char>(100000);
  take_and_give_back<char>(50000);
  // Read before the first CHECK: the test framework allocates as well.
  const auto count = scope.count();
  const auto peak = scope.peak_bytes();
  CHECK(count == 2);
  CHECK(peak >= 100000);
  CHECK(peak < 110000);
}

TEST_CASE("an inner allocation scope does not disturb the outer one", "[unit][support]") {
  AllocationScope outer;
  take_and_give_back<char>(100000);
  {
    AllocationScope inner;
    take_and_give_back<char>(1000);
    CHECK(inner.peak_bytes() < 10000);
  }
  CHECK(outer.peak_bytes() >= 100000);
}

TEST_CASE("an allocation scope sees aligned memory and arrays", "[unit][support]") {
  AllocationScope scope;
  take_and_give_back<CacheLine>(1000);
  auto bytes = std::make_unique<char[]>(1000);
  last_block = bytes.get();
  const auto count = scope.count(), peak = scope.peak_bytes();
  CHECK(count == 2);
  CHECK(peak >= 64000);
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
