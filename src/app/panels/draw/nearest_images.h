// The training images nearest to an image by squared distance of pixels.
#pragma once

#include <vector>

#include "app/tasks/background_task.h"

namespace hourglass {

/// Searches the training images.
class NearestImagesTask : public BackgroundTask {
 public:
  static constexpr int kMost = 8;

  struct Neighbour {
    std::uint32_t index = 0;  ///< in the training split
    int label = 0;
    float distance = 0;  ///< squared, summed over pixels
    std::vector<float> pixels;
  };

  /// Searches for the images nearest to `pixels` from now on. A search under way is finished first, so that results
  /// keep coming while the person draws.
  void look_for(const std::vector<float>& pixels);
  /// Nearest first.
  const std::vector<Neighbour>& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override { result_.clear(); }
  bool depends_on_weights() const override { return false; }
  void consider(const Dataset& data, std::uint32_t index);

  std::vector<float> wanted_, searched_, sample_;
  std::vector<Neighbour> result_, next_;
  std::uint32_t at_ = 0;
};

}  // namespace hourglass
