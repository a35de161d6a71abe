#include "autoencoder/vector_quantised_bottleneck.h"

#include <algorithm>

#include "core/assert.h"
#include "core/gemm.h"
#include "core/parallel.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Vectors whose nearest entry one task finds.
constexpr std::ptrdiff_t kVectorsPerPart = 256;
/// Scores of these vectors that fit a task's scratch.
constexpr std::ptrdiff_t kScoreReals = ThreadPool::kScratchReals - kMultiplyScratchReals;

Real squared_distance(const Real* a, const Real* b, int size) {
  Real sum = 0;
  for (int i = 0; i < size; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace

VectorQuantisedBottleneck::VectorQuantisedBottleneck(int latent, const BottleneckOptions& options)
    : latent_(latent), entries_(options.codebook), channels_(options.code_channels), commitment_(options.commitment) {
  HG_ASSERT(latent % channels_ == 0, "the code must be a whole number of vectors");
  HG_ASSERT(entries_ <= kScoreReals, "the codebook must fit a task's scratch");
}

void VectorQuantisedBottleneck::build(LayerBuilder& builder) {
  const std::size_t entries = static_cast<std::size_t>(entries_), channels = static_cast<std::size_t>(channels_);
  codebook_ = builder.add_state("codebook", {entries_, channels_}, 0);
  numbers_ = builder.add_state("numbers", {entries_}, 0);
  sums_ = builder.add_state("sums", {entries_, channels_}, 0);
  chosen_ = builder.add_cache(code_positions());
  errors_ = builder.add_cache(code_positions());
  half_squares_ = builder.add_fixed_cache(entries);
  new_numbers_ = builder.add_fixed_cache(entries);
  new_sums_ = builder.add_fixed_cache(entries * channels);
}

void VectorQuantisedBottleneck::assign_half_squares(const Pass& pass) const {
  const Real* entries = codebook(pass);
  Real* half_squares = pass.workspace.at(half_squares_);
  for (int k = 0; k < entries_; ++k) {
    Real square = 0;
    for (int d = 0; d < channels_; ++d) square += entries[k * channels_ + d] * entries[k * channels_ + d];
    half_squares[k] = Real(-0.5) * square;
  }
}

/// |z - e|^2 = |z|^2 - 2 (z e - |e|^2 / 2): the nearest entry is the one with the largest bracket, of equal ones the
/// first.
void VectorQuantisedBottleneck::quantise(const Pass& pass, Range vectors, const Real* encoded, Real* code,
                                         Real* scratch) const {
  const std::ptrdiff_t channels = channels_;
  const Real* entries = codebook(pass);
  Real *chosen = pass.workspace.at(chosen_), *errors = pass.workspace.at(errors_);
  Real* scores = scratch + kMultiplyScratchReals;
  multiply_in_task(pass.compute,
                   {.m = static_cast<int>(vectors.end - vectors.begin),
                    .n = entries_,
                    .k = channels_,
                    .a = rows(encoded + vectors.begin * channels, channels),
                    .b = transposed(entries, channels),
                    .c = scores,
                    .bias = pass.workspace.at(half_squares_)},
                   scratch);
  for (std::ptrdiff_t v = vectors.begin; v < vectors.end; ++v, scores += entries_) {
    const std::ptrdiff_t best = std::max_element(scores, scores + entries_) - scores;
    const Real* entry = entries + best * channels;
    chosen[v] = static_cast<Real>(best);
    errors[v] = squared_distance(encoded + v * channels, entry, channels_);
    std::copy_n(entry, channels, code + v * channels);
  }
}

void VectorQuantisedBottleneck::forward(const Pass& pass, const Real* encoded, Real* code) const {
  assign_half_squares(pass);
  const std::ptrdiff_t all = vectors(pass), part = std::min(kVectorsPerPart, kScoreReals / entries_);
  pass.compute.pool().run(parts_in(all, part), [&](int task, Real* scratch) {
    quantise(pass, part_of(all, task, part), encoded, code, scratch);
  });
}

void VectorQuantisedBottleneck::term(const Pass& pass, const Real*, Real* per_sample) const {
  const Real* errors = pass.workspace.at(errors_);
  const int positions = code_positions();
  for (int n = 0; n < pass.batch; ++n) {
    per_sample[n] = 0;
    for (int p = 0; p < positions; ++p) per_sample[n] += errors[std::ptrdiff_t{n} * positions + p];
  }
}

void VectorQuantisedBottleneck::backward(const Pass& pass, const Real* encoded, const Real* code, const Real* d_code,
                                         Real scale, Real* d_encoded) const {
  const Real weight = scale * static_cast<Real>(2 * commitment_);
  for_each_part(pass.compute, static_cast<std::size_t>(std::ptrdiff_t{latent_} * pass.batch),
                [&](std::ptrdiff_t begin, std::ptrdiff_t size) {
                  for (std::ptrdiff_t i = begin; i < begin + size; ++i)
                    d_encoded[i] = d_code[i] + weight * (encoded[i] - code[i]);
                });
  if (!pass.state) return;
  count(pass, encoded);
  follow(pass);
  restart(pass, encoded);
}

/// How many vectors chose each entry, and their sums, in the batch's order.
void VectorQuantisedBottleneck::count(const Pass& pass, const Real* encoded) const {
  const Real* chosen = pass.workspace.at(chosen_);
  Real *numbers = pass.workspace.at(new_numbers_), *sums = pass.workspace.at(new_sums_);
  std::fill_n(numbers, entries_, Real(0));
  std::fill_n(sums, std::ptrdiff_t{entries_} * channels_, Real(0));
  for (std::ptrdiff_t v = 0; v < vectors(pass); ++v) {
    const std::ptrdiff_t k = static_cast<std::ptrdiff_t>(chosen[v]);
    numbers[k] += 1;
    for (int d = 0; d < channels_; ++d) sums[k * channels_ + d] += encoded[v * channels_ + d];
  }
}

void VectorQuantisedBottleneck::follow(const Pass& pass) const {
  constexpr Real kOld = Real(kDecay), kNew = Real(1 - kDecay);
  Real *entries = pass.state + codebook_.offset, *numbers = pass.state + numbers_.offset;
  Real* sums = pass.state + sums_.offset;
  const Real *new_numbers = pass.workspace.at(new_numbers_), *new_sums = pass.workspace.at(new_sums_);
  for (int k = 0; k < entries_; ++k) {
    numbers[k] = kOld * numbers[k] + kNew * new_numbers[k];
    for (int i = k * channels_; i < (k + 1) * channels_; ++i) {
      sums[i] = kOld * sums[i] + kNew * new_sums[i];
      if (numbers[k] > 0) entries[i] = sums[i] / numbers[k];
    }
  }
}

void VectorQuantisedBottleneck::restart(const Pass& pass, const Real* encoded) const {
  Real *entries = pass.state + codebook_.offset, *numbers = pass.state + numbers_.offset;
  Real* sums = pass.state + sums_.offset;
  // At the first step the averages have their initial values, which say nothing about the entries.
  const Real mean = static_cast<Real>(vectors(pass)) / static_cast<Real>(entries_);
  Random random({pass.seed, Stream::kCodebook, pass.step});
  for (int k = 0; k < entries_; ++k) {
    if (numbers[k] >= Real(kDeadShare) * mean) continue;
    const Real* from = encoded + std::ptrdiff_t{distant_vector(pass, random.uniform())} * channels_;
    numbers[k] = mean;
    for (int d = 0; d < channels_; ++d) {
      entries[k * channels_ + d] = from[d];
      sums[k * channels_ + d] = mean * from[d];
    }
  }
}

/// The vector at which the running sum of squared distances to the chosen entries passes the share `at` of the total.
int VectorQuantisedBottleneck::distant_vector(const Pass& pass, double at) const {
  const Real* errors = pass.workspace.at(errors_);
  const std::ptrdiff_t count = vectors(pass);
  double total = 0;
  for (std::ptrdiff_t v = 0; v < count; ++v) total += static_cast<double>(errors[v]);
  double left = at * total;
  for (std::ptrdiff_t v = 0; v < count; ++v) {
    left -= static_cast<double>(errors[v]);
    if (left < 0) return static_cast<int>(v);
  }
  return static_cast<int>(count) - 1;
}

}  // namespace hourglass
