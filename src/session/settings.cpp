#include "session/settings.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "autoencoder/architecture.h"
#include "autoencoder/bottleneck.h"
#include "autoencoder/corruption.h"
#include "autoencoder/families.h"
#include "core/compute.h"
#include "core/excerpt.h"
#include "core/number_digits.h"
#include "core/number_text.h"
#include "core/whole_number.h"
#include "nn/activation.h"
#include "nn/initialiser.h"
#include "nn/loss.h"
#include "nn/optimiser.h"
#include "nn/schedule.h"

namespace hourglass {
namespace {

using Names = std::vector<std::string_view>;

/// The ids of a table that `rows` gives.
template <auto rows>
Names ids() {
  Names names;
  for (const auto& row : rows()) names.push_back(row.id);
  return names;
}

Names instruction_set_names() {
  Names names = {"auto"};
  for (const InstructionSet& set : instruction_sets()) names.push_back(set.name);
  return names;
}

Names off_on() { return {"off", "on"}; }
Names solvers() { return {"gradient", "closed-form"}; }
Names math_modes() { return {"portable", "fast"}; }

constexpr auto kLive = SettingChange::kLive;
constexpr auto kNeedsReset = SettingChange::kNeedsReset;

/// A row as it is written down: constant, so that it is data and no code. Setting says what the columns are.
struct Row {
  std::string_view key;
  SettingGroup group;
  SettingMember member;
  double minimum, maximum;
  std::string_view unit;
  SettingChange change;
  std::string_view help;
  Names (*choices)();  ///< null where any text will do
};
using S = Settings;
using G = SettingGroup;

constexpr Row kRows[] = {
    {"family", G::kFamily, &S::family, 0, 0, "", kNeedsReset, "kind of autoencoder; sets the defaults of the others",
     ids<families>},

    {"data", G::kData, &S::data, 0, 0, "", kNeedsReset,
     "digits, an IDX file (gzipped or not), or a folder with the four MNIST files", nullptr},
    {"samples", G::kData, &S::samples, 1, 1e6, "images", kNeedsReset, "training images that digits draws", nullptr},
    {"held_out_samples", G::kData, &S::held_out_samples, 1, 1e5, "images", kNeedsReset,
     "held-out images that digits draws", nullptr},
    {"training_limit", G::kData, &S::training_limit, 0, 1e6, "images", kNeedsReset,
     "use only the first so many training images; 0 uses all", nullptr},
    {"only_class", G::kData, &S::only_class, -1, 255, "", kNeedsReset,
     "use only training images of this label; -1 uses all", nullptr},
    {"binarise", G::kData, &S::binarise, 0, 0, "", kNeedsReset,
     "draw every pixel once, 1 with its grey value as probability, else 0", off_on},
    {"shift", G::kData, &S::shift, 0, 64, "pixels", kNeedsReset,
     "move training images at random by up to so much, another way in every pass", nullptr},

    {"hidden", G::kArchitecture, &S::hidden, 1, 8192, "units", kNeedsReset,
     "units of the encoder's hidden layers; the decoder mirrors them", nullptr},
    {"latent", G::kArchitecture, &S::latent, 1, 1024, "units", kNeedsReset, "size of the code", nullptr},
    {"conv", G::kArchitecture, &S::conv, 1, 1024, "channels", kNeedsReset,
     "channels of the encoder's convolutions, each of which halves the image; the decoder mirrors them", nullptr},
    {"downsample", G::kArchitecture, &S::downsample, 0, 0, "", kNeedsReset, "how a convolution's image is halved",
     ids<downsamples>},
    {"upsample", G::kArchitecture, &S::upsample, 0, 0, "", kNeedsReset, "how the decoder doubles an image",
     ids<upsamples>},
    {"transformer", G::kArchitecture, &S::transformer, 0, 12, "blocks", kNeedsReset,
     "blocks of a transformer that reads the image as patches; 0 is none", nullptr},
    {"patch", G::kArchitecture, &S::patch, 1, 64, "pixels", kNeedsReset, "side of the transformer's patches", nullptr},
    {"token_width", G::kArchitecture, &S::token_width, 1, 1024, "values", kNeedsReset,
     "what the transformer has for each patch", nullptr},
    {"heads", G::kArchitecture, &S::heads, 1, 64, "", kNeedsReset, "heads of the transformer's attention", nullptr},
    {"masked", G::kArchitecture, &S::masked, 0, 0.95, "", kNeedsReset,
     "share of the patches that the transformer does not see while it trains", nullptr},
    {"decoder_hidden", G::kArchitecture, &S::decoder_hidden, 1, 8192, "units", kNeedsReset,
     "units of the decoder's hidden layers; empty mirrors the encoder's", nullptr},
    {"normalisation", G::kArchitecture, &S::normalisation, 0, 0, "", kNeedsReset,
     "what hidden layers do to their sums before the activation", ids<normalisations>},
    {"dropout", G::kArchitecture, &S::dropout, 0, 0.9, "", kNeedsReset,
     "share of the hidden layers' outputs that training forgets", nullptr},
    {"tied", G::kArchitecture, &S::tied, 0, 0, "", kNeedsReset,
     "whether dense weights of the decoder are the transposes of the encoder's", off_on},
    {"activation", G::kArchitecture, &S::activation, 0, 0, "", kNeedsReset, "activation of the hidden layers",
     ids<activations>},
    {"code_activation", G::kArchitecture, &S::code_activation, 0, 0, "", kNeedsReset, "activation of a plain code",
     ids<activations>},
    {"output_activation", G::kArchitecture, &S::output_activation, 0, 0, "", kNeedsReset,
     "activation of the output with squared error; cross-entropy has its own sigmoid", ids<activations>},
    {"initialiser", G::kArchitecture, &S::initialiser, 0, 0, "", kNeedsReset, "first values of the weights",
     ids<initialisers>},

    {"bottleneck", G::kBottleneck, &S::bottleneck, 0, 0, "", kNeedsReset, "what stands between encoder and decoder",
     ids<bottlenecks>},
    {"beta", G::kBottleneck, &S::beta, 0, 1000, "", kLive, "weight of the divergence from the prior", nullptr},
    {"capacity", G::kBottleneck, &S::capacity, 0, 1e4, "nats", kLive,
     "divergence per image that is drawn to, instead of to 0", nullptr},
    {"capacity_epochs", G::kBottleneck, &S::capacity_epochs, 0, 1e6, "passes", kLive,
     "passes in which the capacity grows from 0", nullptr},
    {"kl_warmup", G::kBottleneck, &S::kl_warmup, 0, 1e6, "passes", kLive, "passes in which beta grows from 0", nullptr},
    {"free_bits", G::kBottleneck, &S::free_bits, 0, 100, "nats", kLive,
     "divergence of each latent that costs nothing less", nullptr},
    {"active", G::kBottleneck, &S::active, 1, 1024, "units", kLive, "values of a top-k code that remain", nullptr},
    {"active_factor", G::kBottleneck, &S::active_factor, 1, 100, "", kLive,
     "times as many values remain when a trained top-k code is used", nullptr},
    {"active_epochs", G::kBottleneck, &S::active_epochs, 0, 1e6, "passes", kLive,
     "passes in which six times as many active values shrink to that number", nullptr},
    {"codebook", G::kBottleneck, &S::codebook, 1, 1024, "entries", kNeedsReset, "entries of a codebook", nullptr},
    {"code_channels", G::kBottleneck, &S::code_channels, 1, 256, "units", kNeedsReset,
     "values of each entry of a codebook", nullptr},
    {"commitment", G::kBottleneck, &S::commitment, 0, 1000, "", kLive,
     "weight of the encoder's distance to the entries it is given", nullptr},

    {"corruption", G::kCorruption, &S::corruption, 0, 0, "", kNeedsReset,
     "what is done to the input while training; the target stays clean", ids<corruptions>},
    {"corruption_strength", G::kCorruption, &S::corruption_strength, 0, 1, "", kLive,
     "deviation of Gaussian noise; share of the pixels, or of the side, that the others hide", nullptr},

    {"condition", G::kCondition, &S::condition, 0, 0, "", kNeedsReset,
     "what encoder and decoder are told about a sample", ids<conditions>},
    {"label_dropout", G::kCondition, &S::label_dropout, 0, 1, "", kLive,
     "share of the samples whose label is kept back, so that the model works without", nullptr},
    {"condition_classes", G::kCondition, &S::condition_classes, 0, 256, "labels", kNeedsReset,
     "labels that a condition tells apart; the data says how many", nullptr},

    {"loss", G::kLoss, &S::loss, 0, 0, "", kNeedsReset, "how the reconstruction is compared to the input",
     ids<reconstruction_losses>},
    {"huber_delta", G::kLoss, &S::huber_delta, 0.001, 10, "", kNeedsReset,
     "error of a pixel beyond which huber counts it in proportion, not squared", nullptr},

    {"l1", G::kPenalties, &S::l1, 0, 1e6, "", kLive, "weight of the code's absolute values (sparse codes)", nullptr},
    {"sparsity", G::kPenalties, &S::sparsity, 0, 1e6, "", kLive,
     "weight of how far each code unit's mean is from rho (sparse codes)", nullptr},
    {"rho", G::kPenalties, &S::rho, 0.001, 0.999, "", kLive, "mean activation that sparsity asks for", nullptr},
    {"contractive", G::kPenalties, &S::contractive, 0, 1e6, "", kLive,
     "weight of how much the code moves with the input", nullptr},
    {"mmd", G::kPenalties, &S::mmd, 0, 1e6, "", kLive,
     "weight of the codes' discrepancy from the prior (Wasserstein autoencoder)", nullptr},
    {"adversarial", G::kPenalties, &S::adversarial, 0, 1e6, "", kLive,
     "weight of fooling a discriminator that knows the prior", nullptr},
    {"discriminator_hidden", G::kPenalties, &S::discriminator_hidden, 1, 8192, "units", kNeedsReset,
     "hidden layers of that discriminator", nullptr},
    {"discriminator_learning_rate", G::kPenalties, &S::discriminator_learning_rate, 0, 1000, "", kLive,
     "step size of that discriminator", nullptr},

    {"solver", G::kOptimiser, &S::solver, 0, 0, "", kNeedsReset,
     "gradient: step by step; closed-form: one linear layer each way, from the principal components of one pass",
     solvers},
    {"optimiser", G::kOptimiser, &S::optimiser, 0, 0, "", kNeedsReset, "how gradients change the weights",
     ids<optimisers>},
    {"learning_rate", G::kOptimiser, &S::learning_rate, 0, 1000, "", kLive, "step size of the optimiser", nullptr},
    {"momentum", G::kOptimiser, &S::momentum, 0, 1, "", kLive, "share of the last step that sgd and nesterov keep",
     nullptr},
    {"weight_decay", G::kOptimiser, &S::weight_decay, 0, 100, "", kLive,
     "pull of the weights towards 0; adamw usually has 0.01, the others 0.0001", nullptr},
    {"clip_norm", G::kOptimiser, &S::clip_norm, 0, 1e6, "", kLive,
     "gradients whose norm is greater are scaled down to it; 0 is off", nullptr},
    {"batch", G::kOptimiser, &S::batch, 1, 4096, "images", kNeedsReset, "images per step", nullptr},
    {"epochs", G::kOptimiser, &S::epochs, 1, 1e6, "passes", kLive, "passes over the training images", nullptr},

    {"schedule", G::kSchedule, &S::schedule, 0, 0, "", kLive, "how the learning rate changes over the epochs",
     ids<schedules>},
    {"schedule_epochs", G::kSchedule, &S::schedule_epochs, 0, 1e6, "passes", kLive,
     "epochs that cosine and one-cycle span before they begin again; 0 is all of the run", nullptr},
    {"warmup_epochs", G::kSchedule, &S::warmup_epochs, 0, 1e4, "passes", kLive,
     "epochs over which the rate first rises, with any schedule", nullptr},
    {"decay_factor", G::kSchedule, &S::decay_factor, 0, 1, "", kLive, "what step and plateau multiply the rate by",
     nullptr},
    {"decay_epochs", G::kSchedule, &S::decay_epochs, 1, 1e6, "passes", kLive,
     "step decays every so many epochs, plateau after so many without a better loss", nullptr},
    {"validation", G::kSchedule, &S::validation, 0, 0.5, "", kNeedsReset,
     "share of the training images set aside for plateau and patience, which take 0.1 where this is 0", nullptr},
    {"patience", G::kSchedule, &S::patience, 0, 1e6, "passes", kLive,
     "epochs without a better validation loss that end the run; its best weights stay; 0 is off", nullptr},

    {"seed", G::kRun, &S::seed, 0, 2147483647, "", kNeedsReset, "the same seed gives the same run", nullptr},
    {"threads", G::kRun, &S::threads, 1, 64, "threads", kNeedsReset, "threads that training uses", nullptr},
    {"math", G::kRun, &S::math, 0, 0, "", kNeedsReset, "portable: the same bits everywhere; fast: fused operations",
     math_modes},
    {"isa", G::kRun, &S::isa, 0, 0, "", kNeedsReset, "instruction set; auto takes the best one", instruction_set_names},
};

std::vector<Setting> make_table() {
  std::vector<Setting> table;
  for (const Row& row : kRows) {
    table.push_back({row.key, row.group, row.member, row.minimum, row.maximum, row.unit, row.change, row.help,
                     row.choices ? row.choices() : Names()});
  }
  return table;
}

std::string range_text(const Setting& s) {
  return "a number from " + number_text(s.minimum) + " to " + number_text(s.maximum);
}

std::string choices_text(const Setting& s) {
  std::string text = "one of ";
  for (std::size_t i = 0; i < s.choices.size(); ++i) text += (i > 0 ? ", " : "") + std::string(s.choices[i]);
  return text;
}

Error refuse(ErrorCode code, const Setting& s, std::string expected, std::string_view found) {
  return {code, std::string(s.key), "", std::move(expected), excerpt(found)};
}

/// The characters are checked first, so that neither hexadecimal nor "nan" nor blanks get through.
bool read_number(std::string_view text, double& value) {
  if (text.empty() || text.size() > 40 || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) {
    return false;
  }
  const std::optional<double> number = parse_digits(std::string(text));
  if (number) value = *number;
  return number.has_value();
}

bool within_range(const Setting& s, double value) { return value >= s.minimum && value <= s.maximum; }

Status read(const Setting& s, std::string_view text, int& value) {
  const std::optional<std::int64_t> number = parse_whole(text);
  if (!number) return refuse("setting-not-a-number", s, "a whole number", text);
  if (!within_range(s, static_cast<double>(*number))) return refuse("setting-out-of-range", s, range_text(s), text);
  value = static_cast<int>(*number);
  return Done{};
}

Status read(const Setting& s, std::string_view text, double& value) {
  double number = 0;
  if (!read_number(text, number) || !std::isfinite(number)) {
    return refuse("setting-not-a-number", s, "a number", text);
  }
  if (!within_range(s, number)) return refuse("setting-out-of-range", s, range_text(s), text);
  value = number;
  return Done{};
}

Status read(const Setting& s, std::string_view text, std::string& value) {
  if (s.choices.empty()) {
    value = text;
    return Done{};
  }
  for (std::string_view choice : s.choices) {
    if (choice == text) {
      value = text;
      return Done{};
    }
  }
  return refuse("setting-not-a-choice", s, choices_text(s), text);
}

/// Layers a list may name; more would only be a mistake.
constexpr std::size_t kMostItems = 16;

Status read(const Setting& s, std::string_view text, std::vector<int>& value) {
  std::vector<int> items;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::optional<std::int64_t> item = parse_whole(rest.substr(0, comma));
    if (!item || items.size() == kMostItems) {
      return refuse("setting-bad-list", s, "up to 16 whole numbers separated by commas", text);
    }
    if (!within_range(s, static_cast<double>(*item))) return refuse("setting-out-of-range", s, range_text(s), text);
    items.push_back(static_cast<int>(*item));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  value = std::move(items);
  return Done{};
}

std::string text_of(int value) { return std::to_string(value); }
std::string text_of(double value) { return number_text(value); }
std::string text_of(const std::string& value) { return value; }
std::string text_of(const std::vector<int>& value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) text += (i > 0 ? "," : "") + std::to_string(value[i]);
  return text;
}

Error unknown_setting(std::string_view key) {
  return {"setting-unknown", "settings", "", "the name of a setting", excerpt(key)};
}

}  // namespace

