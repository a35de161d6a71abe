// The built-in data set `digits`: any number of synthetic handwritten digits, drawn from a seed.
#pragma once

#include "core/random.h"
#include "data/generated_set.h"
#include "data/stroke_renderer.h"

namespace hourglass {

/// Draws one `digit` (0 .. 9) in a random handwriting. A pure function of the digit and the draws of `random`: gives
/// the same bytes natively and in WebAssembly.
DigitImage draw_digit(int digit, Random& random);

/// 28x28 images of handwritten digits in MNIST's format, labelled 0 .. 9. Samples 10k .. 10k+9 are the ten digits in
/// random order, so all classes are equally frequent.
class Digits : public CachedSet<std::uint8_t> {
 public:
  explicit Digits(const GeneratedOptions& options = {});

  int label(Split split, std::uint32_t index) const override;

  /// The image's bytes, row by row.
  DigitImage image(Split split, std::uint32_t index) const;

 private:
  void draw(Split split, std::uint32_t index, std::uint8_t* bytes) const override;
};

}  // namespace hourglass
