// The matrix multiply against a scalar implementation: each element is one running sum over k, or sixteen of them if
// the product has one row.
#include "core/gemm.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/random.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 71;
/// The value around C, which no multiply may change.
constexpr Real kGuard = Real(-12345.5);

enum class Begin { kZero, kBias, kOldValue };

struct Case {
  int m, n, k;
  bool a_transposed, b_transposed;
  Begin begin;
};

struct Matrices {
  std::vector<Real> a, b, bias, c;
  Case shape;

  explicit Matrices(const Case& s) : shape(s) {
    Random random({kSeed, Stream::kTest, static_cast<std::uint64_t>((s.m * 1000 + s.n) * 1000 + s.k)});
    auto fill = [&](std::vector<Real>& values, int size) {
      values.resize(static_cast<std::size_t>(size));
      for (Real& value : values) value = Real(random.uniform(-1, 1));
    };
    fill(a, s.m * s.k);
    fill(b, s.k * s.n);
    fill(bias, s.n);
    fill(c, s.m * s.n);
    c.resize(c.size() + 32, kGuard);
  }
  Operand operand_a() const { return shape.a_transposed ? transposed(a.data(), shape.m) : rows(a.data(), shape.k); }
  Operand operand_b() const { return shape.b_transposed ? transposed(b.data(), shape.k) : rows(b.data(), shape.n); }

  Gemm gemm(Real* result) const {
    return {.m = shape.m,
            .n = shape.n,
            .k = shape.k,
            .a = operand_a(),
            .b = operand_b(),
            .c = result,
            .accumulate = shape.begin == Begin::kOldValue ? Accumulate::kAdd : Accumulate::kAssign,
            .bias = shape.begin == Begin::kBias ? bias.data() : nullptr};
  }
  std::vector<Real> product(const Compute& compute, ElementWise tail = {}) const {
    std::vector<Real> result = c;
    Gemm whole = gemm(result.data());
    whole.tail = tail;
    multiply(compute, whole);
    return result;
  }

  /// The scalar implementation, in `Number` arithmetic; sets `magnitude` to the sum of the terms' absolute values.
  template <class Number>
  std::vector<Number> twin(std::vector<double>* magnitude = nullptr) const {
    std::vector<Number> result(c.begin(), c.end());
    const Operand left = operand_a(), right = operand_b();
    const bool striped = shape.m == 1 && left.column == 1 && right.row == 1;
    if (magnitude) magnitude->assign(c.size(), 0);
    for (int i = 0; i < shape.m; ++i) {
      for (int j = 0; j < shape.n; ++j) {
        const std::size_t at = static_cast<std::size_t>(i * shape.n + j);
        Number sum = 0;
        if (shape.begin == Begin::kBias) sum = bias[static_cast<std::size_t>(j)];
        if (shape.begin == Begin::kOldValue) sum = result[at];
        double size = std::abs(static_cast<double>(sum));
        std::array<Number, 16> stripes{};
        for (int k = 0; k < shape.k; ++k) {
          const Number x = left.data[i * left.row + k * left.column], y = right.data[k * right.row + j * right.column];
          if (striped) {
            stripes[static_cast<std::size_t>(k % 16)] += x * y;
          } else {
            sum += x * y;
          }
          size += std::abs(static_cast<double>(x) * static_cast<double>(y));
        }
        if (striped) {
          for (std::size_t half = 8; half > 0; half /= 2) {
            for (std::size_t s = 0; s < half; ++s) stripes[s] += stripes[s + half];
          }
          sum += stripes[0];
        }
        result[at] = sum;
        if (magnitude) (*magnitude)[at] = size;
      }
    }
    return result;
  }
};

/// Edges of every register tile, odd sizes, sums longer than one slice (1,024), and more packed columns than fit at
/// once.
std::vector<Case> all_cases() {
  std::vector<Case> cases;
  auto add = [&](int m, int n, int k) {
    for (bool a : {false, true}) {
      for (bool b : {false, true}) {
        for (Begin begin : {Begin::kZero, Begin::kBias, Begin::kOldValue}) cases.push_back({m, n, k, a, b, begin});
      }
    }
  };
  constexpr int kEdges[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33};
  for (int m : {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 33}) {
    for (int n : kEdges) add(m, n, (m * 7 + n * 5) % 33 + 1);
  }
  for (int k : kEdges) add(5, 19, k);
  add(3, 5, 0);
  add(97, 385, 3);
  add(5, 49, 257);
  add(101, 67, 513);
  add(17, 21, 1025);
  add(3, 40, 2100);
  add(70, 150, 1030);
  return cases;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = all_cases();
  return all;
}

std::string name(const Case& c) {
  return std::to_string(c.m) + " x " + std::to_string(c.n) + " x " + std::to_string(c.k) +
         (c.a_transposed ? ", A transposed" : "") + (c.b_transposed ? ", B transposed" : "") +
         (c.begin == Begin::kBias       ? ", bias"
          : c.begin == Begin::kOldValue ? ", added"
                                        : "");
}

int most_threads() { return ThreadPool::available() ? 3 : 1; }

}  // namespace

TEST_CASE("portable products have the scalar implementation's bits on every instruction set and number of threads",
          "[unit][gemm]") {
  CAPTURE(kSeed);
  std::vector<std::vector<Real>> expected;
  std::vector<Matrices> matrices;
  for (const Case& c : cases()) {
    matrices.emplace_back(c);
    expected.push_back(matrices.back().twin<Real>());
  }
  int compared = 0;
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (int threads = 1; threads <= most_threads(); ++threads) {
      CAPTURE(set.name, threads);
      const Compute compute(set.portable, MathMode::kPortable, threads);
      for (std::size_t i = 0; i < matrices.size(); ++i) {
        const std::vector<Real> found = matrices[i].product(compute);
        const bool same = std::memcmp(found.data(), expected[i].data(), found.size() * sizeof(Real)) == 0;
        if (!same) FAIL_CHECK(name(cases()[i]));
        ++compared;
      }
    }
  }
  REQUIRE(compared >= static_cast<int>(cases().size()) * most_threads());
}