std::string_view setting_group_title(SettingGroup group) {
  constexpr std::string_view kTitles[] = {"Family",     "Data",      "Architecture", "Bottleneck",
                                          "Corruption", "Condition", "Loss",         "Penalties",
                                          "Optimiser",  "Schedule",  "Run"};
  return kTitles[static_cast<int>(group)];
}

std::string setting_label(std::string_view key) {
  std::string label(key);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::span<const Setting> settings_table() {
  static const std::vector<Setting> table = make_table();
  return table;
}

const Setting* find_setting(std::string_view key) {
  for (const Setting& s : settings_table()) {
    if (s.key == key) return &s;
  }
  return nullptr;
}

std::string setting_text(const Settings& settings, const Setting& setting) {
  return std::visit([&](auto member) { return text_of(settings.*member); }, setting.member);
}

Status set_setting(Settings& settings, std::string_view key, std::string_view text) {
  const Setting* setting = find_setting(key);
  if (!setting) return unknown_setting(key);
  return std::visit([&](auto member) { return read(*setting, text, settings.*member); }, setting->member);
}

Result<Settings> make_settings(const SettingList& given, const Settings& base) {
  Settings settings = base;
  for (const auto& [key, text] : given) {
    if (key != "family") continue;
    if (Status status = set_setting(settings, key, text); !status) return status.error();
    for (const auto& [family_key, family_text] : find_family(text)->settings) {
      if (Status status = set_setting(settings, family_key, family_text); !status) return status.error();
    }
  }
  for (const auto& [key, text] : given) {
    if (Status status = set_setting(settings, key, text); !status) return status.error();
  }
  return settings;
}

void copy_live_settings(const Settings& from, Settings& to) {
  for (const Setting& s : settings_table()) {
    if (s.change != SettingChange::kLive) continue;
    std::visit([&](auto member) { to.*member = from.*member; }, s.member);
  }
}

SettingList settings_list(const Settings& settings) {
  SettingList list;
  for (const Setting& s : settings_table()) list.emplace_back(std::string(s.key), setting_text(settings, s));
  return list;
}

}  // namespace hourglass
