// The eigenvalues and eigenvectors of a symmetric matrix, in pieces: tridiagonal form, then its decomposition.
#pragma once

#include <vector>

namespace hourglass {

/// C = Q T Q^T with T tridiagonal, by reflections I - h v v^T (Golub and Van Loan, Matrix Computations,
/// algorithm 8.3.1).
class Tridiagonal {
 public:
  /// `matrix` holds `size` columns of a symmetric matrix; only what is on and below its diagonal is read. O(size^3).
  Tridiagonal(std::vector<double> matrix, int size);

  int size() const { return size_; }
  /// T's diagonal, and the size() - 1 values beside it.
  std::vector<double> diagonal() const { return along_diagonal(0, size_); }
  std::vector<double> beside() const { return along_diagonal(1, size_ - 1); }
  /// v = Q v, for size() values.
  void apply_q(double* v) const;

 private:
  double* column(int k) { return packed_.data() + static_cast<std::size_t>(k) * static_cast<std::size_t>(size_); }
  const double* column(int k) const { return const_cast<Tridiagonal*>(this)->column(k); }
  std::vector<double> along_diagonal(int below, int count) const;
  void reflect(int k);
  void multiply(int first, const double* v, double h, double* w) const;

  int size_;
  std::vector<double> packed_;  ///< T, and below its subdiagonal each reflection's v without the 1 it begins with
  std::vector<double> h_;
};

/// T's eigenvalues from the smallest up, and its eigenvectors as columns in the same order.
struct TridiagonalEigen {
  std::vector<double> values, vectors;
};

/// By the QR iteration with Wilkinson's shift (algorithm 8.3.3); O(size^3).
TridiagonalEigen decompose(const Tridiagonal& tridiagonal);

}  // namespace hourglass
