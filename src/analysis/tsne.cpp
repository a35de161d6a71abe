#include "analysis/tsne.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/neighbours.h"

namespace hourglass {
namespace {

constexpr std::uint32_t kFewest = 4;  // samples
constexpr double kExaggeration = 12;
constexpr float kStartWidth = 1e-4f;

/// Shares in proportion to exp(-precision * distance), and their entropy in nats.
double make_shares(std::span<const double> distances, double precision, std::vector<double>& shares) {
  // Neighbours come in the order of rounded distances, so that the first need not be the nearest.
  const double least = *std::min_element(distances.begin(), distances.end());
  double sum = 0, weighted = 0;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const double beyond = precision * (distances[i] - least);
    shares[i] = std::exp(-beyond);
    sum += shares[i];
    weighted += shares[i] * beyond;
  }
  for (double& share : shares) share /= sum;
  return std::log(sum) + weighted / sum;
}

/// Shares of neighbours at these squared distances, of which the entropy is log(perplexity).
std::vector<double> shares_at(std::span<const double> distances, double perplexity) {
  constexpr int kHalvings = 60;
  std::vector<double> shares(distances.size());
  double low = 0, high = 0, precision = 1 / std::max(*std::max_element(distances.begin(), distances.end()), 1e-12);
  for (int i = 0; i < kHalvings; ++i) {
    const bool flat = make_shares(distances, precision, shares) > std::log(perplexity);
    (flat ? low : high) = precision;
    precision = high == 0 ? 2 * low : (low + high) / 2;
  }
  return shares;
}

double squared_distance(const Samples& samples, std::uint32_t a, std::uint32_t b) {
  double sum = 0;
  for (int f = 0; f < samples.features; ++f) {
    const double difference = static_cast<double>(samples.sample(a)[f]) - static_cast<double>(samples.sample(b)[f]);
    sum += difference * difference;
  }
  return sum;
}

/// The standard deviation of x (axis 0) or y (1).
float deviation_of(const std::vector<float>& places, std::size_t axis) {
  const double count = static_cast<double>(places.size()) / 2;
  double mean = 0, squares = 0;
  for (std::size_t i = axis; i < places.size(); i += 2) mean += static_cast<double>(places[i]) / count;
  for (std::size_t i = axis; i < places.size(); i += 2)
    squares += std::pow(static_cast<double>(places[i]) - mean, 2) / count;
  return static_cast<float>(std::sqrt(squares));
}

/// Scales x and y alike, so that the larger deviation is kStartWidth. On a line all forces lie on it: places that do
/// not vary along an axis are spread a little, always in the same way.
void shrink(std::vector<float>& places) {
  const float largest = std::max(deviation_of(places, 0), deviation_of(places, 1));
  const float scale = largest > 0 ? kStartWidth / largest : 0;
  for (float& value : places) value *= scale;
  for (const std::size_t axis : {0u, 1u}) {
    if (deviation_of(places, axis) > 1e-3f * kStartWidth) continue;
    for (std::size_t i = axis; i < places.size(); i += 2) {
      const float golden = static_cast<float>(i / 2 + 1) * (axis == 0 ? 0.754878f : 0.618034f);
      places[i] = kStartWidth * (golden - std::floor(golden) - 0.5f);
    }
  }
}

}  // namespace

Tsne::Tsne(Samples samples, std::vector<float> start, const TsneOptions& options)
    : samples_(std::move(samples)), options_(options), places_(std::move(start)) {
  if (options_.exaggerated > 0) shrink(places_);
  const std::size_t values = places_.size();
  neighbours_.resize(samples_.count);
  affinities_.resize(samples_.count);
  speeds_.assign(values, 0);
  gains_.assign(values, 1);
  attraction_.assign(values, 0);
  repulsion_.assign(values, 0);
  // A sample has three times as many neighbours as the perplexity says, and there are not more than all others.
  options_.perplexity = std::min(options_.perplexity, (static_cast<double>(samples_.count) - 1) / 3);
}

