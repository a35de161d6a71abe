#include "core/random_fill.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

namespace hourglass {

TEST_CASE("normals drawn at once equal those drawn one by one, on every instruction set", "[unit][random]") {
  const RandomKey key{20240917, Stream::kTest, 8};
  int cases = 0;
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (int threads : {1, 3}) {
      const Compute compute(set.portable, MathMode::kPortable, threads);
      for (std::size_t size : {1u, 3u, 4u, 63u, 64u, 65u, 4095u, 4097u, 20001u}) {
        CAPTURE(set.name, threads, size);
        std::vector<Real> values(size + 1, Real(77));
        fill_normal(compute, key, size, values.data());
        Random random(key);
        std::size_t different = 0;
        for (std::size_t i = 0; i < size; ++i) different += values[i] != Real(random.normal());
        CHECK(different == 0);
        CHECK(values[size] == Real(77));
        ++cases;
      }
    }
  }
  REQUIRE(cases >= 18);
}

TEST_CASE("words and normals drawn from the middle of a sequence equal those at their positions", "[unit][random]") {
  const RandomKey key{5, Stream::kTest, 2};
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  std::vector<std::uint32_t> words(103);
  Random random(key);
  for (std::uint32_t& word : words) word = random.bits();
  std::size_t seen = 0;
  for_each_word(key, 40, 63, [&](std::ptrdiff_t i, std::uint32_t word) {
    CHECK(word == words[static_cast<std::size_t>(i)]);
    ++seen;
  });
  CHECK(seen == 63);
  std::vector<Real> values(63);
  fill_normal_in_task(compute, key, 40, 63, values.data());
  for (std::size_t i = 0; i < 63; ++i) CHECK(values[i] == Real(normal_from_bits(words[40 + i])));
}

}  // namespace hourglass
