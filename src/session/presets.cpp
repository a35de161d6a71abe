#include "session/presets.h"

#include "core/assert.h"

namespace hourglass {
namespace {

using PresetSetting = std::pair<std::string_view, std::string_view>;

/// The application opens with a pretrained model of this network (scripts/opening_model.sh).
constexpr PresetSetting kFlatVae[] = {
    {"family", "vae"}, {"hidden", "64,32"}, {"latent", "2"}, {"batch", "64"}, {"epochs", "1000"}};
constexpr PresetSetting kVanilla[] = {
    {"family", "vanilla"}, {"hidden", "128"}, {"latent", "16"}, {"batch", "64"}, {"epochs", "1000"}};
constexpr PresetSetting kDenoising[] = {
    {"family", "denoising"}, {"hidden", "256"}, {"latent", "32"}, {"epochs", "1000"}};
constexpr PresetSetting kVae[] = {{"family", "vae"}, {"hidden", "256"}, {"latent", "10"}, {"epochs", "1000"}};
constexpr PresetSetting kConditional[] = {{"family", "conditional-vae"}, {"hidden", "256"}, {"epochs", "1000"}};
constexpr PresetSetting kConvolutional[] = {
    {"family", "convolutional"}, {"conv", "8,16"}, {"latent", "16"}, {"epochs", "1000"}};
constexpr PresetSetting kSparse[] = {{"family", "k-sparse"}, {"latent", "256"}, {"active", "12"}, {"epochs", "1000"}};
constexpr PresetSetting kLinear[] = {{"family", "linear"}, {"latent", "16"}, {"epochs", "1000"}};
constexpr PresetSetting kTooSmall[] = {
    {"family", "vanilla"}, {"hidden", "128"}, {"latent", "1"}, {"batch", "64"}, {"epochs", "1000"}};
constexpr PresetSetting kNoNeck[] = {{"family", "vanilla"}, {"hidden", "784"}, {"latent", "784"}, {"epochs", "1000"}};
constexpr PresetSetting kOverfit[] = {{"family", "vanilla"},    {"hidden", "512"}, {"latent", "64"},
                                      {"training_limit", "60"}, {"batch", "20"},   {"epochs", "100000"}};
constexpr PresetSetting kTooFast[] = {{"family", "vanilla"},     {"hidden", "128"}, {"latent", "16"},
                                      {"optimiser", "sgd"},      {"batch", "64"},   {"output_activation", "linear"},
                                      {"learning_rate", "0.01"}, {"epochs", "1000"}};
constexpr PresetSetting kCollapsed[] = {
    {"family", "vae"}, {"hidden", "128"}, {"latent", "10"}, {"beta", "60"}, {"epochs", "1000"}};

constexpr Preset kPresets[] = {
    {"vae-2d", "2-D VAE", "Two numbers for every digit: the whole latent space is a map to walk on.", kFlatVae},
    {"vanilla", "Vanilla", "A plain code of 16 numbers: sharp pictures, but no order between the codes.", kVanilla},
    {"denoising", "Denoising", "It gets a noisy digit and reconstructs the clean one.", kDenoising},
    {"vae", "VAE", "Ten latents close to a normal distribution: draw from it and new digits appear.", kVae},
    {"conditional", "Conditional VAE", "It gets the label too, so that you can ask for a digit by name.", kConditional},
    {"convolutional", "Convolutional", "Small windows move over the image; look at the feature maps.", kConvolutional},
    {"sparse", "k-sparse", "A wide code of which only 12 values may be used for each image.", kSparse},
    {"linear", "Linear", "Without activations it can only learn what PCA knows: see the dashed line.", kLinear},
    {"small-neck", "Too small a neck", "One number for a digit is not enough: everything blurs together.", kTooSmall},
    {"no-neck", "No neck at all", "A code as large as the image: it copies, and learns nothing about digits.", kNoNeck},
    {"overfit", "Overfit me", "Sixty images to learn from: training improves, held-out images get worse.", kOverfit},
    {"too-fast", "Too fast", "Every step is too long: it diverges at once. Go on ten times slower, and it learns.",
     kTooFast},
    {"collapse", "Collapsed code", "The divergence costs so much that the code says nothing any more.", kCollapsed},
};

}  // namespace

std::span<const Preset> presets() { return kPresets; }

const Preset* find_preset(std::string_view id) {
  for (const Preset& preset : kPresets) {
    if (preset.id == id) return &preset;
  }
  return nullptr;
}

Settings preset_settings(const Preset& preset, const Settings& base) {
  SettingList list;
  for (const auto& [key, value] : preset.settings) list.emplace_back(key, value);
  Settings start;
  start.seed = base.seed;
  start.data.source = base.data.source;
  copy_machine_settings(base, start);
  const Result<Settings> made = make_settings(list, start);
  HG_ASSERT(made, "a preset does not fit the settings table");
  return *made;
}

bool is_run_of(const Preset& preset, const Settings& settings) {
  Settings expected = preset_settings(preset, settings);
  expected.condition.classes = settings.condition.classes;
  expected.condition.labels = settings.condition.labels;
  return expected == settings;
}

}  // namespace hourglass
