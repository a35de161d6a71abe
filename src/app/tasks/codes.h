// The codes that the network shown gives held-out images.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/leading_directions.h"
#include "app/tasks/background_task.h"

namespace hourglass {

/// Codes of the first `count` held-out images; Z values each.
struct Codes {
  std::uint64_t version = 0;  ///< changes with every result; 0 before the first
  std::uint64_t step = 0;     ///< of the network that encoded them
  int size = 0;               ///< Z
  int count = 0;
  std::vector<float> values;           ///< [image][coordinate]
  std::vector<int> labels;             ///< kNoLabel where an image has none
  std::vector<int> label_values;       ///< the labels of the data set, ascending; empty where it has none
  std::vector<float> mean, deviation;  ///< of every coordinate
  Directions principal;                ///< the directions in which they vary most

  std::span<const float> code(int image) const {
    return std::span(values).subspan(static_cast<std::size_t>(image * size), static_cast<std::size_t>(size));
  }
  /// The mean code of a label's images; empty where it has none.
  std::vector<float> mean_of_label(int label) const;
};

/// Why there are no codes to show yet, or none at all.
std::string_view no_codes_sentence(const Snapshot& shown);

/// Whether `code` can stand among the codes: as long, and finite.
bool fits(const Codes& codes, const std::vector<float>& code);

/// Encodes held-out images, then refines the directions in which the codes vary most. The first result of a run holds
/// only kFirstImages, so that there is something to see soon; all of them follow.
class CodesTask : public BackgroundTask {
 public:
  static constexpr int kMostImages = 1500, kFirstImages = 256;

  const Codes& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_ = {}; }
  Progress encode(Inference& inference, const Snapshot& snapshot);
  void measure();

  Codes result_, next_;
  int wanted_ = 0;      ///< images of the result that is made
  int steps_left_ = 0;  ///< of the iteration for the directions
  std::uint64_t versions_ = 0;
};

}  // namespace hourglass
