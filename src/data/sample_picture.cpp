#include "data/sample_picture.h"

#include <algorithm>
#include <cmath>

#include "data/glyphs.h"

namespace hourglass {
namespace {

/// Rows of pixels of a picture with one channel.
struct Canvas {
  int width, height;
  std::vector<float>& pixels;

  /// Adds ink to a rectangle whose edges may lie within pixels.
  void fill(float left, float top, float right, float bottom, float ink) {
    const auto covered = [](int pixel, float from, float to) {
      const float at = static_cast<float>(pixel);
      return std::clamp(std::min(to, at + 1) - std::max(from, at), 0.0f, 1.0f);
    };
    const int last_row = std::min(height, static_cast<int>(std::ceil(bottom)));
    const int last_column = std::min(width, static_cast<int>(std::ceil(right)));
    for (int y = std::max(0, static_cast<int>(top)); y < last_row; ++y) {
      for (int x = std::max(0, static_cast<int>(left)); x < last_column; ++x) {
        float& pixel = pixels[static_cast<std::size_t>(y * width + x)];
        pixel = std::min(1.0f, pixel + ink * covered(x, left, right) * covered(y, top, bottom));
      }
    }
  }
};

/// The value at a place between samples.
float value_at(std::span<const float> values, int channels, int channel, float place) {
  const int length = static_cast<int>(values.size()) / channels;
  const int before = std::clamp(static_cast<int>(place), 0, length - 1), after = std::min(before + 1, length - 1);
  const float a = values[static_cast<std::size_t>(before * channels + channel)];
  const float b = values[static_cast<std::size_t>(after * channels + channel)];
  return a + (b - a) * (place - static_cast<float>(before));
}

/// One channel as a line within [top, top + height).
void draw_line(Canvas& canvas, std::span<const float> values, int channels, int channel, float top, float height) {
  const float thick = std::max(1.0f, static_cast<float>(canvas.width) / 72), half = thick / 2;
  const float last = static_cast<float>(static_cast<int>(values.size()) / channels - 1);
  const auto level = [&](float x) {
    const float value = value_at(values, channels, channel, x / static_cast<float>(canvas.width) * last);
    return top + half + (1 - std::clamp(value, 0.0f, 1.0f)) * (height - thick);
  };
  for (int x = 0; x < canvas.width; ++x) {
    const float a = level(static_cast<float>(x)), b = level(static_cast<float>(x + 1));
    if (!(a == a && b == b)) continue;
    canvas.fill(static_cast<float>(x), std::min(a, b) - half, static_cast<float>(x + 1), std::max(a, b) + half, 1);
  }
}

void draw_signal(Canvas& canvas, const Shape& sample, std::span<const float> values) {
  const float lane = static_cast<float>(canvas.height) / static_cast<float>(sample.channels);
  for (int c = 0; c < sample.channels; ++c)
    draw_line(canvas, values, sample.channels, c, lane * static_cast<float>(c), lane);
}

void draw_table(Canvas& canvas, const DataDescription& description, std::span<const float> values) {
  const float step = static_cast<float>(canvas.width) / static_cast<float>(description.columns.size());
  const float height = static_cast<float>(canvas.height), gap = step > 4 ? 1.0f : 0.0f;
  std::size_t feature = 0;
  float left = 0;
  for (const Column& column : description.columns) {
    const float right = left + step - gap;
    if (column.width() == 1) {
      const float value = std::clamp(values[feature], 0.0f, 1.0f);
      if (value == value) canvas.fill(left, (1 - value) * (height - 1), right, height, 0.85f);
    }
    const float cell = height / static_cast<float>(column.width());
    for (int i = 0; i < column.width() && column.width() > 1; ++i) {
      const float ink = std::clamp(values[feature + static_cast<std::size_t>(i)], 0.0f, 1.0f);
      const float top = cell * static_cast<float>(i), inset = cell > 4 ? 1.0f : 0.0f;
      if (ink == ink) canvas.fill(left, top, right, top + cell - inset, 0.12f + 0.88f * ink);
    }
    feature += static_cast<std::size_t>(column.width());
    left += step;
  }
}

/// One symbol in a cell, with so much ink.
void draw_symbol(Canvas& canvas, const Glyph& glyph, float left, float pixel, float ink) {
  for (int row = 0; row < kGlyphHeight; ++row) {
    for (int column = 0; column < kGlyphWidth; ++column) {
      if (!glyph.is_set(row, column)) continue;
      const float x = left + pixel * static_cast<float>(column), y = pixel * static_cast<float>(row + 1);
      canvas.fill(x, y, x + pixel, y + pixel, ink);
    }
  }
}

void draw_text(Canvas& canvas, const DataDescription& description, const Shape& sample, std::span<const float> values) {
  constexpr float kLeastInk = 0.02f;
  const int places = sample.height * sample.width;
  const float cell = static_cast<float>(canvas.width) / static_cast<float>(places);
  const float pixel = cell / static_cast<float>(kGlyphWidth + 1);
  for (int place = 0; place < places; ++place) {
    for (int symbol = 0; symbol < sample.channels; ++symbol) {
      const float ink = values[static_cast<std::size_t>(place * sample.channels + symbol)];
      const std::string& text = description.alphabet[static_cast<std::size_t>(symbol)];
      if (ink > kLeastInk)
        draw_symbol(canvas, glyph_of(text), cell * static_cast<float>(place) + pixel / 2, pixel, ink);
    }
  }
}

}  // namespace

Shape picture_shape(const DataDescription& description, const Shape& sample, int width) {
  const int wide = std::clamp(width, 8, 256);
  const auto share = [wide](float of) { return std::max(4, static_cast<int>(of * static_cast<float>(wide))); };
  switch (description.kind) {
    case DataKind::kImage: return sample;
    case DataKind::kSignal: return {std::min(share(0.6f) * (1 + sample.channels) / 2, 256), wide, 1};
    case DataKind::kTable: return {share(0.6f), wide, 1};
    case DataKind::kText: return {kGlyphHeight + 2, (kGlyphWidth + 1) * sample.height * sample.width, 1};
  }
  return sample;
}

void draw_sample(const DataDescription& description, const Shape& sample, std::span<const float> values,
                 const Shape& picture, std::vector<float>& pixels) {
  if (description.kind == DataKind::kImage) {
    pixels.assign(values.begin(), values.end());
    return;
  }
  pixels.assign(static_cast<std::size_t>(picture.features()), 0.0f);
  Canvas canvas{picture.width, picture.height, pixels};
  if (description.kind == DataKind::kSignal) draw_signal(canvas, sample, values);
  if (description.kind == DataKind::kTable) draw_table(canvas, description, values);
  if (description.kind == DataKind::kText) draw_text(canvas, description, sample, values);
}

}  // namespace hourglass
