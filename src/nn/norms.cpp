#include "nn/norms.h"

#include "core/parallel.h"
#include "nn/norm_kernels.h"

namespace hourglass {

HG_KERNEL_TABLES(NormKernels, kNormKernels)

namespace {

/// Float sums over parts, which stay exact enough, and their sum in double.
template <class OfPart>
double sum_of_parts(std::size_t size, const OfPart& of_part) {
  const std::ptrdiff_t total = static_cast<std::ptrdiff_t>(size);
  double sum = 0;
  for (int i = 0; i < parts_in(total, kPartElements); ++i) {
    const Range part = part_of(total, i, kPartElements);
    sum += static_cast<double>(of_part(part.begin, part.end - part.begin));
  }
  return sum;
}

}  // namespace

double sum_of_squares(const Compute& compute, std::size_t size, const Real* values) {
  const NormKernels& kernels = *kNormKernelsByVariant[static_cast<int>(compute.variant())];
  return sum_of_parts(
      size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) { return kernels.sum_of_squares(count, values + begin); });
}

double squared_distance(const Compute& compute, std::size_t size, const Real* a, const Real* b) {
  const NormKernels& kernels = *kNormKernelsByVariant[static_cast<int>(compute.variant())];
  return sum_of_parts(size, [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
    return kernels.squared_distance(count, a + begin, b + begin);
  });
}

}  // namespace hourglass
