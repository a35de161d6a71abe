#include "data/factor_set.h"

#include <utility>

#include "core/assert.h"

namespace hourglass {
namespace {

std::uint8_t byte_of(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0f, 1.0f) * 255.0f + 0.5f); }

}  // namespace

FactorSet::FactorSet(const GeneratedOptions& options, std::string name, Stream stream, std::span<const Factor> table,
                     std::span<const std::string_view> label_names)
    : CachedSet(options, {std::move(name),
                          Canvas::kShape,
                          stream,
                          labels_up_to(static_cast<int>(label_names.size())),
                          {.label_names = {label_names.begin(), label_names.end()}}}),
      table_(table) {
  HG_ASSERT(table.size() <= kMostFactors, "too many factors");
}

void FactorSet::factor_values(Split split, std::uint32_t index, float* values) const {
  Random random(sample_key(split, index));
  draw_factor_values(table_, random, values);
}

int FactorSet::label(Split split, std::uint32_t index) const {
  float values[kMostFactors];
  factor_values(split, index, values);
  return label_of(values);
}

void FactorSet::draw_bytes(const float* values, std::uint8_t* bytes) const {
  const Canvas canvas = picture(values);
  for (const Colour& pixel : canvas.pixels()) {
    for (float value : {pixel.red, pixel.green, pixel.blue}) *bytes++ = byte_of(value);
  }
}

void FactorSet::draw(Split split, std::uint32_t index, std::uint8_t* bytes) const {
  float values[kMostFactors];
  factor_values(split, index, values);
  draw_bytes(values, bytes);
}

void FactorSet::draw_from_factors(std::span<const float> values, float* pixels) const {
  HG_ASSERT(values.size() == table_.size(), "one value per factor");
  std::array<std::uint8_t, Canvas::kShape.features()> bytes;
  draw_bytes(values.data(), bytes.data());
  for (std::uint8_t byte : bytes) *pixels++ = static_cast<float>(byte) / 255.0f;
}

}  // namespace hourglass
