// What the decoder paints all over a plane of codes: one image for every cell of a grid.
#pragma once

#include <span>
#include <vector>

#include "app/panels/latent/plane.h"
#include "app/tasks/background_task.h"
#include "app/tasks/thumbnails.h"

namespace hourglass {

/// Cells of a grid that lies still on the plane: cell (i, j) has its middle at ((i + 0.5) * step, (j + 0.5) * step).
struct ManifoldGrid {
  float step = 1;
  int left = 0, bottom = 0, columns = 0, rows = 0;

  bool operator==(const ManifoldGrid&) const = default;
};

class ManifoldTask : public BackgroundTask {
 public:
  static constexpr int kMostSide = 16;  ///< cells beside or above each other

  struct Question {
    LatentPlane plane;
    ManifoldGrid grid;
    int label = kNoLabel;  ///< what a conditional model is told
  };
  struct Tiles {
    ManifoldGrid grid;
    LatentPlane plane;
    Thumbnails images;  ///< of the cells, row after row

    std::span<const float> tile(int column, int row) const { return images.tile(row * grid.columns + column); }
  };

  /// What is to be seen. Another grid is begun at once; a plane that moves with training, as often as other results.
  void want(Question question, bool training);
  const Tiles& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_ = {}; }

  Question wanted_, asked_;
  Tiles result_, next_;
};

}  // namespace hourglass
