#include "app/tasks/decoded_images.h"

#include <algorithm>
#include <cmath>

namespace hourglass {

DecodedImagesTask::When DecodedImagesTask::when(const Snapshot& snapshot, bool by_hand) {
  return by_hand || snapshot.state != RunState::kRunning ? When::kNow : When::kInTurn;
}

void DecodedImagesTask::decode(std::vector<float> codes, std::vector<int> labels, When when) {
  if (codes == codes_ && labels == labels_) return;
  codes_ = std::move(codes);
  labels_ = std::move(labels);
  if (when == When::kInTurn) return;
  // Restarting with every move of a slider would never complete.
  if (working()) {
    waiting_ = true;
  } else {
    changed();
  }
}

const DecodedImages& DecodedImagesTask::result_for(const Snapshot& snapshot) const {
  static const DecodedImages kNone;
  return made_from() && made_from()->generation == snapshot.generation ? result_ : kNone;
}

void DecodedImagesTask::begin(const Snapshot& snapshot) {
  next_ = {code_size(snapshot.model), codes_, labels_, {}, snapshot.data->shape()};
  decoded_count_ = 0;
}

BackgroundTask::Progress DecodedImagesTask::finish(Progress progress) {
  if (waiting_) changed();
  waiting_ = false;
  return progress;
}

BackgroundTask::Progress DecodedImagesTask::advance(Inference& inference, const Snapshot& snapshot) {
  const auto size = static_cast<std::size_t>(std::max(next_.size, 1));
  // The codes were made for another network.
  if (next_.size < 1 || next_.codes.size() % size != 0) return finish(Progress::kFailed);
  const int batch = std::min(samples_per_slice(snapshot.model), next_.count() - decoded_count_);
  const auto first = static_cast<std::size_t>(decoded_count_), count = static_cast<std::size_t>(batch);
  const std::span<const int> all = next_.labels;
  const Result<std::vector<float>> pixels =
      inference.decode(snapshot.model, std::span<const float>(next_.codes).subspan(first * size, count * size),
                       all.empty() ? all : all.subspan(first, count));
  if (!pixels) return finish(Progress::kFailed);
  if (!std::all_of(pixels->begin(), pixels->end(), [](float v) { return std::isfinite(v); })) {
    return finish(Progress::kFailed);
  }
  next_.pixels.insert(next_.pixels.end(), pixels->begin(), pixels->end());
  decoded_count_ += batch;
  if (decoded_count_ < next_.count()) return Progress::kMore;
  result_ = std::move(next_);
  return finish(Progress::kDone);
}

void DecodedImagesTask::forget() {
  result_ = {};
  waiting_ = false;
}

}  // namespace hourglass
