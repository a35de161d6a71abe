#include "session/essential_settings.h"

#include "core/find_by.h"

namespace hourglass {
namespace {

constexpr EssentialSetting kEssentialSettings[] = {
    {"family", "kind of autoencoder"},
    {"data", "what it learns from"},
    {"hidden", "layers between input and code"},
    {"latent", "size of the code"},
    {"corruption", "noise added to the input"},
    {"learning_rate", "how far each step goes"},
    {"batch", "samples per step"},
    {"seed", "the same seed gives the same run"},
};

}  // namespace

std::span<const EssentialSetting> essential_settings() { return kEssentialSettings; }

std::string_view essential_words(std::string_view key) {
  const EssentialSetting* row = find_by(kEssentialSettings, &EssentialSetting::key, key);
  return row ? row->words : std::string_view();
}

}  // namespace hourglass
