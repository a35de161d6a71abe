// The selected sample's pass through the network: its code, its reconstruction, and every layer's output.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "app/state/drawing.h"
#include "app/tasks/codes.h"
#include "data/dataset.h"
#include "session/inference.h"
#include "session/session.h"

namespace hourglass {

/// The code that all panels show, and that the person may edit.
struct EditedCode {
  std::vector<float> values;
  bool held = false;          ///< edited by hand: keeps its values when the sample's code changes
  std::uint64_t version = 0;  ///< grows with every edit

  /// Replaces the sample's code by another.
  void hold(std::vector<float> code) {
    values = std::move(code);
    held = true;
    ++version;
  }
  /// Whether this code is held.
  bool holds(std::span<const float> code) const {
    return held && std::equal(code.begin(), code.end(), values.begin(), values.end());
  }
  void release() {
    held = false;
    ++version;
  }
};

/// Which sample is selected.
struct Selection {
  bool drawing = false;  ///< the pad's drawing; else a sample of the data
  Split split = Split::kHeldOut;
  std::uint32_t index = 0;
  int label = kNoLabel;       ///< the label that a conditional model gets with a sample made by hand
  std::vector<float> typed;   ///< the values of a row or a text that the person typed; empty where a sample is selected
  std::uint64_t version = 1;  ///< grows with every change

  /// Whether the person made the sample.
  bool own() const { return drawing || !typed.empty(); }
  void type(std::vector<float> values) {
    drawing = false;
    typed = std::move(values);
    ++version;
  }
  void choose(Split from, std::uint32_t sample) {
    drawing = false;
    typed.clear();
    split = from;
    index = sample;
    ++version;
  }
};

/// The selected sample's pass through the network shown. Never touches training.
class SelectedPass {
 public:
  /// Recomputes what has changed: at once where the sample or the code did; what the network learned, as often as its
  /// cost allows.
  void update(Inference& inference, const std::shared_ptr<const Snapshot>& snapshot, const Codes& codes,
              const Drawing& drawing, Selection& selection, EditedCode& code);
  /// Whether none of these has changed since the last update.
  bool up_to_date(const Drawing& drawing, const Selection& selection, const EditedCode& code) const {
    return drawing_version_ == drawing.version() && selection_version_ == selection.version &&
           code_version_ == code.version;
  }

  Shape shape() const { return shape_; }
  /// The network's input: the drawing, what was typed, or a sample of the data.
  const std::vector<float>& input() const { return input_; }
  /// Its label; for a sample that the person made, the label chosen for it.
  int label() const { return label_; }
  /// The code of `input`.
  const std::vector<float>& encoded() const { return encoded_; }
  /// The image decoded from the edited code.
  const std::vector<float>& output() const { return output_; }
  /// The layers' outputs: the encoder's for the input, the decoder's for the edited code.
  const std::vector<LayerOutput>& encoder() const { return encoder_; }
  const std::vector<LayerOutput>& decoder() const { return decoder_; }
  /// Most values of the code lie between -range and range; changes seldom.
  float code_range() const { return code_range_; }
  /// Grows with every change of the above.
  std::uint64_t version() const { return version_; }

 private:
  void take_input(const Dataset& data, const Drawing& drawing, Selection& selection);
  void widen_range(const Codes& codes);
  void run(Inference& inference, const Model& model, EditedCode& code);

  Shape shape_;
  std::shared_ptr<const Dataset> data_;
  std::shared_ptr<const Snapshot> seen_;
  int label_ = kNoLabel;
  std::vector<float> input_, encoded_, output_;
  std::vector<LayerOutput> encoder_, decoder_;
  float code_range_ = 1;
  std::uint64_t drawing_version_ = 1, selection_version_ = 0, code_version_ = 0, generation_ = 0, version_ = 0;
  std::chrono::steady_clock::time_point due_{};
};

}  // namespace hourglass
