// The few settings that a newcomer needs, in a newcomer's words.
#pragma once

#include <span>
#include <string_view>

namespace hourglass {

struct EssentialSetting {
  std::string_view key;    ///< of the settings table
  std::string_view words;  ///< what it is
};

/// In the order in which the settings table has them.
std::span<const EssentialSetting> essential_settings();
/// The words for a setting; empty where it is not one of the few.
std::string_view essential_words(std::string_view key);

}  // namespace hourglass
