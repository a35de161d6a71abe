// Random numbers that are the same on every machine: a counter-based generator, keyed and never shared.
//
// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). The key is the
// seed; the counter is (block, stream, step), so any draw can be made without making those before it, in any order
// and on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace hourglass {

/// What a draw is for. Streams never overlap; a new purpose gets a new row.
enum class Stream : std::uint32_t {
  kInitialisation = 1,
  kShuffle = 2,
  kSplit = 3,
  kPosterior = 4,
  kDiscrepancyPrior = 5,
  kCorruption = 6,
  kDropout = 7,
  kDigits = 8,
  kBenchmark = 9,
  kEvaluation = 10,
  kMasking = 11,
  kValidation = 20,
  kGivenImages = 21,
  kLabelDropout = 22,
  kCodebook = 23,
  kBinarise = 24,
  kShift = 25,
  kImportance = 26,
  kRespelling = 27,
  kDirections = 31,
  kAdversaryPrior = 32,
  kMixture = 41,
  kMixtureDraws = 42,
  kPriorDraws = 43,
  kPathEnds = 44,
  kShapes = 50,
  kFaces = 51,
  kHeartbeats = 52,
  kTransactions = 53,
  kWords = 54,
  kSurface = 55,
  kFactorDraws = 60,
  kFactorVotes = 61,
  kIsolationForest = 62,
  kLabelledSubset = 63,
  kKMeans = 64,
  kMeasuredSubset = 65,
  kTest = 99,
};

/// Names one sequence of draws: the run's seed, the purpose, and the step (or the sample's index).
struct RandomKey {
  std::uint64_t seed = 0;
  Stream stream = Stream::kTest;
  std::uint64_t step = 0;
};

/// The four words at position `block` of the sequence `key`.
std::array<std::uint32_t, 4> philox(const RandomKey& key, std::uint32_t block);

/// The sequence of draws that a key names, read in order.
class Random {
 public:
  explicit Random(const RandomKey& key) : key_(key) {}

  std::uint32_t bits();
  /// Uniform in [0, 1), a multiple of 2^-24.
  float uniform() { return static_cast<float>(bits() >> 8) * 0x1p-24f; }
  /// Uniform in [low, high).
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /// Standard normal, by inversion: one draw of bits each, so that positions in the sequence stay aligned.
  float normal();
  /// Uniform whole number in [0, count), without bias (Lemire 2019). count > 0.
  std::uint32_t below(std::uint32_t count);

 private:
  RandomKey key_;
  std::uint32_t block_ = 0;
  int used_ = 4;
  std::array<std::uint32_t, 4> words_{};
};

/// Standard normal quantile of the bits: the value that `Random::normal` gives for them. Range about +-5.4.
float normal_from_bits(std::uint32_t bits);

/// A permutation of 0 .. count-1 (Fisher and Yates), the same wherever the key is.
void shuffled_indices(const RandomKey& key, std::vector<std::uint32_t>& indices);

}  // namespace hourglass
