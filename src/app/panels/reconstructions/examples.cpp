#include "app/panels/reconstructions/examples.h"

#include <algorithm>

#include "autoencoder/corruption.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Number of held-out images that are searched for the worst.
constexpr std::uint32_t kSearched = 1000;

float squared_error(const float* a, const float* b, std::size_t size) {
  float sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace

ExamplesTask::ExamplesTask() : compute_(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, 1) {}

void ExamplesTask::set_request(ExampleSource source, int count, std::uint32_t seed, const std::vector<float>& drawing) {
  count = std::clamp(count, 1, kMostExamples);
  const bool same_drawing = source != ExampleSource::kDrawing || drawing == drawing_;
  if (source == source_ && count == count_ && seed == seed_ && same_drawing) return;
  source_ = source;
  count_ = count;
  seed_ = seed;
  drawing_ = drawing;
  changed();
}

void ExamplesTask::begin(const Snapshot& snapshot) {
  next_.clear();
  made_ = 0;
  searched_ = 0;
  errors_.clear();
  if (source_ != ExampleSource::kWorst) choose(*snapshot.data);
}

Example ExamplesTask::read(const Dataset& data, Split split, std::uint32_t index) const {
  Example example{split, index, data.label(split, index), {}, {}, {}, 0};
  example.input.resize(static_cast<std::size_t>(data.shape().features()));
  data.read(split, index, example.input.data());
  return example;
}

void ExamplesTask::choose(const Dataset& data) {
  const Split split = source_ == ExampleSource::kTraining ? Split::kTraining : Split::kHeldOut;
  const std::uint32_t all = data.count(split);
  const auto count = std::min<std::uint32_t>(static_cast<std::uint32_t>(count_), all);
  Random random({seed_, Stream::kEvaluation, 0});
  for (std::uint32_t i = 0; i < count; ++i) {
    if (source_ == ExampleSource::kDrawing) {
      next_.push_back({Split::kTraining, 0, kNoLabel, drawing_, {}, {}, 0});
    } else {
      next_.push_back(read(data, split, source_ == ExampleSource::kRandom ? random.bits() % all : i));
    }
  }
}

/// Searches a slice of the held-out images; true once the worst are known.
bool ExamplesTask::search_worst(Inference& inference, const Snapshot& snapshot) {
  const Dataset& data = *snapshot.data;
  const std::uint32_t all = std::min(kSearched, data.count(Split::kHeldOut));
  const std::uint32_t end = std::min(searched_ + static_cast<std::uint32_t>(samples_per_slice(snapshot.model)), all);
  const auto size = static_cast<std::size_t>(data.shape().features());
  std::vector<float> pixels(size * (end - searched_));
  std::vector<int> labels;
  for (std::uint32_t i = searched_; i < end; ++i) {
    data.read(Split::kHeldOut, i, pixels.data() + size * (i - searched_));
    labels.push_back(data.label(Split::kHeldOut, i));
  }
  const Result<std::vector<float>> made = inference.reconstruct(snapshot.model, pixels, labels);
  for (std::uint32_t i = searched_; made && i < end; ++i) {
    const std::size_t at = size * (i - searched_);
    errors_.emplace_back(-squared_error(pixels.data() + at, made->data() + at, size), i);
  }
  searched_ = end;
  if (searched_ < all) return false;
  const auto count = std::min(errors_.size(), static_cast<std::size_t>(count_));
  std::partial_sort(errors_.begin(), errors_.begin() + static_cast<std::ptrdiff_t>(count), errors_.end());
  for (std::size_t i = 0; i < count; ++i) next_.push_back(read(data, Split::kHeldOut, errors_[i].second));
  return true;
}

void ExamplesTask::corrupt_input(Example& example, const Snapshot& snapshot, std::uint64_t number) const {
  const Architecture& a = snapshot.model.settings.architecture;
  if (a.corruption == CorruptionKind::kNone) return;
  const Shape shape = snapshot.data->shape();
  example.corrupted = corrupt(compute_, example.input, shape, a.corruption, a.corruption_strength, seed_ * 64 + number,
                              0, category_groups(snapshot.data->description(), shape));
}

BackgroundTask::Progress ExamplesTask::advance(Inference& inference, const Snapshot& snapshot) {
  if (source_ == ExampleSource::kWorst && next_.empty()) {
    if (!search_worst(inference, snapshot)) return Progress::kMore;
    if (next_.empty()) return Progress::kFailed;
  }
  const std::size_t end = std::min(made_ + static_cast<std::size_t>(samples_per_slice(snapshot.model)), next_.size());
  for (; made_ < end; ++made_) {
    Example& example = next_[made_];
    corrupt_input(example, snapshot, made_);
    const std::vector<float>& seen = example.corrupted.empty() ? example.input : example.corrupted;
    const int labels[] = {example.label};
    Result<std::vector<float>> output = inference.reconstruct(snapshot.model, seen, labels);
    if (!output) return Progress::kFailed;
    example.output = std::move(*output);
    example.error = squared_error(example.input.data(), example.output.data(), example.input.size());
  }
  if (made_ < next_.size()) return Progress::kMore;
  result_.swap(next_);
  return Progress::kDone;
}

}  // namespace hourglass
