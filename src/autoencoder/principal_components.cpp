#include "autoencoder/principal_components.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "autoencoder/symmetric_eigen.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// Samples whose products are summed in Real before they go to double: few enough for the seventh digit to hold.
constexpr int kPieceSamples = 256;

/// An eigenvector's sign is arbitrary; this makes it the same everywhere. Of entries equally large the first decides.
void fix_sign(double* direction, int features) {
  const double* largest =
      std::max_element(direction, direction + features, [](double a, double b) { return std::abs(a) < std::abs(b); });
  if (*largest >= 0) return;
  for (int i = 0; i < features; ++i) direction[i] = -direction[i];
}

/// The slot of this name; it is there in every network of one linear layer each way.
const Parameter& slot_of(std::span<const Parameter> slots, std::string_view name) {
  for (const Parameter& slot : slots) {
    if (slot.name == name) return slot;
  }
  HG_ASSERT(false, "a linear autoencoder lacks one of its four tensors");
  return slots.front();
}

}  // namespace

Moments::Moments(int features)
    : features_(features),
      sums_(static_cast<std::size_t>(features)),
      products_(static_cast<std::size_t>(features) * static_cast<std::size_t>(features)),
      piece_(products_.size()) {}

void Moments::add(const Compute& compute, const Real* samples, int count) {
  const std::size_t features = static_cast<std::size_t>(features_);
  for (int first = 0; first < count; first += kPieceSamples) {
    const int size = std::min(kPieceSamples, count - first);
    const Real* x = samples + static_cast<std::size_t>(first) * features;
    multiply(compute, {.m = features_,
                       .n = features_,
                       .k = size,
                       .a = transposed(x, features_),
                       .b = rows(x, features_),
                       .c = piece_.data()});
    for (std::size_t i = 0; i < products_.size(); ++i) products_[i] += static_cast<double>(piece_[i]);
    for (int n = 0; n < size; ++n) {
      const Real* sample = x + static_cast<std::size_t>(n) * features;
      for (std::size_t i = 0; i < features; ++i) sums_[i] += static_cast<double>(sample[i]);
    }
  }
  count_ += static_cast<std::uint64_t>(count);
}

std::vector<double> Moments::mean() const {
  std::vector<double> mean = sums_;
  for (double& value : mean) value /= static_cast<double>(count_);
  return mean;
}

std::vector<double> Moments::covariance() const {
  const std::vector<double> center = mean();
  std::vector<double> covariance = products_;
  const std::size_t features = center.size();
  for (std::size_t j = 0; j < features; ++j) {
    for (std::size_t i = 0; i < features; ++i) {
      double& value = covariance[j * features + i];
      value = value / static_cast<double>(count_) - center[i] * center[j];
    }
  }
  return covariance;
}

/// Tridiagonal form T = Q^T C Q, then T's eigenvectors, then those of C.
struct PrincipalComponentsSolver::State {
  std::vector<double> covariance;
  std::optional<Tridiagonal> tridiagonal;
  TridiagonalEigen eigen;
};

PrincipalComponentsSolver::PrincipalComponentsSolver(const Moments& moments, int count)
    : state_(std::make_unique<State>()) {
  components_.features = moments.features();
  components_.count = std::min(count, moments.features());
  components_.mean = moments.mean();
  state_->covariance = moments.covariance();
}

PrincipalComponentsSolver::~PrincipalComponentsSolver() = default;

void PrincipalComponentsSolver::run_piece(int piece) {
  if (piece == 0) {
    state_->tridiagonal.emplace(std::move(state_->covariance), components_.features);
    return;
  }
  if (piece == 1) {
    state_->eigen = decompose(*state_->tridiagonal);
    return;
  }
  // Eigenvalues are in order from the smallest up.
  const auto features = static_cast<std::size_t>(components_.features);
  const TridiagonalEigen& eigen = state_->eigen;
  for (std::size_t j = features; j-- > 0;) components_.variances.push_back(std::max(eigen.values[j], 0.0));
  components_.directions.resize(static_cast<std::size_t>(components_.count) * features);
  for (std::size_t j = 0; j < static_cast<std::size_t>(components_.count); ++j) {
    const double* const first = eigen.vectors.data() + (features - 1 - j) * features;
    double* const direction = components_.directions.data() + j * features;
    std::copy(first, first + features, direction);
    state_->tridiagonal->apply_q(direction);
    fix_sign(direction, components_.features);
  }
  state_.reset();
}

PrincipalComponents principal_components(const Moments& moments, int count) {
  PrincipalComponentsSolver solver(moments, count);
  for (int piece = 0; piece < PrincipalComponentsSolver::kPieces; ++piece) solver.run_piece(piece);
  return solver.components();
}

void write_linear_autoencoder(const PrincipalComponents& components, std::span<const Parameter> slots,
                              Real* parameters) {
  Real* encoder = parameters + slot_of(slots, "encoder.0.weight").slot.offset;
  Real* encoder_bias = parameters + slot_of(slots, "encoder.0.bias").slot.offset;
  Real* decoder = parameters + slot_of(slots, "decoder.0.weight").slot.offset;
  Real* decoder_bias = parameters + slot_of(slots, "decoder.0.bias").slot.offset;
  const std::size_t features = static_cast<std::size_t>(components.features);
  const std::size_t count = static_cast<std::size_t>(components.count);
  for (std::size_t j = 0; j < count; ++j) {
    const double* direction = components.directions.data() + j * features;
    double offset = 0;
    for (std::size_t i = 0; i < features; ++i) {
      encoder[j * features + i] = static_cast<Real>(direction[i]);
      decoder[i * count + j] = static_cast<Real>(direction[i]);
      offset += direction[i] * components.mean[i];
    }
    encoder_bias[j] = static_cast<Real>(-offset);
  }
  for (std::size_t i = 0; i < features; ++i) decoder_bias[i] = static_cast<Real>(components.mean[i]);
}

}  // namespace hourglass