bool Tsne::advance(std::uint32_t samples, const Compute& compute) {
  if (samples_.count < kFewest || iteration_ >= options_.iterations) return false;
  const std::uint32_t end = std::min(next_ + std::max(samples, 1u), samples_.count);
  if (stage_ == Stage::kForces && next_ == 0) tree_.build(places_);
  if (stage_ == Stage::kNeighbours) find_neighbours(next_, end - next_, compute);
  for (; next_ < end; ++next_) {
    if (stage_ == Stage::kAffinities) add_affinities(next_);
    if (stage_ == Stage::kForces) add_forces(next_);
  }
  if (next_ < samples_.count) return true;
  next_ = 0;
  if (stage_ == Stage::kForces) move();
  else stage_ = stage_ == Stage::kNeighbours ? Stage::kAffinities : Stage::kForces;
  return iteration_ < options_.iterations;
}

void Tsne::find_neighbours(std::uint32_t first, std::uint32_t count, const Compute& compute) {
  const float* from = samples_.sample(first);
  const Samples queries{
      samples_.features, count, {from, from + count * static_cast<std::size_t>(samples_.features)}, {}};
  const auto wanted = static_cast<std::uint32_t>(3 * options_.perplexity);
  // Each is its own neighbour, too, unless as many others are the same.
  const std::vector<std::uint32_t> found = nearest_neighbours(samples_, queries, static_cast<int>(wanted) + 1, compute);
  for (std::uint32_t q = 0; q < count; ++q) {
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0; i <= wanted; ++i) {
      const std::uint32_t other = found[std::size_t{q} * (wanted + 1) + i];
      if (other != first + q && others.size() < wanted) others.push_back(other);
    }
    neighbours_[first + q] = shares_of(first + q, others);
  }
}

std::vector<Tsne::Affinity> Tsne::shares_of(std::uint32_t index, std::span<const std::uint32_t> neighbours) const {
  std::vector<double> distances;
  for (const std::uint32_t other : neighbours) distances.push_back(squared_distance(samples_, index, other));
  const std::vector<double> shares = shares_at(distances, options_.perplexity);
  std::vector<Affinity> result;
  for (std::size_t i = 0; i < neighbours.size(); ++i) result.push_back({neighbours[i], static_cast<float>(shares[i])});
  return result;
}

void Tsne::add_affinities(std::uint32_t index) {
  const float scale = 1 / (2 * static_cast<float>(samples_.count));
  for (const Affinity& to : neighbours_[index]) {
    const std::vector<Affinity>& of_other = neighbours_[to.other];
    const auto back =
        std::find_if(of_other.begin(), of_other.end(), [&](const Affinity& a) { return a.other == index; });
    const bool mutual = back != of_other.end();
    affinities_[index].push_back({to.other, scale * (to.share + (mutual ? back->share : 0))});
    if (!mutual) affinities_[to.other].push_back({index, scale * to.share});
  }
}

void Tsne::add_forces(std::uint32_t index) {
  const std::size_t at = 2 * std::size_t{index};
  double x = 0, y = 0;
  for (const Affinity& affinity : affinities_[index]) {
    const std::size_t other = 2 * std::size_t{affinity.other};
    const double right = static_cast<double>(places_[at]) - static_cast<double>(places_[other]);
    const double up = static_cast<double>(places_[at + 1]) - static_cast<double>(places_[other + 1]);
    const double weight = static_cast<double>(affinity.share) / (1 + right * right + up * up);
    x += weight * right;
    y += weight * up;
  }
  attraction_[at] = x;
  attraction_[at + 1] = y;
  const PlaneTree::Repulsion repulsion = tree_.repulsion(index, options_.openness);
  all_shares_ += repulsion.shares;
  repulsion_[at] = repulsion.x;
  repulsion_[at + 1] = repulsion.y;
}

void Tsne::move() {
  const bool early = iteration_ < options_.exaggerated;
  const double exaggeration = early ? kExaggeration : 1;
  const float momentum = early ? 0.5f : 0.8f;
  const float rate = std::max(static_cast<float>(samples_.count) / static_cast<float>(kExaggeration), 50.0f);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto gradient = static_cast<float>(exaggeration * attraction_[i] - repulsion_[i] / all_shares_);
    // R. Jacobs 1988, "Increased rates of convergence through learning rate adaptation".
    gains_[i] = gradient * speeds_[i] < 0 ? gains_[i] + 0.2f : std::max(0.8f * gains_[i], 0.01f);
    speeds_[i] = momentum * speeds_[i] - rate * gains_[i] * gradient;
    places_[i] += speeds_[i];
  }
  all_shares_ = 0;
  ++iteration_;
}

}  // namespace hourglass
