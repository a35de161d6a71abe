// The built-in data set `digits`: any number of synthetic handwritten digits, drawn from a seed.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/random.h"
#include "data/dataset.h"
#include "data/stroke_renderer.h"

namespace hourglass {

/// The seed and size of the data set.
struct DigitsOptions {
  std::uint64_t seed = 1;                ///< determines all images and the order of the labels
  std::uint32_t training_count = 10000;  ///< at least 1
  std::uint32_t held_out_count = 2000;   ///< at least 1
};

/// Draws one `digit` (0 .. 9) in a random handwriting. A pure function of the digit and the draws of `random`: gives
/// the same bytes natively and in WebAssembly.
DigitImage draw_digit(int digit, Random& random);

/// 28x28 images of handwritten digits in MNIST's format, labelled 0 .. 9.
///
/// Sample i of a split is a pure function of (seed, split, i): the first n samples do not depend on the set's size, and
/// the splits share no image. Samples 10k .. 10k+9 are the ten digits in random order, so all classes are equally
/// frequent. Images are drawn in blocks when first read and kept as bytes, so construction is cheap. Several threads
/// may read at once.
class Digits : public Dataset {
 public:
  explicit Digits(const DigitsOptions& options = {});
  ~Digits() override;

  const std::string& name() const override { return name_; }
  Shape shape() const override { return {kDigitSide, kDigitSide, 1}; }
  std::uint32_t count(Split split) const override;
  const std::vector<int>& labels() const override;
  void read(Split split, std::uint32_t index, float* pixels) const override;
  int label(Split split, std::uint32_t index) const override;

  /// The image's bytes, row by row; valid as long as the data set exists.
  const DigitImage& image(Split split, std::uint32_t index) const;

 private:
  struct ImageBlock;
  struct SplitCache;  // the blocks of one split

  const SplitCache& cache(Split split) const;
  void draw_block(Split split, std::uint32_t number, ImageBlock& block) const;

  std::string name_ = "digits";
  DigitsOptions options_;
  std::unique_ptr<SplitCache> training_, held_out_;
};

}  // namespace hourglass
