// The common bases of data sets that the program draws itself: facts, splits, and samples that are kept once drawn.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/random.h"
#include "data/dataset.h"

namespace hourglass {

/// The seed and sizes of a generated set.
struct GeneratedOptions {
  std::uint64_t seed = 1;                ///< determines all samples
  std::uint32_t training_count = 10000;  ///< at least 1
  std::uint32_t held_out_count = 2000;   ///< at least 1
};

/// A data set that needs no file. Sample i of a split is a pure function of (seed, split, i), the same bits natively
/// and in WebAssembly: the first n samples do not depend on the set's size.
class GeneratedSet : public Dataset {
 public:
  const std::string& name() const override { return facts_.name; }
  Shape shape() const override { return facts_.shape; }
  const DataDescription& description() const override { return facts_.description; }
  std::uint32_t count(Split split) const override { return counts_[static_cast<std::size_t>(split)]; }
  const std::vector<int>& labels() const override { return facts_.labels; }

 protected:
  struct Facts {
    std::string name;
    Shape shape;
    Stream stream;            ///< of its random draws; no two sets share one
    std::vector<int> labels;  ///< ascending
    DataDescription description = {};
  };
  GeneratedSet(const GeneratedOptions& options, Facts facts);

  std::uint64_t seed() const { return seed_; }
  /// The draws of sample `index`, which must be below count. The splits have no draws in common.
  RandomKey sample_key(Split split, std::uint32_t index) const;
  /// Other draws of a split: `number` is below 2^62.
  RandomKey extra_key(Split split, std::uint64_t number) const;

 private:
  Facts facts_;
  std::uint64_t seed_;
  std::array<std::uint32_t, 2> counts_;  ///< by Split
};

/// 0, 1, ..., count - 1.
std::vector<int> labels_up_to(int count);
/// The names in a list such as "chip,contactless,online".
std::vector<std::string> listed_names(std::string_view list, char separator = ',');

/// A generated set that draws samples in blocks when one of them is first read, and keeps them as `Value`: bytes, of
/// which 255 stands for 1, or floats. So construction is cheap, and several threads may read at once.
template <class Value>
class CachedSet : public GeneratedSet {
  static_assert(std::is_same_v<Value, std::uint8_t> || std::is_same_v<Value, float>);

 public:
  void read(Split split, std::uint32_t index, float* pixels) const override;

 protected:
  CachedSet(const GeneratedOptions& options, Facts facts);

  /// Draws one sample: shape().features() values, a pure function of the arguments and the set's seed.
  virtual void draw(Split split, std::uint32_t index, Value* values) const = 0;

  /// The sample's values: kept ones, or those drawn to `scratch` where the cache is full.
  const Value* values_of(Split split, std::uint32_t index, std::vector<Value>& scratch) const;

 private:
  /// A block is drawn at once, within milliseconds, by the thread that first reads one of its samples.
  static constexpr std::uint32_t kBlockSize = 32;
  /// Of each split. Samples beyond are drawn at every reading: a browser's page has at most 2 GB.
  static constexpr std::size_t kMostBytes = std::size_t{512} << 20;

  struct Block {
    std::once_flag drawn;
    std::vector<Value> values;
  };
  std::vector<Block> empty_blocks(Split split) const;
  void draw_block(Split split, std::uint32_t number, Block& block) const;

  mutable std::array<std::vector<Block>, 2> blocks_;  ///< by Split
};

template <class Value>
CachedSet<Value>::CachedSet(const GeneratedOptions& options, Facts facts)
    : GeneratedSet(options, std::move(facts)), blocks_{empty_blocks(Split::kTraining), empty_blocks(Split::kHeldOut)} {}

template <class Value>
std::vector<typename CachedSet<Value>::Block> CachedSet<Value>::empty_blocks(Split split) const {
  const std::size_t block_bytes = kBlockSize * sizeof(Value) * static_cast<std::size_t>(shape().features());
  return std::vector<Block>(std::min<std::size_t>((count(split) - 1) / kBlockSize + 1, kMostBytes / block_bytes));
}

template <class Value>
void CachedSet<Value>::draw_block(Split split, std::uint32_t number, Block& block) const {
  const std::uint32_t begin = number * kBlockSize, size = std::min(kBlockSize, count(split) - begin);
  const std::size_t features = static_cast<std::size_t>(shape().features());
  block.values.resize(size * features);
  for (std::uint32_t i = 0; i < size; ++i) draw(split, begin + i, block.values.data() + i * features);
}

template <class Value>
const Value* CachedSet<Value>::values_of(Split split, std::uint32_t index, std::vector<Value>& scratch) const {
  const std::size_t features = static_cast<std::size_t>(shape().features());
  const std::uint32_t number = index / kBlockSize;
  std::vector<Block>& blocks = blocks_[static_cast<std::size_t>(split)];
  if (number >= blocks.size()) {
    scratch.resize(features);
    draw(split, index, scratch.data());
    return scratch.data();
  }
  Block& block = blocks[number];
  std::call_once(block.drawn, [&] { draw_block(split, number, block); });
  return block.values.data() + index % kBlockSize * features;
}

template <class Value>
void CachedSet<Value>::read(Split split, std::uint32_t index, float* pixels) const {
  std::vector<Value> scratch;
  const Value* values = values_of(split, index, scratch);
  for (int i = 0; i < shape().features(); ++i) {
    if constexpr (std::is_same_v<Value, float>) pixels[i] = values[i];
    else pixels[i] = static_cast<float>(values[i]) / 255.0f;
  }
}

}  // namespace hourglass
