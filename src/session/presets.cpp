#include "session/presets.h"

#include "core/assert.h"
#include "core/find_by.h"

namespace hourglass {
namespace {

using PresetSetting = std::pair<std::string_view, std::string_view>;

/// The application opens with it: a large learning rate makes a map of the codes within seconds.
constexpr PresetSetting kFlatVae[] = {{"family", "vae"}, {"hidden", "64,32"},        {"latent", "2"},
                                      {"batch", "64"},   {"learning_rate", "0.004"}, {"epochs", "1000"}};
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
                                      {"learning_rate", "0.02"}, {"epochs", "1000"}};
constexpr PresetSetting kCollapsed[] = {
    {"family", "vae"}, {"hidden", "128"}, {"latent", "10"}, {"beta", "60"}, {"epochs", "1000"}};

// Few enough samples to be drawn within a second in a browser.
constexpr PresetSetting kShapes[] = {
    {"data", "shapes"},           {"samples", "4000"},       {"held_out_samples", "500"},
    {"family", "beta-vae"},       {"loss", "mse"},           {"hidden", "128,64"},
    {"activation", "leaky-relu"}, {"latent", "8"},           {"beta", "4"},
    {"capacity", "12"},           {"capacity_epochs", "50"}, {"batch", "64"},
    {"learning_rate", "0.003"},   {"epochs", "1000"}};
constexpr PresetSetting kFaces[] = {{"data", "faces"}, {"samples", "2500"}, {"held_out_samples", "500"},
                                    {"family", "vae"}, {"hidden", "128"},   {"activation", "leaky-relu"},
                                    {"latent", "12"},  {"batch", "64"},     {"learning_rate", "0.002"},
                                    {"epochs", "1000"}};
constexpr PresetSetting kHeartbeats[] = {{"data", "heartbeats"}, {"only_class", "0"},          {"family", "vanilla"},
                                         {"hidden", "128,64"},   {"activation", "leaky-relu"}, {"latent", "8"},
                                         {"batch", "64"},        {"learning_rate", "0.002"},   {"epochs", "1000"}};
// Masked half of each payment, it learns to predict every column from the others.
constexpr PresetSetting kTransactions[] = {{"data", "transactions"},
                                           {"only_class", "0"},
                                           {"family", "denoising"},
                                           {"corruption", "masking"},
                                           {"corruption_strength", "0.5"},
                                           {"hidden", "64"},
                                           {"latent", "16"},
                                           {"batch", "64"},
                                           {"epochs", "1000"}};
constexpr PresetSetting kSurface[] = {{"data", "surface"},
                                      {"samples", "2000"},
                                      {"held_out_samples", "500"},
                                      {"family", "vanilla"},
                                      {"hidden", "64,32"},
                                      {"activation", "silu"},
                                      {"output_activation", "linear"},
                                      {"latent", "2"},
                                      {"batch", "16"},
                                      {"learning_rate", "0.005"},
                                      {"epochs", "1000"}};
// Chosen on a fifth of the training words: docs/results.md.
constexpr PresetSetting kWords[] = {{"data", "words"}, {"respell", "0.6"},           {"family", "vanilla"},
                                    {"hidden", "384"}, {"activation", "leaky-relu"}, {"latent", "16"},
                                    {"batch", "64"},   {"learning_rate", "0.002"},   {"epochs", "1000"}};

constexpr Preset kPresets[] = {
    {"vae-2d", "2-D VAE", PresetGroup::kKinds,
     "Two numbers for every digit: the whole latent space is a map to walk on.",
     "Watch the map: digits that look alike gather. Move over it, and one digit turns into another.", kFlatVae},
    {"vanilla", "Vanilla", PresetGroup::kKinds,
     "A plain code of 16 numbers: sharp pictures, but no order between the codes.",
     "Compare the two rows of Reconstructions: they soon look alike. Then look at Generate: most draws are no digits, "
     "since nothing orders the codes.",
     kVanilla},
    {"denoising", "Denoising", PresetGroup::kKinds, "It gets a noisy digit and reconstructs the clean one.",
     "Draw a digit, add noise to it, and see what the network makes of it: it has learned what digits look like.",
     kDenoising},
    {"vae", "VAE", PresetGroup::kKinds,
     "Ten latents close to a normal distribution: draw from it and new digits appear.",
     "Look at Generate: every draw from the prior becomes a digit nobody wrote.", kVae},
    {"conditional", "Conditional VAE", PresetGroup::kKinds,
     "It gets the label too, so that you can ask for a digit by name.",
     "In Generate, choose a digit: the code now holds the handwriting, the label the digit.", kConditional},
    {"convolutional", "Convolutional", PresetGroup::kKinds,
     "Small windows move over the image; look at the feature maps.",
     "Look at Network: each map answers to one small pattern, wherever it is in the image.", kConvolutional},
    {"sparse", "k-sparse", PresetGroup::kKinds, "A wide code of which only 12 values may be used for each image.",
     "Look at the code under your drawing: few bars, and others for another digit.", kSparse},
    {"linear", "Linear", PresetGroup::kKinds,
     "Without activations it can only learn what PCA knows: see the dashed line.",
     "Watch the loss come down to the dashed line of PCA, and no further.", kLinear},
    {"shapes", "Shapes", PresetGroup::kData, "Coloured shapes: each number of the code takes a meaning of its own.",
     "In Traverse, move one number: place, size or colour changes, and the rest stays.", kShapes},
    {"faces", "Faces", PresetGroup::kData, "Drawn faces, from which new ones come.",
     "Look at Generate: these faces are new. In Interpolate, one face turns into another.", kFaces},
    {"heartbeats", "Heartbeats", PresetGroup::kData, "Normal heartbeats only, so that ill ones stand out.",
     "Compare reconstructions: an abnormal beat comes back as a normal one, with a large error.", kHeartbeats},
    {"transactions", "Payments", PresetGroup::kData, "Honest payments only, so that frauds stand out.",
     "Compare reconstructions: a fraud's columns do not hang together, so they come back as others.", kTransactions},
    {"surface", "Rolled sheet", PresetGroup::kData,
     "Points on a sheet rolled up in space: two numbers for three coordinates.",
     "Watch the map: the sheet unrolls, and its ends, which PCA lays over each other, part.", kSurface},
    {"words", "Words", PresetGroup::kData, "English words, letter by letter.",
     "Look at Interpolate: one word turns into another, letter by letter.", kWords},
    {"small-neck", "Too small a neck", PresetGroup::kTrouble,
     "One number for a digit is not enough: everything blurs together.",
     "Compare the two rows of Reconstructions: one number can only choose among blurred digits.", kTooSmall},
    {"no-neck", "No neck at all", PresetGroup::kTrouble,
     "A code as large as the image: it copies, and learns nothing about digits.",
     "The reconstructions become perfect. Now look at Generate: the code knows nothing of digits.", kNoNeck},
    {"overfit", "Overfit me", PresetGroup::kTrouble,
     "Sixty images to learn from: training improves, held-out images get worse.",
     "Watch the two curves part: the training loss falls, the held-out loss rises.", kOverfit,
     PresetPicture::kPartingLosses},
    {"too-fast", "Too fast", PresetGroup::kTrouble,
     "Every step is too long: it diverges at once. Go on ten times slower, and it learns.",
     "Watch the loss leave the plot within a few steps.", kTooFast, PresetPicture::kDivergingLoss},
    {"collapse", "Collapsed code", PresetGroup::kTrouble,
     "The divergence costs so much that the code says nothing any more.",
     "Move the bars of the code: the output stays the same.", kCollapsed, PresetPicture::kEmptyCode},
};

}  // namespace

std::string_view preset_group_title(PresetGroup group) {
  switch (group) {
    case PresetGroup::kKinds: return "Kinds of autoencoders";
    case PresetGroup::kData: return "Other data";
    case PresetGroup::kTrouble: return "What goes wrong";
  }
  return "";
}

std::span<const Preset> presets() { return kPresets; }

const Preset* find_preset(std::string_view id) { return find_by(kPresets, &Preset::id, id); }

Settings preset_settings(const Preset& preset, const Settings& base) {
  SettingList list;
  for (const auto& [key, value] : preset.settings) list.emplace_back(key, value);
  Settings start;
  start.seed = base.seed;
  if (!is_met(SettingNeed::kGeneratedData, base)) start.data.source = base.data.source;
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
