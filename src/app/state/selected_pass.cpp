#include "app/state/selected_pass.h"

#include <algorithm>
#include <cmath>

namespace hourglass {
namespace {

using Clock = std::chrono::steady_clock;

/// The next round number that is not smaller.
float round_up(float value) {
  const float power = std::pow(10.0f, std::floor(std::log10(std::max(value, 1e-3f))));
  for (float step : {1.0f, 1.5f, 2.0f, 3.0f, 5.0f, 7.0f, 10.0f}) {
    if (step * power >= value) return step * power;
  }
  return 10 * power;
}

}  // namespace

/// The range grows at once and shrinks only when far too wide, so that sliders do not jump while training goes on.
void SelectedPass::widen_range(const Codes& codes) {
  float largest = 0;
  for (float value : encoded_) largest = std::max(largest, std::fabs(value));
  for (std::size_t i = 0; i < codes.mean.size(); ++i) {
    largest = std::max(largest, std::fabs(codes.mean[i]) + 2.5f * codes.deviation[i]);
  }
  if (!std::isfinite(largest)) return;
  const float wanted = round_up(1.1f * largest);
  if (wanted > code_range_ || wanted < code_range_ / 2) code_range_ = wanted;
}

void SelectedPass::take_input(const Dataset& data, const Drawing& drawing, Selection& selection) {
  const DataKind kind = data.description().kind;
  if (selection.drawing && (drawing.empty() || !can_be_drawn(kind))) selection.drawing = false;
  const auto features = static_cast<std::size_t>(shape_.features());
  if (selection.typed.size() != features || can_be_drawn(kind)) selection.typed.clear();
  if (selection.own()) {
    label_ = selection.label;
    if (!selection.drawing) input_ = selection.typed;
    else input_ = kind == DataKind::kSignal ? drawing.curve(shape_) : drawing.image(shape_);
    return;
  }
  selection.index = std::min(selection.index, data.count(selection.split) - 1);
  input_.resize(features);
  data.read(selection.split, selection.index, input_.data());
  label_ = data.label(selection.split, selection.index);
}

/// Where the network gives nothing finite, the earlier results stay.
void SelectedPass::run(Inference& inference, const Model& model, EditedCode& code) {
  if (Result<NetworkWalk> walk = inference.encode_walk(model, input_, label_)) {
    encoded_ = std::move(walk->result);
    encoder_ = std::move(walk->layers);
  }
  if (!code.held) code.values = encoded_;
  if (Result<NetworkWalk> walk = inference.decode_walk(model, code.values, label_)) {
    output_ = std::move(walk->result);
    decoder_ = std::move(walk->layers);
  }
}

void SelectedPass::update(Inference& inference, const std::shared_ptr<const Snapshot>& snapshot, const Codes& codes,
                          const Drawing& drawing, Selection& selection, EditedCode& code) {
  const Model& model = snapshot->model;
  const bool new_network = generation_ != snapshot->generation, new_data = data_ != snapshot->data;
  if (new_network && code.values.size() != static_cast<std::size_t>(code_size(model))) code.held = false;
  if (drawing_version_ != drawing.version()) {
    drawing_version_ = drawing.version();
    selection.drawing = !drawing.empty();
    ++selection.version;
    code.held = false;
  }
  const bool other_sample = selection_version_ != selection.version || new_data;
  // When an older snapshot is selected, refresh immediately.
  const bool older = seen_ && snapshot->model.step < seen_->model.step;
  const bool learned = seen_ != snapshot && (older || Clock::now() >= due_ || snapshot->state != RunState::kRunning);
  if (!new_network && !other_sample && !learned && code_version_ == code.version) return;

  const auto start = Clock::now();
  if (new_network) code_range_ = 0.01f;
  generation_ = snapshot->generation;
  data_ = snapshot->data;
  shape_ = data_->shape();
  seen_ = snapshot;
  code_version_ = code.version;
  if (other_sample) {
    if (!new_data && !selection.drawing) code.held = false;
    // Values typed for other data mean something else.
    if (new_data) selection.typed.clear();
    take_input(*data_, drawing, selection);
    selection_version_ = selection.version;
  }
  run(inference, model, code);
  // A range that depended on the edited value would move the slider under the mouse.
  if (new_network || other_sample || learned) widen_range(codes);
  ++version_;
  // At most a tenth of the time, and not more often than is visible.
  due_ = start + std::max<Clock::duration>(std::chrono::milliseconds(80), 10 * (Clock::now() - start));
}

}  // namespace hourglass
