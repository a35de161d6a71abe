// The codes' map by neighbours (t-SNE), made a little in every frame.
#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

#include "analysis/tsne.h"
#include "app/tasks/background_task.h"
#include "app/tasks/codes.h"
#include "core/compute.h"

namespace hourglass {

/// Follows the codes: the first map of a run begins at the codes' main directions, each later one at the map before.
class NeighbourMapTask : public BackgroundTask {
 public:
  struct Map {
    std::uint64_t version = 0;  ///< changes whenever places do; 0: there are none yet
    std::vector<ImVec2> places;
    double complete = 0;     ///< the share of the iterations that is done
    std::uint64_t step = 0;  ///< of the network that made the codes
  };

  NeighbourMapTask();

  /// The codes to map. Newer codes of as many samples wait until their turn comes; other samples are mapped at once.
  void follow(const Codes& codes);
  /// The map so far: it can be watched while it forms.
  const Map& result() const { return result_; }

 private:
  void begin(const Snapshot& snapshot) override;
  Progress advance(Inference& inference, const Snapshot& snapshot) override;
  void forget() override;
  /// Its work begins with new codes, which follow() hands to it.
  bool depends_on_weights() const override { return false; }
  void show();

  Compute compute_;
  Samples given_;                                  ///< the newest codes
  std::vector<float> main_;                        ///< their places along their main directions
  std::uint64_t given_step_ = 0, begun_step_ = 0;  ///< of the network that made them, and those of the map that is made
  std::uint64_t given_version_ = 0, begun_version_ = 0;
  std::uint32_t begun_count_ = 0;
  int iterations_ = 0;  ///< of the map that is made
  Tsne tsne_;
  Map result_;
};

}  // namespace hourglass
