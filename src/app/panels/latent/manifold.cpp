#include "app/panels/latent/manifold.h"

#include <algorithm>
#include <utility>

namespace hourglass {

void ManifoldTask::set_request(Request request, bool training) {
  const bool other =
      !(request.grid == current_.grid) || request.label != current_.label || !request.plane.shows_same(current_.plane);
  const bool moved = !training && !working() && !(request.plane == current_.plane);
  requested_ = std::move(request);
  if (other || moved) {
    current_ = requested_;
    changed();
  }
}

void ManifoldTask::begin(const Snapshot& snapshot) {
  current_ = requested_;
  next_ = {current_.grid, current_.plane, {thumbnail_shape(snapshot.model.description, snapshot.data->shape()), {}}};
}

BackgroundTask::Progress ManifoldTask::advance(Inference& inference, const Snapshot& snapshot) {
  const ManifoldGrid& grid = current_.grid;
  const int first = next_.images.count, all = grid.columns * grid.rows;
  const int batch = std::min(samples_per_slice(snapshot.model), all - first);
  if (batch < 1) return Progress::kFailed;
  std::vector<float> codes;
  for (int i = first; i < first + batch; ++i) {
    const auto x = static_cast<float>(grid.left + i % grid.columns) + 0.5f;
    const auto y = static_cast<float>(grid.bottom + i / grid.columns) + 0.5f;
    const std::vector<float> code = current_.plane.code({x * grid.step, y * grid.step});
    codes.insert(codes.end(), code.begin(), code.end());
  }
  if (!next_.images.append_decoded(inference, snapshot.model, codes, batch, current_.label)) return Progress::kFailed;
  if (next_.images.count < all) return Progress::kMore;
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
