// The images that the network shown decodes from codes that a panel chooses.
#pragma once

#include <span>
#include <vector>

#include "app/tasks/background_task.h"

namespace hourglass {

/// Codes and the images decoded from them.
struct DecodedImages {
  int size = 0;               ///< Z
  std::vector<float> codes;   ///< [image][coordinate]
  std::vector<int> labels;    ///< one each, or none at all
  std::vector<float> pixels;  ///< [image][row][column][channel]
  Shape shape;

  int count() const { return size > 0 ? static_cast<int>(codes.size()) / size : 0; }
  std::span<const float> code(int n) const { return part(codes, n, size); }
  std::span<const float> image(int n) const { return part(pixels, n, shape.features()); }

 private:
  static std::span<const float> part(std::span<const float> all, int n, int length) {
    return all.subspan(static_cast<std::size_t>(n) * static_cast<std::size_t>(length),
                       static_cast<std::size_t>(length));
  }
};

/// Decodes the codes that a panel requests.
class DecodedImagesTask : public BackgroundTask {
 public:
  enum class When {
    kNow,     ///< as the next result, once the one under way is complete
    kInTurn,  ///< with the next result that the scheduler begins because the network has learned
  };
  /// Requests the images of these codes from now on; cheap where the request is unchanged.
  void decode(std::vector<float> codes, std::vector<int> labels, When when);
  /// The best moment for a request: at once where the person made it (`by_hand`) or where training does not bring a
  /// newer network.
  static When when(const Snapshot& snapshot, bool by_hand);

  const DecodedImages& result() const { return result_; }
  /// The result, or an empty one where it belongs to another run.
  const DecodedImages& result_for(const Snapshot& snapshot) const;

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;
  Progress finish(Progress progress);

  std::vector<float> codes_;
  std::vector<int> labels_;
  DecodedImages result_, next_;
  int decoded_count_ = 0;
  bool waiting_ = false;  ///< a newer request waits for the result under way
};

}  // namespace hourglass
