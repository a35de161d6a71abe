#include "session/finding_signs.h"

#include "core/find_by.h"

namespace hourglass {
namespace {

struct Sign {
  std::string_view code, sentence;
};

constexpr Sign kSigns[] = {
    {"divergence", "The loss leaves all bounds, or becomes no number at all."},
    {"posterior-collapse", "Latents stay at the prior, whatever the sample, and say nothing."},
    {"overfitting", "Training samples get better while held-out samples get worse."},
    {"no-bottleneck", "The code is so large that the sample can be copied."},
    {"learning-rate-too-high", "The loss jumps up and down instead of falling."},
    {"learning-rate-too-low", "The loss falls, but by far too little in each epoch."},
    {"exploding-gradients", "Gradients grow from layer to layer."},
    {"vanishing-gradients", "Gradients fade from layer to layer: the first layers hardly learn."},
    {"dead-units", "Units are off for every sample, and get no gradient."},
    {"saturated-units", "Units stay at an end of their range, where the gradient is nearly zero."},
    {"dead-codebook", "No sample uses these entries of the codebook."},
    {"underfitting", "The loss stands still, though much is left to learn."},
};

}  // namespace

std::string_view finding_sign(std::string_view code) {
  const Sign* row = find_by(kSigns, &Sign::code, code);
  return row ? row->sentence : std::string_view();
}

}  // namespace hourglass
