// The images that the decoder makes of a plane of codes: one for every cell of a grid.
#pragma once

#include <span>
#include <vector>

#include "app/panels/latent/plane.h"
#include "app/tasks/background_task.h"
#include "app/tasks/thumbnails.h"

namespace hourglass {

/// A grid that is fixed on the plane: cell (i, j) has its middle at ((i + 0.5) * step, (j + 0.5) * step).
struct ManifoldGrid {
  float step = 1;
  int left = 0, bottom = 0, columns = 0, rows = 0;

  bool operator==(const ManifoldGrid&) const = default;
};

/// Decodes the centre of every cell.
class ManifoldTask : public BackgroundTask {
 public:
  static constexpr int kMostSide = 16;  ///< cells per row and per column

  struct Request {
    LatentPlane plane;
    ManifoldGrid grid;
    int label = kNoLabel;  ///< for a conditional model
  };
  struct Tiles {
    ManifoldGrid grid;
    LatentPlane plane;
    Thumbnails images;  ///< of the cells, row after row

    std::span<const float> tile(int column, int row) const { return images.tile(row * grid.columns + column); }
  };

  /// Requests a map. Another grid is begun at once; a plane that moves with training, as often as other results.
  void set_request(Request request, bool training);
  const Tiles& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_ = {}; }

  Request requested_, current_;
  Tiles result_, next_;
};

}  // namespace hourglass
