// The codes of held-out images, as the network shown makes them: what the latent space looks like.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/leading_directions.h"
#include "app/tasks/background_task.h"

namespace hourglass {

/// Codes of the first `count` held-out images; Z values each.
struct Codes {
  std::uint64_t version = 0;  ///< another one with every result; 0: there is none
  std::uint64_t step = 0;     ///< of the network that made them
  int size = 0;               ///< Z
  int count = 0;
  std::vector<float> values;           ///< [image][coordinate]
  std::vector<int> labels;             ///< kNoLabel where there is none
  std::vector<int> label_values;       ///< the labels of the data set, ascending; empty where it has none
  std::vector<float> mean, deviation;  ///< of every coordinate
  Directions principal;                ///< in which they vary most

  std::span<const float> code(int image) const {
    return std::span(values).subspan(static_cast<std::size_t>(image * size), static_cast<std::size_t>(size));
  }
  /// The mean code of a label's images; empty where there is none.
  std::vector<float> mean_of_label(int label) const;
};

/// Whether there are codes that `code` is one more of: as long, and finite.
bool fits(const Codes& codes, const std::vector<float>& code);

class CodesTask : public BackgroundTask {
 public:
  static constexpr int kMostImages = 1500;

  const Codes& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_ = {}; }
  Progress encode(Inference& inference, const Snapshot& snapshot);
  void measure();

  Codes result_, next_;
  int steps_left_ = 0;  ///< of the directions' iteration
  std::uint64_t versions_ = 0;
};

}  // namespace hourglass
