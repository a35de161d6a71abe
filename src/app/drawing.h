// What a person draws on the pad: strokes of ink, and the image that the network sees of them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/shape.h"
#include "data/stroke_renderer.h"

namespace hourglass {

/// Coordinates are fractions of the pad's side, y downward.
class Drawing {
 public:
  struct Point {
    float x = 0, y = 0;
  };
  /// Half the line's width on the pad.
  static constexpr float kPen = 0.032f, kEraser = 0.07f;

  void begin_stroke(Point point);
  /// Draws on to a point; begins a stroke where none was begun.
  void extend(Point point);
  void end_stroke() { stroke_open_ = false; }
  /// Takes away the ink around a point; strokes fall into parts.
  void erase(Point point);
  void clear();

  bool empty() const { return ink_.empty(); }
  const std::vector<InkPoint>& ink() const { return ink_; }
  /// Grows with every change.
  std::uint64_t version() const { return version_; }

  /// The image as the training data's are: fitted, antialiased, centred by mass, with a pen of usual width;
  /// then scaled to `shape`. Not to be called where the drawing is empty.
  std::vector<float> image(Shape shape) const;

 private:
  void add(Point point, bool starts_stroke);

  std::vector<InkPoint> ink_;
  bool stroke_open_ = false;
  std::uint64_t version_ = 1;
};

/// A square grey image of `side` pixels, resampled (bilinear) to `shape`, the same in all channels.
std::vector<float> resampled(const std::vector<float>& image, int side, Shape shape);

}  // namespace hourglass
