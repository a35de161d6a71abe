// Arithmetic on sizes that come from outside: every product and sum is checked before anything is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>

namespace hourglass {

/// The product of all factors, or nothing where it, or a partial product, exceeds `limit`.
/// A zero factor gives zero, however large the others are.
inline std::optional<std::uint64_t> checked_product(std::initializer_list<std::uint64_t> factors,
                                                    std::uint64_t limit = std::numeric_limits<std::uint64_t>::max()) {
  for (std::uint64_t factor : factors) {
    if (factor == 0) return 0;
  }
  std::uint64_t product = 1;
  for (std::uint64_t factor : factors) {
    if (factor > limit / product) return std::nullopt;
    product *= factor;
  }
  return product;
}

/// The sum of both, or nothing where it exceeds `limit`.
inline std::optional<std::uint64_t> checked_sum(std::uint64_t a, std::uint64_t b,
                                                std::uint64_t limit = std::numeric_limits<std::uint64_t>::max()) {
  if (a > limit || b > limit - a) return std::nullopt;
  return a + b;
}

/// The memory that one load may take. The default suits a 32-bit address space in which training needs room too.
struct MemoryBudget {
  std::uint64_t bytes = std::uint64_t{1} << 30;
};

}  // namespace hourglass