TEST_CASE("fast products err by at most the rounding of their sums, and are the same for any number of threads",
          "[unit][gemm]") {
  CAPTURE(kSeed);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    const Compute one(set.fast, MathMode::kFast, 1), more(set.fast, MathMode::kFast, most_threads());
    for (const Case& c : cases()) {
      CAPTURE(set.name, name(c));
      const Matrices matrices(c);
      std::vector<double> magnitude;
      const std::vector<double> exact = matrices.twin<double>(&magnitude);
      const std::vector<Real> found = matrices.product(one);
      // Higham, "Accuracy and stability": k + 1 roundings of at most half an epsilon each.
      const double roundings = (c.k + 1) * static_cast<double>(std::numeric_limits<Real>::epsilon());
      double worst = 0;
      for (std::size_t i = 0; i < found.size(); ++i) {
        worst = std::max(worst, std::abs(static_cast<double>(found[i]) - exact[i]) - roundings * magnitude[i]);
      }
      if (worst > 0) FAIL_CHECK("off by " << worst << " more than rounding explains");
      const std::vector<Real> again = matrices.product(more);
      if (std::memcmp(again.data(), found.data(), found.size() * sizeof(Real)) != 0) FAIL_CHECK("threads change it");
    }
  }
}

TEST_CASE("a tail is applied exactly once to every finished value, and to nothing else", "[unit][gemm]") {
  const auto negate = [](const void*, std::ptrdiff_t size, Real* values) {
    for (std::ptrdiff_t i = 0; i < size; ++i) values[i] = -values[i];
  };
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    const Compute compute(set.portable, MathMode::kPortable, most_threads());
    for (const Case& c : cases()) {
      CAPTURE(set.name, name(c));
      const Matrices matrices(c);
      std::vector<Real> expected = matrices.product(compute);
      for (int i = 0; i < c.m * c.n; ++i) expected[static_cast<std::size_t>(i)] *= -1;
      if (matrices.product(compute, {negate, nullptr}) != expected) FAIL_CHECK("not the negated product");
    }
  }
}

TEST_CASE("a sink receives every value of a product exactly once", "[unit][gemm]") {
  struct Received {
    std::vector<Real> values;
    std::vector<std::atomic<int>> times;
  };
  const auto take = [](const void* context, std::ptrdiff_t offset, std::ptrdiff_t count, const Real* values) {
    Received& received = **static_cast<Received* const*>(context);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      received.values[static_cast<std::size_t>(offset + i)] = values[i];
      ++received.times[static_cast<std::size_t>(offset + i)];
    }
  };
  for (const Case& c : {Case{1, 1, 1, true, false, Begin::kZero},
                        {30, 250, 128, true, false, Begin::kZero},
                        {250, 784, 64, true, false, Begin::kZero},
                        {13, 5000, 3, true, false, Begin::kZero},
                        {15, 300, 1000, true, false, Begin::kZero},
                        {14, 30, 1100, true, false, Begin::kZero},
                        {14, 30, 7, false, true, Begin::kZero}}) {
    for (int threads = 1; threads <= most_threads(); ++threads) {
      CAPTURE(name(c), threads);
      const Matrices matrices(c);
      const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, threads);
      const std::size_t size = static_cast<std::size_t>(c.m * c.n);
      Received received{std::vector<Real>(size), std::vector<std::atomic<int>>(size)};
      Received* const to = &received;
      std::vector<Real> spare(size);
      multiply_into(
          compute,
          {.m = c.m, .n = c.n, .k = c.k, .a = matrices.operand_a(), .b = matrices.operand_b(), .c = spare.data()},
          {take, &to});
      std::vector<Real> expected = matrices.product(compute);
      expected.resize(size);
      CHECK(received.values == expected);
      CHECK(std::all_of(received.times.begin(), received.times.end(), [](const auto& times) { return times == 1; }));
    }
  }
}

TEST_CASE("a product inside a task has the same bits as one shared among threads", "[unit][gemm]") {
  std::vector<Real> scratch(ThreadPool::kScratchReals);
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    const Compute compute(set.portable, MathMode::kPortable, most_threads());
    for (const Case& c : cases()) {
      const Matrices matrices(c);
      std::vector<Real> found = matrices.c;
      multiply_in_task(compute, matrices.gemm(found.data()), scratch.data());
      if (found != matrices.product(compute)) FAIL_CHECK(set.name << ", " << name(c));
    }
  }
}

TEST_CASE("a product that threads share has the same bits for any number of threads", "[unit][gemm]") {
  const Matrices matrices({128, 784, 300, false, true, Begin::kBias});
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (Variant variant : {set.portable, set.fast}) {
      const std::vector<Real> one = matrices.product(Compute(variant, MathMode::kPortable, 1));
      for (int threads = 2; threads <= most_threads(); ++threads) {
        CAPTURE(set.name, threads);
        const std::vector<Real> found = matrices.product(Compute(variant, MathMode::kPortable, threads));
        CHECK(std::memcmp(found.data(), one.data(), one.size() * sizeof(Real)) == 0);
      }
    }
  }
}

}  // namespace hourglass
