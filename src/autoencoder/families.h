// The table of families: the parts that a kind of autoencoder is composed of, and settings with which it learns well.
#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace hourglass {

/// One row. `settings` are the values (as text, by the settings table's keys) that differ from the general defaults;
/// the user's settings override them.
struct Family {
  std::string_view id;
  std::string_view title;
  std::string_view paper;
  std::string_view blurb;
  std::span<const std::pair<std::string_view, std::string_view>> settings;
};

std::span<const Family> families();
/// The row, or null.
const Family* find_family(std::string_view id);

}  // namespace hourglass
