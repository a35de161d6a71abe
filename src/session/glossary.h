// The field's words, each in one plain sentence: the interface's tooltips and forms read this table.
#pragma once

#include <span>
#include <string_view>

namespace hourglass {

struct Term {
  std::string_view word;  ///< as it stands in the interface
  std::string_view meaning;
};

/// In alphabetical order.
std::span<const Term> glossary();
/// The meaning, or an empty text.
std::string_view meaning_of(std::string_view word);

}  // namespace hourglass
