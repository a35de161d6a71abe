#include "analysis/neighbours.h"

#include <algorithm>

#include "core/eigen.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// Queries and others per product: 2 MB of distances.
constexpr std::uint32_t kQueries = 250, kOthers = 2000;

struct Neighbour {
  float distance;  ///< squared, without the query's own length
  std::uint32_t index;

  bool operator<(const Neighbour& other) const {
    return distance != other.distance ? distance < other.distance : index < other.index;
  }
};

std::vector<float> squared_lengths(const Samples& samples) {
  std::vector<float> lengths;
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    const Eigen::Map<const Eigen::VectorXf> sample(samples.sample(n), samples.features);
    lengths.push_back(static_cast<float>(sample.cast<double>().squaredNorm()));
  }
  return lengths;
}

/// Keeps the `count` least, sorted.
void insert(std::vector<Neighbour>& nearest, std::size_t count, const Neighbour& candidate) {
  if (nearest.size() == count && !(candidate < nearest.back())) return;
  if (nearest.size() == count) nearest.pop_back();
  nearest.insert(std::upper_bound(nearest.begin(), nearest.end(), candidate), candidate);
}

int most_frequent_label(const Samples& training, const std::uint32_t* neighbours, int count) {
  int best = kNoLabel, best_votes = 0;
  for (int i = 0; i < count; ++i) {
    const int label = training.labels[neighbours[i]];
    int votes = 0;
    for (int j = 0; j < count; ++j) votes += training.labels[neighbours[j]] == label;
    if (votes > best_votes) {
      best_votes = votes;
      best = label;
    }
  }
  return best;
}

}  // namespace

std::vector<std::uint32_t> nearest_neighbours(const Samples& among, const Samples& queries, int count,
                                              const Compute& compute) {
  const std::vector<float> lengths = squared_lengths(among);
  std::vector<float> products(std::size_t{std::min(kQueries, queries.count)} * std::min(kOthers, among.count));
  std::vector<std::uint32_t> result;
  for (std::uint32_t first = 0; first < queries.count; first += kQueries) {
    const std::uint32_t asked = std::min(kQueries, queries.count - first);
    std::vector<std::vector<Neighbour>> nearest(asked);
    for (std::uint32_t other = 0; other < among.count; other += kOthers) {
      const std::uint32_t size = std::min(kOthers, among.count - other);
      multiply(compute, {.m = static_cast<int>(asked),
                         .n = static_cast<int>(size),
                         .k = among.features,
                         .a = rows(queries.sample(first), among.features),
                         .b = transposed(among.sample(other), among.features),
                         .c = products.data()});
      for (std::uint32_t q = 0; q < asked; ++q) {
        const float* row = products.data() + std::size_t{q} * size;
        for (std::uint32_t i = 0; i < size; ++i) {
          insert(nearest[q], static_cast<std::size_t>(count), {lengths[other + i] - 2 * row[i], other + i});
        }
      }
    }
    for (const auto& found : nearest) {
      for (const Neighbour& neighbour : found) result.push_back(neighbour.index);
    }
  }
  return result;
}

std::vector<int> classify_by_neighbours(const Samples& among, const Samples& queries, int count,
                                        const Compute& compute) {
  const int used = static_cast<int>(std::min(static_cast<std::uint32_t>(count), among.count));
  const auto neighbours = nearest_neighbours(among, queries, used, compute);
  std::vector<int> labels;
  for (std::uint32_t n = 0; n < queries.count; ++n)
    labels.push_back(
        most_frequent_label(among, neighbours.data() + std::size_t{n} * static_cast<std::size_t>(used), used));
  return labels;
}

Result<double> neighbour_error(const Samples& training, const Samples& held_out, int count, const Compute& compute) {
  for (const Samples* samples : {&training, &held_out}) {
    if (std::find(samples->labels.begin(), samples->labels.end(), kNoLabel) != samples->labels.end()) {
      return Error{"data-no-labels", "neighbours", "", "samples with labels", "samples without"};
    }
  }
  const std::vector<int> found = classify_by_neighbours(training, held_out, count, compute);
  std::uint32_t wrong = 0;
  for (std::uint32_t n = 0; n < held_out.count; ++n) wrong += found[n] != held_out.labels[n];
  return static_cast<double>(wrong) / held_out.count;
}

}  // namespace hourglass
