// The state of the panel of new images: which codes are drawn, and the images decoded from them.
#pragma once

#include <cstdint>
#include <vector>

#include "app/panels/generate/code_mixture.h"
#include "app/state/view.h"
#include "app/tasks/decoded_images.h"

namespace hourglass {

/// Where codes are drawn from.
enum class CodeSource { kPrior, kMixture };

/// The panel's own state.
class GeneratePanelState {
 public:
  CodeSource source = CodeSource::kMixture;
  float temperature = 1;   ///< factor on the standard deviation of the draws
  int label = kNoLabel;    ///< the label for a conditional model; kNoLabel: all labels in turn
  std::uint64_t seed = 1;  ///< of the noise

  /// Selects the source that suits the network of a new run; call it first in every frame.
  void suit_network(const View& view);
  /// Keeps `count` images up to date; call it in every frame that shows them.
  void update(const View& view, int count);
  /// The images of the network shown; may lag behind the request.
  const DecodedImages& decoded(const Snapshot& snapshot) const { return decoded_.result_for(snapshot); }
  const DecodedImagesTask& task() const { return decoded_; }

 private:
  /// Everything that decides the codes.
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
