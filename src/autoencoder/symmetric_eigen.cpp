#include "autoencoder/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

// Bit for bit what Eigen's Tridiagonalization and SelfAdjointEigenSolver give without vector code, whose templates are
// 12 kB of WebAssembly. Functions with long loops stay functions ([[gnu::noinline]]): browsers begin with unoptimised
// code and notice only at the next call that a loop is hot.

namespace hourglass {

Tridiagonal::Tridiagonal(std::vector<double> matrix, int size)
    : size_(size), packed_(std::move(matrix)), h_(static_cast<std::size_t>(size)) {
  for (int k = 0; k + 1 < size_; ++k) reflect(k);
}

std::vector<double> Tridiagonal::along_diagonal(int below, int count) const {
  std::vector<double> values;
  for (int k = 0; k < count; ++k) values.push_back(column(k)[k + below]);
  return values;
}

/// Clears column k below the subdiagonal. What remains there is the reflection's v, whose first entry, 1, is not kept.
[[gnu::noinline]] void Tridiagonal::reflect(int k) {
  double* const u = column(k);
  const int first = k + 1;
  double below = 0, h = 0, beta = u[first];
  for (int i = first + 1; i < size_; ++i) below += u[i] * u[i];
  if (below <= std::numeric_limits<double>::min()) {
    std::fill(u + first + 1, u + size_, 0.0);
  } else {
    beta = std::sqrt(u[first] * u[first] + below);
    if (u[first] >= 0) beta = -beta;
    const double divisor = u[first] - beta;
    for (int i = first + 1; i < size_; ++i) u[i] /= divisor;
    h = (beta - u[first]) / beta;
  }
  u[first] = 1;
  // w = h C v - (h / 2) (h C v)^T v v, then C -= v w^T + w v^T.
  double* const w = h_.data();
  std::fill(w + first, w + size_, 0.0);
  multiply(first, u, h, w);
  double dot = 0;
  for (int i = first; i < size_; ++i) dot += w[i] * u[i];
  const double factor = h * -0.5 * dot;
  for (int i = first; i < size_; ++i) w[i] += factor * u[i];
  for (int j = first; j < size_; ++j) {
    double* const c = column(j);
    const double of_w = -u[j], of_u = -w[j];
    for (int i = j; i < size_; ++i) c[i] += of_w * w[i] + of_u * u[i];
  }
  u[first] = beta;
  w[k] = h;
}

/// w += h C v for the part of C from row and column `first` on, two columns at a time but for the last eight.
[[gnu::noinline]] void Tridiagonal::multiply(int first, const double* v, double h, double* w) const {
  const int pairs = first + (std::max(0, size_ - first - 8) & ~1);
  int j = first;
  for (; j < pairs; j += 2) {
    const double *const a = column(j), *const b = column(j + 1);
    const double ta = h * v[j], tb = h * v[j + 1];
    w[j] += a[j] * ta;
    w[j + 1] += b[j + 1] * tb;
    w[j + 1] += a[j + 1] * ta;
    double sum_a = 0, sum_b = 0;
    for (int i = j + 2; i < size_; ++i) {
      w[i] = a[i] * ta + (b[i] * tb + w[i]);
      sum_a += a[i] * v[i];
      sum_b += b[i] * v[i];
    }
    w[j] += h * (a[j + 1] * v[j + 1] + sum_a);
    w[j + 1] += h * sum_b;
  }
  for (; j < size_; ++j) {
    const double* const a = column(j);
    const double t = h * v[j];
    double sum = 0;
    w[j] += a[j] * t;
    for (int i = j + 1; i < size_; ++i) {
      w[i] += a[i] * t;
      sum += a[i] * v[i];
    }
    w[j] += h * sum;
  }
}

void Tridiagonal::apply_q(double* v) const {
  for (int k = size_ - 2; k >= 0; --k) {
    const double* const u = column(k);
    const double h = h_[static_cast<std::size_t>(k)];
    double sum = 0;
    for (int i = k + 2; i < size_; ++i) sum += u[i] * v[i];
    sum += v[k + 1];
    v[k + 1] -= h * sum;
    for (int i = k + 2; i < size_; ++i) v[i] -= h * u[i] * sum;
  }
}

namespace {

/// Steps per eigenvalue; a handful is usual.
constexpr int kMostSteps = 30;

/// [c s; -s c], which turns (p, q) into (r, 0) (section 5.1.8).
struct Rotation {
  double c, s;

