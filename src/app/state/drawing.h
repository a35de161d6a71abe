// The drawing on the pad: strokes of ink, and the image that the network gets of them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/shape.h"
#include "data/description.h"
#include "data/stroke_renderer.h"

namespace hourglass {

/// Coordinates are fractions of the pad's side, y downward.
class Drawing {
 public:
  struct Point {
    float x = 0, y = 0;
  };
  /// Half the line's width on the pad, of a pen of usual width.
  static constexpr float kPen = 0.032f, kEraser = 0.07f;
  static constexpr std::size_t kMostUndone = 50;

  /// `width` is in pens of usual width.
  void begin_stroke(Point point, float width = 1);
  /// Continues the stroke to a point; begins one where none is open.
  void extend(Point point);
  void end_stroke() { stroke_open_ = false; }
  /// Removes the ink around a point, which may cut strokes into parts.
  void erase(Point point);
  /// Starts one undoable erasing: everything erased until the next call is undone together.
  void begin_erasing() { remember(); }
  void clear();
  /// Undoes the last stroke, erasing or clearing.
  void undo();
  bool can_undo() const { return !past_.empty(); }

  bool empty() const { return ink_.empty(); }
  const std::vector<InkPoint>& ink() const { return ink_; }
  /// Grows with every change.
  std::uint64_t version() const { return version_; }

  /// The image, prepared as the training data's are: fitted, antialiased, centred by mass, with a pen of usual width;
  /// then scaled to `shape`. The drawing must not be empty.
  std::vector<float> image(Shape shape) const;
  /// The drawing as a signal of shape 1 x time x channels, the same in all channels: from left to right the height of
  /// the ink in the middle of its strokes, 1 at the upper edge of the pad; straight between strokes, level beside them.
  std::vector<float> curve(Shape shape) const;

 private:
  void add(Point point, bool starts_stroke);
  void remember();

  std::vector<InkPoint> ink_;
  std::vector<std::vector<InkPoint>> past_;  ///< the ink before each undoable action
  float radius_ = kPen;
  bool stroke_open_ = false;
  std::uint64_t version_ = 1;
};

/// Whether samples of this kind can be drawn: pictures and signals.
bool can_be_drawn(DataKind kind);

/// A square grey image of `side` pixels, resampled (bilinear) to `shape`, the same in all channels.
std::vector<float> resampled(const std::vector<float>& image, int side, Shape shape);

}  // namespace hourglass
