#include "core/random_fill.h"

#include "core/parallel.h"
#include "core/random_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(RandomKernels, kRandomKernels)

/// Draws of one task: about ten microseconds.
constexpr std::ptrdiff_t kDrawsPerPart = 4096;

void fill_normal_in_task(const Compute& compute, const RandomKey& key, std::ptrdiff_t begin, std::ptrdiff_t count,
                         Real* values) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const RandomWords words = {{low(key.seed), low(key.seed >> 32)},
                             {low(static_cast<std::uint64_t>(key.stream)), low(key.step), low(key.step >> 32)}};
  kRandomKernelsByVariant[static_cast<int>(compute.variant())]->normals(words, begin, count, values);
}

void fill_normal(const Compute& compute, const RandomKey& key, std::size_t size, Real* values) {
  for_each_part(
      compute, size,
      [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
        fill_normal_in_task(compute, key, begin, count, values + begin);
      },
      kDrawsPerPart);
}

}  // namespace hourglass
