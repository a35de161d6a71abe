// The sample under inspection: its code, what becomes of it, and what every layer makes of it on the way.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/state/drawing.h"
#include "app/tasks/codes.h"
#include "data/dataset.h"
#include "session/inference.h"
#include "session/session.h"

namespace hourglass {

/// The code on the sliders.
struct EditedCode {
  std::vector<float> values;
  bool held = false;          ///< moved by hand: does not follow the sample
  std::uint64_t version = 0;  ///< grows with every move by hand

  /// Takes a code in the place of the sample's.
  void hold(std::vector<float> code) {
    values = std::move(code);
    held = true;
    ++version;
  }
  void release() {
    held = false;
    ++version;
  }
};

/// Which sample is looked at.
struct Selection {
  bool drawing = false;  ///< the pad's drawing; else a sample of the data
  Split split = Split::kHeldOut;
  std::uint32_t index = 0;
  int label = kNoLabel;       ///< what a conditional model is told about a drawing
  std::uint64_t version = 1;  ///< grows with every choice

  void choose(Split from, std::uint32_t sample) {
    drawing = false;
    split = from;
    index = sample;
    ++version;
  }
};

/// One sample's way through the network shown. Never touches training.
class SelectedPass {
 public:
  /// Makes anew what has changed: at once where the sample or the code did; what the network learned as often as its
  /// cost allows.
  void update(Inference& inference, const std::shared_ptr<const Snapshot>& snapshot, const Codes& codes,
              const Drawing& drawing, Selection& selection, EditedCode& code);
  /// Whether nothing of these has changed since the last update.
  bool follows(const Drawing& drawing, const Selection& selection, const EditedCode& code) const {
    return drawing_version_ == drawing.version() && selection_version_ == selection.version &&
           code_version_ == code.version;
  }

  Shape shape() const { return shape_; }
  /// What the network is shown: the drawing, or a sample of the data.
  const std::vector<float>& input() const { return input_; }
  /// Its label, or what the model is told in the place of one.
  int label() const { return label_; }
  /// The code of `input`.
  const std::vector<float>& encoded() const { return encoded_; }
  /// The image of the code on the sliders.
  const std::vector<float>& output() const { return output_; }
  /// What the layers make of input and code: the encoder's, then the decoder's.
  const std::vector<LayerOutput>& encoder() const { return encoder_; }
  const std::vector<LayerOutput>& decoder() const { return decoder_; }
  /// Values of the code reach from -range to range, near enough; changes seldom.
  float code_range() const { return code_range_; }
  /// Grows with every change of what is above.
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
