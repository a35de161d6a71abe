#include "session/resolve.h"

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "core/assert.h"
#include "core/checked.h"

namespace hourglass {
namespace {

/// Largest number of parameters: with gradients and two moments 1 GiB of float.
constexpr std::uint64_t kMostParameters = std::uint64_t{1} << 26;
/// Largest number of values that a pass over one batch keeps: 1 GiB of float.
constexpr std::uint64_t kMostWorkspace = std::uint64_t{1} << 28;

Error too_many_parameters(std::string setting) {
  return {"out-of-memory", std::move(setting), "", "at most 67 million parameters", "a larger network"};
}

Status check_size(const Architecture& a, int batch) {
  const Autoencoder network(a);
  if (network.parameter_count() > kMostParameters) {
    Architecture without_penalties = a;
    without_penalties.penalty_options = {};
    const bool alone = Autoencoder(without_penalties).parameter_count() > kMostParameters;
    return too_many_parameters(alone ? "hidden" : "discriminator_hidden");
  }
  std::uint64_t per_sample = 0, fixed = 0;
  for (const CacheSize& cache : network.caches()) {
    per_sample += cache.per_sample;
    fixed += cache.fixed;
  }
  const auto values = checked_product({per_sample, static_cast<std::uint64_t>(batch)}, kMostWorkspace);
  if (!values || !checked_sum(*values, fixed, kMostWorkspace)) {
    return Error{"out-of-memory", "batch", "", "at most 268 million values in a pass", "more"};
  }
  return Done{};
}

/// Whether both have the same penalties, ignoring their weights.
bool same_penalties(const PenaltyOptions& a, const PenaltyOptions& b) {
  for (const PenaltyRow& row : penalties()) {
    if ((a.*row.weight > 0) != (b.*row.weight > 0)) return false;
  }
  return a.discriminator_hidden == b.discriminator_hidden || !(a.adversarial > 0);
}

/// Checks that the network meets the requirements of its penalties.
Status check_penalties(const Architecture& a) {
  // The contractive penalty compares the codes of two inputs, so noise in the encoder must not change them.
  const bool noisy = a.dropout > 0 || (a.transformer.blocks > 0 && a.transformer.masked > 0);
  if (a.penalty_options.contractive > 0 && noisy) {
    return Error{"setting-does-not-fit", "contractive", "", "an encoder without noise: dropout = 0 and masked = 0",
                 "noise"};
  }
  const bool sigmoid = a.bottleneck == BottleneckKind::kPlain && a.code_activation == Activation::kSigmoid;
  if (a.penalty_options.sparsity > 0 && !sigmoid) {
    return Error{"setting-does-not-fit", "sparsity", "",
                 "a code between 0 and 1: bottleneck = plain and code_activation = sigmoid",
                 "bottleneck = " + std::string(bottleneck_row(a.bottleneck).id) +
                     " and code_activation = " + std::string(activation_row(a.code_activation).id)};
  }
  return Done{};
}

/// Largest number of features for the closed form: their covariance takes 128 MiB of double.
constexpr int kMostClosedFormFeatures = 4096;

Status check_closed_form(const Settings& s, const InputForm& form) {
  if (s.training.solver != Solver::kClosedForm) return Done{};
  const Shape& input = form.shape;
  if (!form.missing.empty()) {
    return Error{"setting-does-not-fit", "solver", "", "data without missing values for closed-form", "missing values"};
  }
  if (input.features() > kMostClosedFormFeatures) {
    return Error{"setting-does-not-fit", "solver", "", "samples of at most 4,096 values for closed-form",
                 std::to_string(input.features())};
  }
  if (s.architecture.latent > input.features()) {
    return Error{"setting-does-not-fit", "latent", "",
                 "at most " + std::to_string(input.features()) + " for closed-form, the values of a sample",
                 std::to_string(s.architecture.latent)};
  }
  return Done{};
}

/// What is measured over the batch and kept in the network from step to step cannot be joined from shards.
Status check_shards(const Settings& s) {
  const int shards = s.training.gradient_shards;
  if (shards == 1) return Done{};
  const bool whole =
      s.training.solver == Solver::kClosedForm || s.architecture.bottleneck == BottleneckKind::kVectorQuantised;
  if (!whole && shards <= s.training.batch) return Done{};
  return Error{"setting-does-not-fit", "gradient_shards", "",
               whole ? "1 with solver = closed-form and bottleneck = vector-quantised, which need whole batches"
                     : "no more parts than samples in a batch",
               std::to_string(shards)};
}

/// Whether the group's settings describe the network rather than its training.
bool is_of_network(SettingGroup group) {
  return group == SettingGroup::kArchitecture || group == SettingGroup::kBottleneck ||
         group == SettingGroup::kCondition || group == SettingGroup::kLoss;
}

}  // namespace

BottleneckOptions bottleneck_options(const Settings& settings, std::uint64_t steps_per_epoch) {
  BottleneckOptions options = settings.architecture.bottleneck_options;
  options.steps_per_epoch = static_cast<double>(steps_per_epoch);
  return options;
}

OptimiserOptions discriminator_options(const Settings& settings) {
  return {.learning_rate = settings.architecture.penalty_options.discriminator_learning_rate,
          .momentum = settings.training.optimiser_options.momentum};
}

ScheduleOptions schedule_options(const Settings& settings, std::uint64_t steps_per_epoch) {
  ScheduleOptions options = settings.training.schedule;
  options.run_epochs = settings.training.epochs;
  options.steps_per_epoch = steps_per_epoch;
  return options;
}

Settings effective_settings(const Settings& settings) {
  Settings effective = settings;
  if (settings.training.solver != Solver::kClosedForm) return effective;
  effective.architecture = {.hidden = {},
                            .latent = settings.architecture.latent,
                            .code_activation = Activation::kLinear,
                            .output_activation = Activation::kLinear,
                            .initialiser = settings.architecture.initialiser};
  effective.condition = {};
  return effective;
}

Result<Architecture> resolve_architecture(const Settings& settings, const InputForm& input) {
  const Settings effective = effective_settings(settings);
  if (Status status = check_closed_form(effective, input); !status) return status.error();
  Architecture architecture = effective.architecture;
  architecture.input = input.shape;
  architecture.missing = input.missing;
  if (effective.training.solver != Solver::kClosedForm) architecture.groups = input.groups;
  architecture.classes = effective.condition.kind == Condition::kLabel ? effective.condition.classes : 0;
  if (Status status = check_networks(architecture); !status) return status.error();
  return architecture;
}

Result<ResolvedSettings> resolve_settings(const Settings& settings, const InputForm& input) {
  Result<Architecture> architecture = resolve_architecture(settings, input);
  if (!architecture) return architecture.error();
  if (Status status = check_size(*architecture, settings.training.batch); !status) return status.error();
  if (Status status = check_penalties(*architecture); !status) return status.error();
  if (Status status = check_shards(settings); !status) return status.error();
  const Result<Variant> variant = choose_variant(settings.compute.isa, settings.compute.math);
  if (!variant) return variant.error();
  return ResolvedSettings{std::move(*architecture), *variant};
}

bool follows_prior(const Settings& settings) {
  const Architecture& a = settings.architecture;
  return a.bottleneck == BottleneckKind::kGaussian || a.penalty_options.mmd > 0 || a.penalty_options.adversarial > 0;
}

bool same_network(const Settings& given_a, const Settings& given_b) {
  Settings a = effective_settings(given_a), b = effective_settings(given_b);
  // Initial weights do not change the network.
  a.architecture.initialiser = b.architecture.initialiser = Initialiser::kAuto;
  for (const Setting& setting : settings_table()) {
    // Settings that act only during training do not change the network.
    if (!is_of_network(setting.group) || setting.change == SettingChange::kLive) continue;
    if (setting_text(a, setting) != setting_text(b, setting)) return false;
  }
  return same_penalties(a.architecture.penalty_options, b.architecture.penalty_options);
}

}  // namespace hourglass
