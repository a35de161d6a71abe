#include "autoencoder/principal_components.h"

#include <algorithm>

#include "core/assert.h"
#include "core/eigen.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// Samples whose products are summed in Real before they go to double: few enough for the seventh digit to hold.
constexpr int kPieceSamples = 256;

/// An eigenvector's sign is arbitrary: makes its largest entry positive (of entries equally large, the first).
void fix_sign(Eigen::Ref<Eigen::VectorXd> direction) {
  Eigen::Index largest;
  direction.cwiseAbs().maxCoeff(&largest);
  if (direction[largest] < 0) direction = -direction;
}

/// The vector as a matrix library sees it.
Eigen::Map<const Eigen::VectorXd> as_eigen(const std::vector<double>& values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

/// The slot of this name, which every network of one linear layer each way has.
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
  std::vector<double> covariance(products_.size());
  Eigen::Map<Eigen::MatrixXd> c(covariance.data(), features_, features_);
  const Eigen::Map<const Eigen::MatrixXd> products(products_.data(), features_, features_);
  c = products / static_cast<double>(count_) - as_eigen(center).lazyProduct(as_eigen(center).transpose());
  return covariance;
}

/// C = Q T Q^T with T tridiagonal; then T = V diag(lambda) V^T; the components are the columns of Q V.
struct PrincipalComponentsSolver::State {
  Eigen::MatrixXd covariance;
  Eigen::Tridiagonalization<Eigen::MatrixXd> tridiagonal;
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen;

  explicit State(const Moments& moments) : tridiagonal(moments.features()), eigen(moments.features()) {
    const std::vector<double> values = moments.covariance();
    covariance = Eigen::Map<const Eigen::MatrixXd>(values.data(), moments.features(), moments.features());
  }
};

PrincipalComponentsSolver::PrincipalComponentsSolver(const Moments& moments, int count)
    : state_(std::make_unique<State>(moments)) {
  components_.features = moments.features();
  components_.count = std::min(count, moments.features());
  components_.mean = moments.mean();
}

PrincipalComponentsSolver::~PrincipalComponentsSolver() = default;

void PrincipalComponentsSolver::run_piece(int piece) {
  if (piece == 0) {
    state_->tridiagonal.compute(state_->covariance);
    state_->covariance.resize(0, 0);
    return;
  }
  if (piece == 1) {
    state_->eigen.computeFromTridiagonal(state_->tridiagonal.diagonal(), state_->tridiagonal.subDiagonal());
    return;
  }
  // Eigen orders eigenvalues from the smallest up.
  const Eigen::VectorXd variances = state_->eigen.eigenvalues().reverse().cwiseMax(0.0);
  components_.variances.assign(variances.begin(), variances.end());
  components_.directions.reserve(static_cast<std::size_t>(components_.count) * variances.size());
  for (int j = 0; j < components_.count; ++j) {
    Eigen::VectorXd direction = state_->eigen.eigenvectors().col(components_.features - 1 - j);
    direction.applyOnTheLeft(state_->tridiagonal.matrixQ());
    fix_sign(direction);
    components_.directions.insert(components_.directions.end(), direction.begin(), direction.end());
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
  // A layer's weights lie row by row, one row per output.
  using Rows = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Eigen::MatrixXd> directions(components.directions.data(), components.features,
                                                     components.count);
  const auto mean = as_eigen(components.mean);
  Eigen::Map<Rows>(encoder, components.count, components.features) = directions.transpose().cast<Real>();
  Eigen::Map<Rows>(decoder, components.features, components.count) = directions.cast<Real>();
  for (int j = 0; j < components.count; ++j) encoder_bias[j] = static_cast<Real>(-directions.col(j).dot(mean));
  Eigen::Map<Eigen::Matrix<Real, Eigen::Dynamic, 1>>(decoder_bias, components.features) = mean.cast<Real>();
}

}  // namespace hourglass
