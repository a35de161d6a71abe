#include "app/tasks/codes.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

constexpr int kFirstIterations = 12, kFollowingIterations = 2;

/// Images of a whole result.
int images_of(const Dataset& data) {
  return static_cast<int>(std::min<std::uint32_t>(CodesTask::kMostImages, data.count(Split::kHeldOut)));
}

}  // namespace

std::vector<float> Codes::mean_of_label(int label) const {
  std::vector<float> sum(static_cast<std::size_t>(size));
  int found = 0;
  for (int n = 0; n < count; ++n) {
    if (labels[static_cast<std::size_t>(n)] != label) continue;
    ++found;
    const std::span<const float> one = code(n);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one[i];
  }
  if (found == 0) return {};
  for (float& value : sum) value /= static_cast<float>(found);
  return sum;
}

std::string_view no_codes_sentence(const Snapshot& shown) {
  if (shown.state == RunState::kDiverged) {
    return "The run has diverged, so its codes are no numbers. Begin anew with a smaller learning rate.";
  }
  return "The network is encoding held-out samples; their codes appear here.";
}

bool fits(const Codes& codes, const std::vector<float>& code) {
  return codes.version > 0 && code.size() == static_cast<std::size_t>(codes.size) &&
         std::all_of(code.begin(), code.end(), [](float value) { return std::isfinite(value); });
}

void CodesTask::begin(const Snapshot& snapshot) {
  next_ = {};
  next_.step = snapshot.model.step;
  next_.size = code_size(snapshot.model);
  next_.label_values = snapshot.data->labels();
  next_.principal = result_.principal;
  const int all = images_of(*snapshot.data);
  wanted_ = result_.version == 0 ? std::min(kFirstImages, all) : all;
  const bool fresh = next_.principal[0].size() != static_cast<std::size_t>(next_.size);
  steps_left_ = fresh ? kFirstIterations : kFollowingIterations;
}

BackgroundTask::Progress CodesTask::encode(Inference& inference, const Snapshot& snapshot) {
  const Dataset& data = *snapshot.data;
  const int batch = std::min(samples_per_slice(snapshot.model), wanted_ - next_.count);
  const auto features = static_cast<std::size_t>(data.shape().features());
  std::vector<float> pixels(features * static_cast<std::size_t>(batch));
  std::vector<int> labels;
  for (int i = 0; i < batch; ++i) {
    const auto index = static_cast<std::uint32_t>(next_.count + i);
    data.read(Split::kHeldOut, index, pixels.data() + static_cast<std::size_t>(i) * features);
    labels.push_back(data.label(Split::kHeldOut, index));
  }
  const Result<std::vector<float>> codes = inference.encode(snapshot.model, pixels, labels);
  if (!codes) return Progress::kFailed;
  if (!std::all_of(codes->begin(), codes->end(), [](float v) { return std::isfinite(v); })) return Progress::kFailed;
  next_.values.insert(next_.values.end(), codes->begin(), codes->end());
  next_.labels.insert(next_.labels.end(), labels.begin(), labels.end());
  next_.count += batch;
  if (next_.count == wanted_) measure();
  return Progress::kMore;
}

void CodesTask::measure() {
  const auto size = static_cast<std::size_t>(next_.size);
  std::vector<double> sum(size), squares(size);
  for (std::size_t i = 0; i < next_.values.size(); ++i) {
    const double value = next_.values[i];
    sum[i % size] += value;
    squares[i % size] += value * value;
  }
  for (std::size_t i = 0; i < size; ++i) {
    const double mean = sum[i] / next_.count;
    next_.mean.push_back(static_cast<float>(mean));
    next_.deviation.push_back(static_cast<float>(std::sqrt(std::max(0.0, squares[i] / next_.count - mean * mean))));
  }
}

BackgroundTask::Progress CodesTask::advance(Inference& inference, const Snapshot& snapshot) {
  if (next_.size < 1) return Progress::kFailed;
  if (next_.mean.empty()) return encode(inference, snapshot);
  improve_directions(next_.values, next_.mean, next_.principal);
  if (--steps_left_ > 0) return Progress::kMore;
  next_.version = ++versions_;
  // After the first portion, at once all the others.
  if (result_.version == 0 && next_.count < images_of(*snapshot.data)) changed();
  result_ = std::move(next_);
  return Progress::kDone;
}

}  // namespace hourglass
