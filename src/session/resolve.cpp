#include "session/resolve.h"

#include "core/checked.h"

namespace hourglass {
namespace {

template <class Rows>
auto kind_of(const Rows& table, std::string_view id) {
  for (const auto& row : table) {
    if (row.id == id) return row.kind;
  }
  HG_ASSERT(false, "a setting names no row of its table");
  return table.front().kind;
}

/// Parameters a network may have: with gradients and two moments 1 GiB of float.
constexpr std::uint64_t kMostParameters = std::uint64_t{1} << 26;

Status check_size(const Architecture& a) {
  std::uint64_t inputs = static_cast<std::uint64_t>(a.input.features()), parameters = 0;
  std::vector<int> widths = a.hidden;
  widths.push_back(2 * a.latent);
  for (int units : widths) {
    const std::uint64_t outputs = static_cast<std::uint64_t>(units);
    const auto weights = checked_product({2, inputs, outputs}, kMostParameters);
    const auto sum = weights ? checked_sum(parameters, *weights, kMostParameters) : std::nullopt;
    if (!sum) {
      return Error{"out-of-memory", "hidden", "", "at most 67 million parameters", "a larger network"};
    }
    parameters = *sum;
    inputs = outputs;
  }
  return Done{};
}

}  // namespace

BottleneckOptions bottleneck_options(const Settings& settings) { return {.beta = settings.beta}; }

OptimiserOptions optimiser_options(const Settings& settings) {
  return {.learning_rate = settings.learning_rate, .momentum = settings.momentum};
}

Result<ResolvedSettings> resolve_settings(const Settings& s, Shape input) {
  ResolvedSettings resolved;
  resolved.architecture = {.input = input,
                           .hidden = s.hidden,
                           .latent = s.latent,
                           .activation = kind_of(activations(), s.activation),
                           .code_activation = kind_of(activations(), s.code_activation),
                           .output_activation = kind_of(activations(), s.output_activation),
                           .loss = kind_of(reconstruction_losses(), s.loss),
                           .initialiser = kind_of(initialisers(), s.initialiser),
                           .bottleneck = kind_of(bottlenecks(), s.bottleneck),
                           .bottleneck_options = bottleneck_options(s)};
  if (Status status = check_size(resolved.architecture); !status) return status.error();
  resolved.optimiser = kind_of(optimisers(), s.optimiser);
  resolved.math = s.math == "fast" ? MathMode::kFast : MathMode::kPortable;
  Result<Variant> variant = choose_variant(s.isa, resolved.math);
  if (!variant) return variant.error();
  resolved.variant = *variant;
  return resolved;
}

bool same_network(const Settings& a, const Settings& b) {
  return a.hidden == b.hidden && a.latent == b.latent && a.activation == b.activation &&
         a.code_activation == b.code_activation && a.output_activation == b.output_activation &&
         a.bottleneck == b.bottleneck && a.loss == b.loss;
}

}  // namespace hourglass
