// The state of the panel of paths: a path between two codes, and a direction towards a label.
#pragma once

#include <cstdint>
#include <vector>

#include "app/state/view.h"
#include "app/tasks/decoded_images.h"

namespace hourglass {

enum class PathKind { kStraight, kSpherical };

/// One end of a path: the code of a held-out image, which changes with the network, or a fixed code.
struct PathEnd {
  int image = -1;  ///< index among Codes; -1: `code` is fixed
  std::vector<float> code;
};

/// A direction from the mean code of a label towards that of another.
struct Attribute {
  int more = 1;         ///< a label
  int less = kNoLabel;  ///< a label, or all images
  float strength = 1;   ///< times the difference of the means

  bool operator==(const Attribute&) const = default;
};

/// The panel's own state.
class InterpolatePanelState {
 public:
  PathKind kind = PathKind::kStraight;
  PathEnd a, b;
  Attribute attribute;

  /// Keeps `count` images of the path, its ends among them, and the changed code's image up to date.
  void update(const View& view, const AppState& state, int count);
  /// Puts another held-out image at an end.
  void choose_another(const View& view, PathEnd& end);
  /// Fixes an end at a code.
  void take(PathEnd& end, const std::vector<float>& code);
  /// The code at t of the path, from 0 to 1; empty before the ends have codes.
  std::vector<float> at(float t) const;

  const DecodedImagesTask& path() const { return path_; }
  /// One image: of the code that all panels show plus `attribute.strength` times the attribute's direction.
  const DecodedImagesTask& changed_code() const { return changed_code_; }

 private:
  /// The person's choices; everything else changes by itself while the network learns.
  struct PathChoice {
    PathKind kind = PathKind::kStraight;
    int image_a = -1, image_b = -1, count = 0, label = kNoLabel;
    std::uint64_t taken = 0, generation = 0;
    bool operator==(const PathChoice&) const = default;
  };
  struct ChangeChoice {
    Attribute attribute;
    int label = kNoLabel;
    std::uint64_t generation = 0;
    bool operator==(const ChangeChoice&) const = default;
  };
  bool find_ends(const View& view);
  void decode_path(const View& view, int count);
  void decode_changed(const View& view, const AppState& state);
  void update_direction(const Codes& codes);
  std::vector<float> change(const std::vector<float>& code) const;

  DecodedImagesTask path_, changed_code_;
  std::vector<float> direction_, direction_mean_;  ///< and the mean of the codes that it was computed from
  int direction_more_ = -1, direction_less_ = -1;
  std::uint64_t counter_ = 0, taken_ = 0, generation_ = 0;
  PathChoice path_choice_;
  ChangeChoice change_choice_;
  std::vector<float> last_code_;  ///< that all panels showed in the last frame
};

}  // namespace hourglass
