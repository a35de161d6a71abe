#include "app/predictions.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// A round number not below.
float round_up(float value) {
  const float power = std::pow(10.0f, std::floor(std::log10(std::max(value, 1e-3f))));
  for (float step : {1.0f, 1.5f, 2.0f, 3.0f, 5.0f, 7.0f, 10.0f}) {
    if (step * power >= value) return step * power;
  }
  return 10 * power;
}

}  // namespace

std::span<const float> Predictions::image(const std::vector<float>& images, int i) const {
  const auto size = static_cast<std::size_t>(shape_.features());
  const std::size_t first = static_cast<std::size_t>(i) * size;
  return first + size <= images.size() ? std::span(images).subspan(first, size) : std::span<const float>();
}

void Predictions::take_examples(const Dataset& data) {
  shape_ = data.shape();
  example_count_ = static_cast<int>(std::min<std::uint32_t>(kMostExamples, data.count(Split::kHeldOut)));
  examples_.resize(static_cast<std::size_t>(example_count_ * shape_.features()));
  for (int i = 0; i < example_count_; ++i) {
    data.read(Split::kHeldOut, static_cast<std::uint32_t>(i), examples_.data() + i * shape_.features());
  }
  example_reconstructions_.clear();
  drawing_version_ = 0;
}

/// Grows at once and shrinks only when far too wide, so that sliders do not jump while training goes on.
void Predictions::widen_range(const std::vector<float>& codes) {
  float largest = 0;
  for (float value : codes) largest = std::max(largest, std::fabs(value));
  if (!std::isfinite(largest)) return;
  const float wanted = round_up(1.15f * largest);
  if (wanted > code_range_ || wanted < code_range_ / 2) code_range_ = wanted;
}

void Predictions::show_examples(const Model& model) {
  Result<std::vector<float>> codes = inference_.encode(model, examples_);
  if (!codes) return;
  widen_range(*codes);
  if (Result<std::vector<float>> images = inference_.decode(model, *codes))
    example_reconstructions_ = std::move(*images);
}

void Predictions::update(const std::shared_ptr<const Snapshot>& snapshot, const Drawing& drawing,
                         Code& code) {
  const Model& model = snapshot->model;
  if (data_ != snapshot->data) {
    data_ = snapshot->data;
    take_examples(*data_);
  }
  const bool new_network = generation_ != snapshot->generation;
  if (new_network) {
    generation_ = snapshot->generation;
    if (code.values.size() != static_cast<std::size_t>(model.settings.latent)) code.held = false;
    code_range_ = 0.01f;
  }
  const auto start = Clock::now();
  const bool due = start >= next_update_ || snapshot->state != RunState::kRunning;
  const bool learned = new_network || (seen_ != snapshot && due);
  const bool drawn = drawing_version_ != drawing.version();
  const bool moved = code_version_ != code.version;
  if (!learned && !drawn && !moved) return;

  if (learned) {
    seen_ = snapshot;
    show_examples(model);
  }
  if (drawn) {
    drawing_version_ = drawing.version();
    code.held = false;
    input_ =
        drawing.empty() ? std::vector<float>(example(0).begin(), example(0).end()) : drawing.image(shape_);
  }
  code_version_ = code.version;
  if (Result<std::vector<float>> encoded = inference_.encode(model, input_)) encoded_ = std::move(*encoded);
  if (!code.held) code.values = encoded_;
  if (Result<std::vector<float>> output = inference_.decode(model, code.values)) output_ = std::move(*output);
  // At most a quarter of the time, and not more often than an eye can tell.
  if (learned)
    next_update_ =
        start + std::max<Clock::duration>(std::chrono::milliseconds(60), 4 * (Clock::now() - start));
}

}  // namespace hourglass
