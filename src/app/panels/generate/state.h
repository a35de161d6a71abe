// New images: which codes are drawn, and what the network paints of them.
#pragma once

#include <cstdint>
#include <vector>

#include "app/panels/generate/code_mixture.h"
#include "app/state/view.h"
#include "app/tasks/decoded_images.h"

namespace hourglass {

/// Where codes are drawn from.
enum class CodeSource { kPrior, kMixture };

/// What the panel of new images remembers.
class GeneratePanelState {
 public:
  CodeSource source = CodeSource::kMixture;
  float temperature = 1;   ///< deviations of the draws are multiplied by it
  int label = kNoLabel;    ///< what a conditional model is asked for; without one, all labels in turn
  std::uint64_t seed = 1;  ///< another seed, other images; the same noise as long as it stays

  /// Takes the source that suits a network of another kind; first in every frame.
  void suit_network(const View& view);
  /// Keeps `count` images up to date, for the frame in which they are shown.
  void update(const View& view, int count);
  /// What the network shown paints; may lag behind what is asked for.
  const DecodedImages& decoded(const Snapshot& snapshot) const { return decoded_.result_for(snapshot); }
  const DecodedImagesTask& task() const { return decoded_; }

 private:
  /// What decides the codes.
  struct Order {
    CodeSource source;
    float temperature;
    int label, count, size;
    std::uint64_t seed, generation;
    bool operator==(const Order&) const = default;
  };
  std::vector<float> draw_codes(const Model& model, const Order& order) const;

  CodeMixtureTask mixture_;
  DecodedImagesTask decoded_;
  Order order_{};
  std::uint64_t mixture_fits_ = 0, generation_ = 0;
  bool had_prior_ = false, new_run_ = false;
};

}  // namespace hourglass
