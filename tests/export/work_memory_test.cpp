#include "export/work_memory.h"

#include <catch2/catch_test_macros.hpp>

namespace hourglass {
namespace {

TEST_CASE("values that are needed at the same time lie apart, others share their place", "[unit][export]") {
  // A chain: each value is read in the next step alone.
  const WorkValue chain[] = {{100, 0, 1}, {50, 1, 2}, {80, 2, 3}};
  const WorkMemory memory = assign_work_memory(chain);
  CHECK(memory.offsets == std::vector<std::size_t>{0, 100, 0});
  CHECK(memory.size == 150);
}

TEST_CASE("a value that is read late keeps its place", "[unit][export]") {
  const WorkValue residual[] = {{10, 0, 4}, {10, 1, 2}, {10, 2, 3}, {10, 3, 4}};
  const WorkMemory memory = assign_work_memory(residual);
  CHECK(memory.offsets == std::vector<std::size_t>{0, 10, 20, 10});
  CHECK(memory.size == 30);
}

TEST_CASE("a value takes a gap only where it fits", "[unit][export]") {
  const WorkValue values[] = {{10, 0, 1}, {10, 0, 9}, {20, 2, 9}, {10, 2, 9}};
  const WorkMemory memory = assign_work_memory(values);
  CHECK(memory.offsets == std::vector<std::size_t>{0, 10, 20, 0});
  CHECK(memory.size == 40);
}

TEST_CASE("values of size 0 take no memory", "[unit][export]") {
  const WorkValue values[] = {{0, 0, 1}, {5, 1, 2}, {0, 1, 1}};
  CHECK(assign_work_memory(values).size == 5);
  CHECK(assign_work_memory({}).size == 0);
}

}  // namespace
}  // namespace hourglass
