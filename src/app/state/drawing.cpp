#include "app/state/drawing.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

/// Between neighbouring points of a stroke; closer than the line is wide, so that the eraser cuts cleanly.
constexpr float kSpacing = 0.012f;
/// About two minutes of drawing; more ink would only slow the pad.
constexpr std::size_t kMostPoints = 8000;
/// Half the pen's width in a finished image, of whose 28 pixels the ink fills 20.
constexpr float kPenInImage = 1.25f;

float distance(float x0, float y0, float x1, float y1) { return std::hypot(x1 - x0, y1 - y0); }

Drawing::Point on_pad(Drawing::Point point) {
  return {std::clamp(point.x, 0.0f, 1.0f), std::clamp(point.y, 0.0f, 1.0f)};
}

/// Replaces values that are `missing` by those on the straight line between their neighbours.
void fill_gaps(std::vector<float>& values, float missing) {
  std::size_t before = values.size();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == missing) continue;
    const std::size_t from = before == values.size() ? 0 : before + 1;
    for (std::size_t k = from; k < i; ++k) {
      const float share = static_cast<float>(k - from + 1) / static_cast<float>(i - from + 1);
      values[k] = before == values.size() ? values[i] : values[before] + share * (values[i] - values[before]);
    }
    before = i;
  }
  for (std::size_t k = before + 1; k < values.size(); ++k) values[k] = values[before];
}

}  // namespace

void Drawing::add(Point point, bool starts_stroke) {
  if (ink_.size() >= kMostPoints) return;
  const Point place = on_pad(point);
  ink_.push_back({place.x, place.y, radius_, starts_stroke});
  ++version_;
}

void Drawing::remember() {
  if (past_.size() == kMostUndone) past_.erase(past_.begin());
  past_.push_back(ink_);
}

void Drawing::undo() {
  if (past_.empty()) return;
  ink_ = std::move(past_.back());
  past_.pop_back();
  stroke_open_ = false;
  ++version_;
}

void Drawing::begin_stroke(Point point, float width) {
  remember();
  radius_ = kPen * width;
  stroke_open_ = true;
  add(point, true);
}

void Drawing::extend(Point point) {
  if (!stroke_open_ || ink_.empty()) return begin_stroke(point);
  // Points outside the pad must not collect on its edge.
  point = on_pad(point);
  const InkPoint last = ink_.back();
  const int parts = static_cast<int>(distance(last.x, last.y, point.x, point.y) / kSpacing);
  for (int i = 1; i <= parts; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(parts);
    add({last.x + (point.x - last.x) * t, last.y + (point.y - last.y) * t}, false);
  }
}

void Drawing::erase(Point point) {
  std::vector<InkPoint> kept;
  bool cut = false;
  for (InkPoint p : ink_) {
    if (distance(p.x, p.y, point.x, point.y) < kEraser) {
      cut = true;
      continue;
    }
    p.starts_stroke = p.starts_stroke || cut || kept.empty();
    cut = false;
    kept.push_back(p);
  }
  stroke_open_ = false;
  if (kept.size() == ink_.size()) return;
  ink_ = std::move(kept);
  ++version_;
}

void Drawing::clear() {
  if (!ink_.empty()) remember();
  ink_.clear();
  stroke_open_ = false;
  ++version_;
}

bool can_be_drawn(DataKind kind) { return kind == DataKind::kImage || kind == DataKind::kSignal; }

std::vector<float> Drawing::curve(Shape shape) const {
  constexpr float kMissing = -1;
  const int length = shape.width;
  std::vector<float> levels(static_cast<std::size_t>(length), kMissing), counts(levels.size());
  const auto add = [&](float x, float y) {
    const int t = std::clamp(static_cast<int>(x * static_cast<float>(length)), 0, length - 1);
    float &level = levels[static_cast<std::size_t>(t)], &count = counts[static_cast<std::size_t>(t)];
    level = (std::max(level, 0.0f) * count + 1 - std::clamp(y, 0.0f, 1.0f)) / (count + 1);
    ++count;
  };
  for (std::size_t i = 0; i < ink_.size(); ++i) {
    const InkPoint &to = ink_[i], &from = to.starts_stroke || i == 0 ? to : ink_[i - 1];
    const int steps = 1 + static_cast<int>(std::fabs(to.x - from.x) * static_cast<float>(2 * length));
    for (int s = 1; s <= steps; ++s) {
      const float share = static_cast<float>(s) / static_cast<float>(steps);
      add(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
    }
  }
  fill_gaps(levels, kMissing);
  std::vector<float> values;
  for (const float level : levels) values.insert(values.end(), static_cast<std::size_t>(shape.channels), level);
  return values;
}

std::vector<float> Drawing::image(Shape shape) const {
  float left = 1, right = 0, top = 1, bottom = 0;
  for (const InkPoint& p : ink_) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  // A pen whose width is that of the training data once the whole is fitted into the box, however small it
  // was drawn.
  const float extent = std::max({right - left, bottom - top, 0.02f});
  std::vector<InkPoint> ink = ink_;
  for (InkPoint& p : ink) {
    p.radius = p.radius / kPen * extent * kPenInImage / (static_cast<float>(kDigitBoxSide) - 2 * kPenInImage);
  }
  const DigitImage bytes = render_strokes(ink, {});
  std::vector<float> pixels(bytes.size());
  std::transform(bytes.begin(), bytes.end(), pixels.begin(),
                 [](std::uint8_t b) { return static_cast<float>(b) / 255; });
  return resampled(pixels, kDigitSide, shape);
}

std::vector<float> resampled(const std::vector<float>& image, int side, Shape shape) {
  std::vector<float> result(static_cast<std::size_t>(shape.features()));
  const auto at = [&](int y, int x) {
    return image[static_cast<std::size_t>(std::clamp(y, 0, side - 1) * side + std::clamp(x, 0, side - 1))];
  };
  std::size_t next = 0;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const float v =
          (static_cast<float>(y) + 0.5f) * static_cast<float>(side) / static_cast<float>(shape.height) - 0.5f;
      const float u =
          (static_cast<float>(x) + 0.5f) * static_cast<float>(side) / static_cast<float>(shape.width) - 0.5f;
      const int row = static_cast<int>(std::floor(v)), column = static_cast<int>(std::floor(u));
      const float down = v - static_cast<float>(row), right = u - static_cast<float>(column);
      const float value = (1 - down) * ((1 - right) * at(row, column) + right * at(row, column + 1)) +
                          down * ((1 - right) * at(row + 1, column) + right * at(row + 1, column + 1));
      for (int c = 0; c < shape.channels; ++c) result[next++] = value;
    }
  }
  return result;
}

}  // namespace hourglass
