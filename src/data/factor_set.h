// The common base of built-in sets of pictures that known factors determine.
#pragma once

#include "data/canvas.h"
#include "data/factors.h"
#include "data/generated_set.h"

namespace hourglass {

/// Pictures of 32 x 32 coloured pixels. A sample's factor values are drawn from its seed, and the picture is a function
/// of them alone.
class FactorSet : public CachedSet<std::uint8_t>, public FactorSource {
 public:
  const FactorSource* factors() const override { return this; }
  std::span<const Factor> factor_table() const override { return table_; }
  void factor_values(Split split, std::uint32_t index, float* values) const override;
  void draw_from_factors(std::span<const float> values, float* pixels) const override;
  int label(Split split, std::uint32_t index) const override;

 protected:
  /// At most this many factors.
  static constexpr std::size_t kMostFactors = 12;

  /// `label_names` names the labels 0, 1, ...
  FactorSet(const GeneratedOptions& options, std::string name, Stream stream, std::span<const Factor> table,
            std::span<const std::string_view> label_names);

  /// The picture that one value per factor determines.
  virtual Canvas picture(const float* values) const = 0;
  virtual int label_of(const float* values) const = 0;

 private:
  void draw(Split split, std::uint32_t index, std::uint8_t* bytes) const override;
  void draw_bytes(const float* values, std::uint8_t* bytes) const;

  std::span<const Factor> table_;
};

}  // namespace hourglass
