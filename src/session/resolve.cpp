#include "session/resolve.h"

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "core/assert.h"
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
/// Values that a pass over one batch may keep: 1 GiB of float.
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

/// True where both have the same penalties, whatever their weights.
bool same_penalties(const PenaltyOptions& a, const PenaltyOptions& b) {
  for (const PenaltyRow& row : penalties()) {
    if ((a.*row.weight > 0) != (b.*row.weight > 0)) return false;
  }
  return a.discriminator_hidden == b.discriminator_hidden || !(a.adversarial > 0);
}

/// What a penalty asks of the network.
Status check_penalties(const Architecture& a) {
  // It compares the codes of two inputs, which must not differ for another reason.
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

/// Features of which the covariance still fits: 128 MiB of double.
constexpr int kMostClosedFormFeatures = 4096;

Status check_closed_form(const Settings& s, Shape input) {
  if (s.solver != "closed-form") return Done{};
  if (input.features() > kMostClosedFormFeatures) {
    return Error{"setting-does-not-fit", "solver", "", "images of at most 4,096 values for closed-form",
                 std::to_string(input.features())};
  }
  if (s.latent > input.features()) {
    return Error{"setting-does-not-fit", "latent", "",
                 "at most " + std::to_string(input.features()) + " for closed-form, the values of an image",
                 std::to_string(s.latent)};
  }
  return Done{};
}

}  // namespace

BottleneckOptions bottleneck_options(const Settings& settings, std::uint64_t steps_per_epoch) {
  const double steps = static_cast<double>(steps_per_epoch);
  return {.beta = settings.beta,
          .capacity = settings.capacity,
          .capacity_steps = settings.capacity_epochs * steps,
          .warmup_steps = settings.kl_warmup * steps,
          .free_bits = settings.free_bits,
          .active = settings.active,
          .active_factor = settings.active_factor,
          .active_steps = settings.active_epochs * steps,
          .codebook = settings.codebook,
          .code_channels = settings.code_channels,
          .commitment = settings.commitment};
}

PenaltyOptions penalty_options(const Settings& settings) {
  return {.l1 = settings.l1,
          .sparsity = settings.sparsity,
          .rho = settings.rho,
          .contractive = settings.contractive,
          .mmd = settings.mmd,
          .adversarial = settings.adversarial,
          .discriminator_hidden = settings.discriminator_hidden};
}

OptimiserOptions discriminator_options(const Settings& settings) {
  return {.learning_rate = settings.discriminator_learning_rate, .momentum = settings.momentum};
}

OptimiserOptions optimiser_options(const Settings& settings) {
  return {
      .learning_rate = settings.learning_rate, .momentum = settings.momentum, .weight_decay = settings.weight_decay};
}

ScheduleOptions schedule_options(const Settings& s, std::uint64_t steps_per_epoch) {
  const int epochs = s.schedule_epochs > 0 ? s.schedule_epochs : s.epochs;
  return {.kind = kind_of(schedules(), s.schedule),
          .decay_factor = s.decay_factor,
          .decay_epochs = static_cast<std::uint64_t>(s.decay_epochs),
          .warmup_steps = static_cast<std::uint64_t>(s.warmup_epochs * static_cast<double>(steps_per_epoch)),
          .steps_per_epoch = steps_per_epoch,
          .total_steps = static_cast<std::uint64_t>(epochs) * steps_per_epoch};
}

Settings effective_settings(const Settings& settings) {
  Settings effective = settings;
  if (settings.solver != "closed-form") return effective;
  // Whatever else a network can be made of is left out, now and when there will be more of it.
  const Settings defaults;
  for (const Setting& s : settings_table()) {
    const bool of_run = s.group == SettingGroup::kFamily || s.group == SettingGroup::kData ||
                        s.group == SettingGroup::kOptimiser || s.group == SettingGroup::kSchedule ||
                        s.group == SettingGroup::kRun;
    if (of_run || s.key == "latent" || s.key == "initialiser") continue;
    std::visit([&](auto member) { effective.*member = defaults.*member; }, s.member);
  }
  effective.hidden.clear();
  effective.decoder_hidden.clear();
  effective.conv.clear();
  effective.transformer = 0;
  effective.normalisation = "none";
  effective.dropout = 0;
  effective.tied = "off";
  effective.code_activation = effective.output_activation = "linear";
  return effective;
}

Result<Architecture> resolve_architecture(const Settings& given, Shape input) {
  const Settings s = effective_settings(given);
  if (Status status = check_closed_form(s, input); !status) return status.error();
  const Architecture architecture{.input = input,
                                  .channels = s.conv,
                                  .downsample = kind_of(downsamples(), s.downsample),
                                  .upsample = kind_of(upsamples(), s.upsample),
                                  .transformer = {s.transformer, s.patch, s.token_width, s.heads, s.masked},
                                  .hidden = s.hidden,
                                  .decoder_hidden = s.decoder_hidden,
                                  .normalisation = kind_of(normalisations(), s.normalisation),
                                  .dropout = s.dropout,
                                  .tied = s.tied == "on",
                                  .latent = s.latent,
                                  .activation = kind_of(activations(), s.activation),
                                  .code_activation = kind_of(activations(), s.code_activation),
                                  .output_activation = kind_of(activations(), s.output_activation),
                                  .loss = kind_of(reconstruction_losses(), s.loss),
                                  .huber_delta = s.huber_delta,
                                  .initialiser = kind_of(initialisers(), s.initialiser),
                                  .bottleneck = kind_of(bottlenecks(), s.bottleneck),
                                  .bottleneck_options = bottleneck_options(s),
                                  .classes = s.condition == "label" ? s.condition_classes : 0,
                                  .corruption = kind_of(corruptions(), s.corruption),
                                  .corruption_strength = s.corruption_strength,
                                  .penalty_options = penalty_options(s)};
  if (Status status = check_networks(architecture); !status) return status.error();
  return architecture;
}

Result<ResolvedSettings> resolve_settings(const Settings& settings, Shape input) {
  Result<Architecture> architecture = resolve_architecture(settings, input);
  if (!architecture) return architecture.error();
  if (Status status = check_size(*architecture, settings.batch); !status) return status.error();
  if (Status status = check_penalties(*architecture); !status) return status.error();
  ResolvedSettings resolved;
  resolved.architecture = std::move(*architecture);
  resolved.optimiser = kind_of(optimisers(), settings.optimiser);
  resolved.math = settings.math == "fast" ? MathMode::kFast : MathMode::kPortable;
  Result<Variant> variant = choose_variant(settings.isa, resolved.math);
  if (!variant) return variant.error();
  resolved.variant = *variant;
  return resolved;
}

bool follows_prior(const Settings& settings) {
  return settings.bottleneck == "gaussian" || settings.mmd > 0 || settings.adversarial > 0;
}

bool same_network(const Settings& given_a, const Settings& given_b) {
  const Settings a = effective_settings(given_a), b = effective_settings(given_b);
  for (const Setting& setting : settings_table()) {
    const bool of_network = setting.group == SettingGroup::kArchitecture ||
                            setting.group == SettingGroup::kBottleneck || setting.group == SettingGroup::kCondition ||
                            setting.group == SettingGroup::kLoss;
    // What acts while training does not change the network; nor do its first values once it has others.
    if (!of_network || setting.change == SettingChange::kLive || setting.key == "initialiser") continue;
    if (setting_text(a, setting) != setting_text(b, setting)) return false;
  }
  return same_penalties(penalty_options(a), penalty_options(b));
}

}  // namespace hourglass
