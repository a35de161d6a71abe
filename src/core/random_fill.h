// Many random numbers at once, on all threads: the same numbers that `Random` reads one by one.
#pragma once

#include <cstddef>

#include "core/compute.h"
#include "core/random.h"
#include "core/real.h"

namespace hourglass {

/// values[i] = the normal at position i of the sequence `key` (see Random::normal). size < 2^34.
void fill_normal(const Compute& compute, const RandomKey& key, std::size_t size, Real* values);
/// Inside a task: values[i] = the normal at position begin + i; `begin` is a multiple of 4.
void fill_normal_in_task(const Compute& compute, const RandomKey& key, std::ptrdiff_t begin, std::ptrdiff_t count,
                         Real* values);

/// Inside a task: calls body(position, word) for positions [begin, begin + count); `begin` is a multiple of 4.
template <class Body>
void for_each_word(const RandomKey& key, std::ptrdiff_t begin, std::ptrdiff_t count, const Body& body) {
  for (std::ptrdiff_t i = begin; i < begin + count; i += 4) {
    const auto words = philox(key, static_cast<std::uint32_t>(i / 4));
    for (std::ptrdiff_t k = i; k < i + 4 && k < begin + count; ++k) body(k, words[static_cast<std::size_t>(k - i)]);
  }
}

/// Uniform in [0, 1), as Random::uniform makes it of a word.
inline float uniform_from_bits(std::uint32_t bits) { return static_cast<float>(bits >> 8) * 0x1p-24f; }

}  // namespace hourglass
