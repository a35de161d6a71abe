// What a setting needs of the others to have an effect: the momentum of Adam, for instance, does nothing.
#pragma once

#include <string_view>

namespace hourglass {

struct Settings;

enum class SettingNeed : unsigned char {
  kNothing,
  kGeneratedData,
  kGivenData,
  kGradients,
  kConvolutions,
  kTransformer,
  kPlainCode,
  kGaussianCode,
  kCapacity,
  kTopKCode,
  kCodebook,
  kCorruption,
  kLabels,
  kLossWithActivation,
  kHuberLoss,
  kSparsity,
  kDiscriminator,
  kMomentum,
  kCycles,
  kDecay
};

/// Whether these settings give a setting with this need an effect.
bool is_met(SettingNeed need, const Settings& settings);
/// "Acts only with ...", a sentence without its full stop; empty for kNothing.
std::string_view setting_need_text(SettingNeed need);
/// Whether the need concerns the parts of the network and of its loss, so that settings which have it belong to one
/// kind of autoencoder.
bool concerns_network(SettingNeed need);

}  // namespace hourglass
