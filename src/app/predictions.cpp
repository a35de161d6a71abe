#include "app/predictions.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// Of one frame, for the held-out images: with 60 frames a second most of it is left for drawing.
constexpr auto kFrameShare = std::chrono::microseconds(1500);
/// Images that go through the network together.
constexpr int kPortion = 4;

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
  round_ = {};
  seen_.reset();
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

void Predictions::begin_round(std::shared_ptr<const Snapshot> snapshot) {
  round_ = {std::move(snapshot), 0, {}, {}, Clock::duration{}};
}

bool Predictions::show_portion() {
  const auto size = static_cast<std::size_t>(shape_.features());
  const int count = std::min(kPortion, example_count_ - round_.next);
  const auto pixels = std::span<const float>(examples_).subspan(static_cast<std::size_t>(round_.next) * size,
                                                                static_cast<std::size_t>(count) * size);
  const Model& model = round_.snapshot->model;
  const Result<std::vector<float>> codes = inference_.encode(model, pixels);
  if (!codes) return false;
  const Result<std::vector<float>> images = inference_.decode(model, *codes);
  if (!images) return false;
  round_.codes.insert(round_.codes.end(), codes->begin(), codes->end());
  round_.images.insert(round_.images.end(), images->begin(), images->end());
  round_.next += count;
  return true;
}

bool Predictions::continue_round() {
  const auto start = Clock::now();
  bool well = true;
  while (well && round_.next < example_count_ && Clock::now() - start < kFrameShare) well = show_portion();
  round_.cost += Clock::now() - start;
  if (well && round_.next < example_count_) return false;
  // A network whose codes are not finite shows nothing new.
  if (well) {
    widen_range(round_.codes);
    example_reconstructions_.swap(round_.images);
  }
  // At most a quarter of the time, and not more often than an eye can tell.
  next_round_ = start + std::max<Clock::duration>(std::chrono::milliseconds(60), 4 * round_.cost);
  round_ = {};
  return true;
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
    if (code.values.size() != static_cast<std::size_t>(code_size(model))) code.held = false;
    code_range_ = 0.01f;
  }
  const bool due = Clock::now() >= next_round_ || snapshot->state != RunState::kRunning;
  if (new_network || (!round_.snapshot && seen_ != snapshot && due)) {
    seen_ = snapshot;
    begin_round(snapshot);
  }
  const bool learned = round_.snapshot && continue_round();
  const bool drawn = drawing_version_ != drawing.version();
  const bool moved = code_version_ != code.version;
  if (!learned && !new_network && !drawn && !moved) return;

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
}

}  // namespace hourglass
