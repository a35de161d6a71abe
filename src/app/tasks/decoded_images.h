// The images of codes that a panel chooses, painted by the network shown.
#pragma once

#include <span>
#include <vector>

#include "app/tasks/background_task.h"

namespace hourglass {

/// Codes and what the network makes of them.
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

class DecodedImagesTask : public BackgroundTask {
 public:
  enum class When {
    kNow,     ///< somebody waits for it: next, once what is under way is complete
    kInTurn,  ///< when the network has learned and the study's turn comes
  };
  /// What to paint from now on; cheap where it is what was asked for last.
  void decode(std::vector<float> codes, std::vector<int> labels, When when);
  /// How it is best asked for: at once where somebody chose it (`by_hand`) or where no newer network would follow.
  static When when(const Snapshot& snapshot, bool by_hand);

  const DecodedImages& result() const { return result_; }
  /// That, or nothing where it is another network's.
  const DecodedImages& result_for(const Snapshot& snapshot) const;

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;
  Progress leave(Progress progress);

  std::vector<float> codes_;
  std::vector<int> labels_;
  DecodedImages result_, next_;
  int decoded_count_ = 0;
  bool waiting_ = false;  ///< somebody, for another painting than the one under way
};

}  // namespace hourglass
