#include "app/panels/latent/manifold.h"

#include <algorithm>
#include <utility>

namespace hourglass {

void ManifoldTask::want(Question question, bool training) {
  const bool other =
      !(question.grid == asked_.grid) || question.label != asked_.label || !question.plane.shows_same(asked_.plane);
  const bool moved = !training && !working() && !(question.plane == asked_.plane);
  wanted_ = std::move(question);
  if (other || moved) {
    // Asked for, whether or not its turn has come.
    asked_ = wanted_;
    changed();
  }
}

void ManifoldTask::begin(const Snapshot& snapshot) {
  asked_ = wanted_;
  next_ = {asked_.grid, asked_.plane, {thumbnail_shape(snapshot.data->shape()), {}}};
}

BackgroundTask::Progress ManifoldTask::advance(Inference& inference, const Snapshot& snapshot) {
  const ManifoldGrid& grid = asked_.grid;
  const int first = next_.images.count, all = grid.columns * grid.rows;
  const int batch = std::min(samples_per_slice(snapshot.model), all - first);
  if (batch < 1) return Progress::kFailed;
  std::vector<float> codes;
  for (int i = first; i < first + batch; ++i) {
    const auto x = static_cast<float>(grid.left + i % grid.columns) + 0.5f;
    const auto y = static_cast<float>(grid.bottom + i / grid.columns) + 0.5f;
    const std::vector<float> code = asked_.plane.code({x * grid.step, y * grid.step});
    codes.insert(codes.end(), code.begin(), code.end());
  }
  if (!next_.images.append_decoded(inference, snapshot.model, codes, batch, asked_.label)) return Progress::kFailed;
  if (next_.images.count < all) return Progress::kMore;
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
