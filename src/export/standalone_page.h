// A page with a model in it: one HTML file that opens without a server or a network.
#pragma once

#include <string>
#include <string_view>

#include "analysis/samples.h"
#include "core/error.h"
#include "io/weight_type.h"
#include "session/model.h"

namespace hourglass {

/// Samples that a page holds at most.
inline constexpr std::uint32_t kMostPageSamples = 24;

/// `empty_page` (standalone.html, which the page's build makes) with the model, its weights as this type, and the
/// first of these samples in the place of nothing. `source` names the page in errors. Refuses a text that has no such
/// place (file-corrupt).
Result<std::string> standalone_page(std::string_view empty_page, const std::string& source, const Model& model,
                                    const Samples& samples, WeightType weights = WeightType::kF32);

}  // namespace hourglass
