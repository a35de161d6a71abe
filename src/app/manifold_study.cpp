#include "app/manifold_study.h"

#include <algorithm>
#include <utility>

#include "app/thumbnail.h"

namespace hourglass {

std::span<const float> ManifoldStudy::Tiles::tile(int column, int row) const {
  const auto features = static_cast<std::size_t>(shape.features());
  return std::span(pixels).subspan(static_cast<std::size_t>(row * grid.columns + column) * features, features);
}

void ManifoldStudy::want(Question question, bool training) {
  const bool other = !(question.grid == asked_.grid) || question.label != asked_.label ||
                     !question.plane.shows_same(asked_.plane);
  const bool moved = !training && !working_ && !(question.plane == asked_.plane);
  wanted_ = std::move(question);
  if (other || moved) {
    // Asked for, whether or not its turn has come.
    asked_ = wanted_;
    changed();
  }
}

void ManifoldStudy::begin(const Snapshot& snapshot) {
  asked_ = wanted_;
  next_ = {asked_.grid, asked_.plane, thumbnail_shape(snapshot.data->shape()), {}};
  made_ = 0;
  working_ = true;
}

Study::Progress ManifoldStudy::advance(Inference& inference, const Snapshot& snapshot) {
  const ManifoldGrid& grid = asked_.grid;
  const int all = grid.columns * grid.rows, batch = std::min(portion_of(snapshot.model), all - made_);
  working_ = false;
  if (batch < 1) return Progress::kFailed;
  std::vector<float> codes;
  for (int i = made_; i < made_ + batch; ++i) {
    const auto x = static_cast<float>(grid.left + i % grid.columns) + 0.5f;
    const auto y = static_cast<float>(grid.bottom + i / grid.columns) + 0.5f;
    const std::vector<float> code = asked_.plane.code({x * grid.step, y * grid.step});
    codes.insert(codes.end(), code.begin(), code.end());
  }
  const std::vector<int> labels(static_cast<std::size_t>(batch), asked_.label);
  const Result<std::vector<float>> images = inference.decode(snapshot.model, codes, labels);
  if (!images || !append_thumbnails(*images, snapshot.data->shape(), batch, next_.pixels)) return Progress::kFailed;
  made_ += batch;
  working_ = made_ < all;
  if (working_) return Progress::kMore;
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