  Rotation(double p, double q) {
    if (q == 0) {
      c = p < 0 ? -1 : 1;
      s = 0;
    } else if (p == 0) {
      c = 0;
      s = q < 0 ? 1 : -1;
    } else if (std::abs(p) > std::abs(q)) {
      const double t = q / p, u = std::copysign(std::sqrt(1 + t * t), p);
      c = 1 / u;
      s = -t * c;
    } else {
      const double t = p / q, u = std::copysign(std::sqrt(1 + t * t), q);
      s = -1 / u;
      c = -t * s;
    }
  }
};

double hypotenuse(double a, double b) {
  const double longer = std::max(std::abs(a), std::abs(b));
  if (longer == 0) return 0;
  const double ratio = std::min(std::abs(a), std::abs(b)) / longer;
  return longer * std::sqrt(1 + ratio * ratio);
}

/// The eigenvalue of the last two rows that is nearer to the last.
double wilkinson_shift(const double* diagonal, const double* beside, int last) {
  const double half = (diagonal[last - 1] - diagonal[last]) * 0.5, e = beside[last - 1];
  if (half == 0) return diagonal[last] - std::abs(e);
  if (e == 0) return diagonal[last];
  const double root = hypotenuse(half, e), sum = half + (half > 0 ? root : -root), square = e * e;
  // The square may be too small for a number.
  return diagonal[last] - (square == 0 ? e / (sum / e) : square / sum);
}

/// One step of the iteration for the rows `first` .. `last`, which no zero beside the diagonal parts.
[[gnu::noinline]] void qr_step(double* diagonal, double* beside, int first, int last, double* vectors, int size) {
  double x = diagonal[first] - wilkinson_shift(diagonal, beside, last), z = beside[first];
  for (int k = first; k < last && z != 0; ++k) {
    const Rotation turn(x, z);
    const double c = turn.c, s = turn.s;

    // T = G^T T G
    const double sdk = s * diagonal[k] + c * beside[k], dkp1 = s * beside[k] + c * diagonal[k + 1];
    diagonal[k] = c * (c * diagonal[k] - s * beside[k]) - s * (c * beside[k] - s * diagonal[k + 1]);
    diagonal[k + 1] = s * sdk + c * dkp1;
    beside[k] = c * sdk - s * dkp1;
    if (k > first) beside[k - 1] = c * beside[k - 1] - s * z;

    // What the rotation put outside of the three diagonals goes with the next one.
    x = beside[k];
    if (k < last - 1) {
      z = -s * beside[k + 1];
      beside[k + 1] = c * beside[k + 1];
    }

    // The vectors turn along.
    double* const a = vectors + static_cast<std::size_t>(k) * static_cast<std::size_t>(size);
    double* const b = a + size;
    for (int i = 0; i < size; ++i) {
      const double ai = a[i], bi = b[i];
      a[i] = c * ai - s * bi;
      b[i] = s * ai + c * bi;
    }
  }
}

/// Makes values beside the diagonal zero that do not count.
void drop_small(const double* diagonal, double* beside, int first, int last) {
  constexpr double kPrecision = 1 / std::numeric_limits<double>::epsilon();
  for (int i = first; i < last; ++i) {
    const double scaled = kPrecision * beside[i];
    if (std::abs(beside[i]) < std::numeric_limits<double>::min() ||
        scaled * scaled <= std::abs(diagonal[i]) + std::abs(diagonal[i + 1])) {
      beside[i] = 0;
    }
  }
}

}  // namespace

TridiagonalEigen decompose(const Tridiagonal& tridiagonal) {
  const int size = tridiagonal.size();
  const auto count = static_cast<std::size_t>(size);
  TridiagonalEigen result{tridiagonal.diagonal(), std::vector<double>(count * count)};
  std::vector<double> beside = tridiagonal.beside();
  double* const values = result.values.data();
  double* const vectors = result.vectors.data();
  for (std::size_t i = 0; i < count; ++i) vectors[i * count + i] = 1;

  int first = 0, last = size - 1;
  for (int step = 0; last > 0 && step < kMostSteps * size; ++step) {
    drop_small(values, beside.data(), first, last);
    while (last > 0 && beside[static_cast<std::size_t>(last - 1)] == 0) --last;
    if (last == 0) break;
    first = last - 1;
    while (first > 0 && beside[static_cast<std::size_t>(first - 1)] != 0) --first;
    qr_step(values, beside.data(), first, last, vectors, size);
  }

  for (int i = 0; i + 1 < size; ++i) {
    const int least = static_cast<int>(std::min_element(values + i, values + size) - values);
    if (least == i) continue;
    std::swap(values[i], values[least]);
    double* const column = vectors + static_cast<std::size_t>(i) * count;
    std::swap_ranges(column, column + size, vectors + static_cast<std::size_t>(least) * count);
  }
  return result;
}

}  // namespace hourglass
