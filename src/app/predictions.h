// What the network makes of the held-out images, of the drawing and of the code, kept up to date as it
// learns.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/drawing.h"
#include "session/inference.h"
#include "session/session.h"

namespace hourglass {

/// The code on the sliders.
struct Code {
  std::vector<float> values;
  bool held = false;          ///< moved by hand: does not follow the drawing
  std::uint64_t version = 0;  ///< grows with every move by hand
};

/// Results for one snapshot, and the means to make them. Never touches training.
class Predictions {
 public:
  static constexpr int kMostExamples = 32;

  /// Makes anew what has changed: at once where the drawing or the code did; what the network learned as often as its
  /// cost allows, and over several frames where it is much.
  void update(const std::shared_ptr<const Snapshot>& snapshot, const Drawing& drawing, Code& code);

  Shape shape() const { return shape_; }
  int examples() const { return example_count_; }
  /// Held-out image i and what becomes of it.
  std::span<const float> example(int i) const { return image(examples_, i); }
  std::span<const float> example_reconstruction(int i) const { return image(example_reconstructions_, i); }

  /// What the network is shown: the drawing, or a held-out image before anything is drawn.
  const std::vector<float>& input() const { return input_; }
  /// The code of `input`.
  const std::vector<float>& encoded() const { return encoded_; }
  /// The image of the code on the sliders.
  const std::vector<float>& output() const { return output_; }
  /// Values of the code reach from -range to range, near enough; changes seldom.
  float code_range() const { return code_range_; }

 private:
  std::span<const float> image(const std::vector<float>& images, int i) const;
  void take_examples(const Dataset& data);
  /// The held-out images go through the network of one snapshot in portions, some in every frame: true once all have.
  void begin_round(std::shared_ptr<const Snapshot> snapshot);
  bool continue_round();
  /// False where the network gives nothing that can be shown.
  bool show_portion();
  void widen_range(const std::vector<float>& codes);

  struct Round {
    std::shared_ptr<const Snapshot> snapshot;  ///< null between rounds
    int next = 0;                              ///< example
    std::vector<float> codes, images;
    std::chrono::steady_clock::duration cost{};
  };

  Inference inference_;
  Shape shape_;
  std::shared_ptr<const Dataset> data_;
  std::shared_ptr<const Snapshot> seen_;
  int example_count_ = 0;
  std::vector<float> examples_, example_reconstructions_, input_, encoded_, output_;
  float code_range_ = 1;
  std::uint64_t drawing_version_ = 0, code_version_ = 0, generation_ = 0;
  Round round_;
  std::chrono::steady_clock::time_point next_round_{};
};

}  // namespace hourglass
