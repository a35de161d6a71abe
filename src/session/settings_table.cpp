// The table of settings: the only place that describes a setting.
#include <algorithm>

#include "autoencoder/families.h"
#include "session/settings.h"

namespace hourglass {
namespace {

constexpr SolverRow kSolvers[] = {
    {Solver::kGradient, "gradient", "step by step, along the gradient of the loss"},
    {Solver::kClosedForm, "closed-form", "a linear network from the principal components of the data, in one pass"},
};

using Choices = std::vector<std::string_view>;

/// The ids of the table that `rows` returns.
template <auto rows>
Choices ids() {
  Choices result;
  for (const auto& row : rows()) result.push_back(row.id);
  return result;
}

Choices instruction_set_choices() {
  Choices names = {"auto"};
  for (const InstructionSet& set : instruction_sets()) names.push_back(set.name);
  return names;
}

/// The member at the end of a path of pointers to members.
template <auto first, auto... rest>
constexpr auto& member_of(auto& object) {
  if constexpr (sizeof...(rest) == 0) return object.*first;
  else return member_of<rest...>(object.*first);
}

/// The accessors of the value at the end of a path into Settings.
template <class Value, auto... path>
constexpr SettingField<Value> field() {
  return {[](const Settings& s) -> const Value& { return member_of<path...>(s); },
          [](Settings& s) -> Value& { return member_of<path...>(s); }};
}

/// The accessors of an enum whose table of choices `rows` returns.
template <auto rows, auto... path>
constexpr SettingEnum enumerated() {
  return {[](const Settings& s) {
            const auto table = rows();
            const auto kind = member_of<path...>(s);
            return static_cast<std::size_t>(
                std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.kind == kind; }) -
                table.begin());
          },
          [](Settings& s, std::size_t row) { member_of<path...>(s) = rows()[row].kind; }, ids<rows>};
}

template <auto... path>
using ValueAt = std::remove_cvref_t<decltype(member_of<path...>(std::declval<Settings&>()))>;

/// Stands for a table of choices where a value has none.
struct NoRows {};

template <auto rows, auto... path>
constexpr SettingMember at() {
  using Value = ValueAt<path...>;
  if constexpr (std::is_same_v<Value, std::string>) return SettingText{field<Value, path...>(), nullptr};
  else if constexpr (std::is_enum_v<Value>) return enumerated<rows, path...>();
  else return field<Value, path...>();
}

using S = Settings;
using T = TrainingSettings;
constexpr auto kNumber = NoRows{};

template <auto member, auto rows = kNumber>
constexpr SettingMember data = at<rows, &S::data, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember transform = at<rows, &S::data, &DataSettings::transforms, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember network = at<rows, &S::architecture, member>();
template <auto member>
constexpr SettingMember transformer = at<kNumber, &S::architecture, &Architecture::transformer, member>();
template <auto member>
constexpr SettingMember bottleneck = at<kNumber, &S::architecture, &Architecture::bottleneck_options, member>();
template <auto member>
constexpr SettingMember penalty = at<kNumber, &S::architecture, &Architecture::penalty_options, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember condition = at<rows, &S::condition, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember training = at<rows, &S::training, member>();
template <auto member>
constexpr SettingMember update = at<kNumber, &S::training, &T::optimiser_options, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember schedule = at<rows, &S::training, &T::schedule, member>();
template <auto member, auto rows = kNumber>
constexpr SettingMember compute = at<rows, &S::compute, member>();

/// A text setting whose value must be one of `choices`.
template <auto... path>
constexpr SettingMember named(SettingChoices choices) {
  return SettingText{field<std::string, path...>(), choices};
}

using A = Architecture;
using B = BottleneckOptions;
using P = PenaltyOptions;
using G = SettingGroup;
using N = SettingNeed;
constexpr auto kLive = SettingChange::kLive;
constexpr auto kNeedsReset = SettingChange::kNeedsReset;
constexpr SettingRange kNone = {};
constexpr SettingRange between(double minimum, double maximum) { return {minimum, maximum}; }
constexpr SettingTraits needs(SettingNeed need) { return {.need = need}; }
constexpr SettingTraits taken_from(SettingSource source) { return {.source = source}; }

constexpr Setting kSettings[] = {
    {"family", G::kFamily, named<&S::family>(ids<families>), kNone, "", kNeedsReset,
     "kind of autoencoder; it sets the defaults of the other settings"},

    {"data", G::kData, data<&DataSettings::source>, kNone, "", kNeedsReset,
     "a built-in set such as digits, a file, or a folder of files"},
    {"samples", G::kData, data<&DataSettings::samples>, between(1, 1e6), "samples", kNeedsReset,
     "number of training samples that a built-in set generates", needs(N::kGeneratedData)},
    {"held_out_samples", G::kData, data<&DataSettings::held_out_samples>, between(1, 1e5), "samples", kNeedsReset,
     "number of held-out samples that a built-in set generates", needs(N::kGeneratedData)},
    {"scale", G::kData, data<&DataSettings::scale, scales>, kNone, "", kNeedsReset,
     "range of the features that numbers become; bytes stay as they are", needs(N::kGivenData)},
    {"image_size", G::kData, data<&DataSettings::image_size>, between(0, 4096), "pixels", kNeedsReset,
     "height and width of pictures; 0: as most of them", needs(N::kGivenData)},
    {"window", G::kData, data<&DataSettings::window>, between(1, 1e6), "values", kNeedsReset,
     "length of a piece of sound", needs(N::kGivenData)},
    {"hop", G::kData, data<&DataSettings::hop>, between(0, 1e6), "values", kNeedsReset,
     "from the start of a piece to the next; 0: a window", needs(N::kGivenData)},
    {"label_column", G::kData, data<&DataSettings::label_column>, kNone, "", kNeedsReset,
     "a table's column of labels: its name or number", needs(N::kGivenData)},
    {"categorical", G::kData, data<&DataSettings::categorical>, kNone, "", kNeedsReset,
     "columns of a table to take as categories, by name or number, separated by commas", needs(N::kGivenData)},
    {"numeric", G::kData, data<&DataSettings::numeric>, kNone, "", kNeedsReset,
     "columns of a table to take as numbers; what is no number in them is missing", needs(N::kGivenData)},
    {"training_limit", G::kData, transform<&TransformOptions::training_limit>, between(0, 1e6), "samples", kNeedsReset,
     "use only this many training samples, the first ones; 0 uses all"},
    {"only_class", G::kData, transform<&TransformOptions::only_class>, between(-1, 255), "", kNeedsReset,
     "use only training samples with this label; -1 uses all"},
    {"binarise", G::kData, transform<&TransformOptions::binarise>, kNone, "", kNeedsReset,
     "make images black and white, each pixel once and at random by its grey value"},
    {"shift", G::kData, transform<&TransformOptions::shift>, between(0, 64), "pixels", kNeedsReset,
     "largest random shift of each training image, anew in every epoch"},
    {"respell", G::kData, transform<&TransformOptions::respell>, between(0, 1), "", kNeedsReset,
     "share of the symbols of each training text replaced at random, anew in every epoch"},

    {"hidden", G::kArchitecture, network<&A::hidden>, between(1, 8192), "units", kNeedsReset,
     "sizes of the encoder's hidden layers; the decoder mirrors them", needs(N::kGradients)},
    {"latent", G::kArchitecture, network<&A::latent>, between(1, 1024), "units", kNeedsReset, "size of the code"},
    {"conv", G::kArchitecture, network<&A::channels>, between(1, 1024), "channels", kNeedsReset,
     "channels of the encoder's convolutions, each of which halves the image, or a signal's or text's length; the "
     "decoder mirrors them",
     needs(N::kGradients)},
    {"kernel", G::kArchitecture, network<&A::kernel>, between(1, 31), "pixels", kNeedsReset,
     "side of the convolutions' windows, odd; in signals and texts their length", needs(N::kConvolutions)},
    {"downsample", G::kArchitecture, network<&A::downsample, downsamples>, kNone, "", kNeedsReset,
     "how a convolution halves the image", needs(N::kConvolutions)},
    {"upsample", G::kArchitecture, network<&A::upsample, upsamples>, kNone, "", kNeedsReset,
     "how the decoder doubles the image", needs(N::kConvolutions)},
    {"transformer", G::kArchitecture, transformer<&TransformerOptions::blocks>, between(0, 12), "blocks", kNeedsReset,
     "number of transformer blocks that encode the image as patches; 0 for none", needs(N::kGradients)},
    {"patch", G::kArchitecture, transformer<&TransformerOptions::patch>, between(1, 64), "pixels", kNeedsReset,
     "side of the transformer's square patches; in signals and texts their length", needs(N::kTransformer)},
    {"token_width", G::kArchitecture, transformer<&TransformerOptions::width>, between(1, 1024), "values", kNeedsReset,
     "size of the vector that represents each patch in the transformer", needs(N::kTransformer)},
    {"heads", G::kArchitecture, transformer<&TransformerOptions::heads>, between(1, 64), "", kNeedsReset,
     "attention heads of the transformer", needs(N::kTransformer)},
    {"masked", G::kArchitecture, transformer<&TransformerOptions::masked>, between(0, 0.95), "", kNeedsReset,
     "share of the patches hidden from the transformer during training", needs(N::kTransformer)},
    {"decoder_hidden", G::kArchitecture, network<&A::decoder_hidden>, between(1, 8192), "units", kNeedsReset,
     "sizes of the decoder's hidden layers; empty mirrors the encoder's", needs(N::kGradients)},
    {"normalisation", G::kArchitecture, network<&A::normalisation, normalisations>, kNone, "", kNeedsReset,
     "normalisation of hidden layers, before the activation", needs(N::kGradients)},
    {"dropout", G::kArchitecture, network<&A::dropout>, between(0, 0.9), "", kNeedsReset,
     "dropout rate of hidden layers", needs(N::kGradients)},
    {"tied", G::kArchitecture, network<&A::tied>, kNone, "", kNeedsReset,
     "tie the weights: the decoder's dense layers use the transposed weights of the encoder's", needs(N::kGradients)},
    {"activation", G::kArchitecture, network<&A::activation, activations>, kNone, "", kNeedsReset,
     "activation of hidden layers", needs(N::kGradients)},
    {"code_activation", G::kArchitecture, network<&A::code_activation, activations>, kNone, "", kNeedsReset,
     "activation of the code; a Gaussian bottleneck ignores it", needs(N::kPlainCode)},
    {"output_activation", G::kArchitecture, network<&A::output_activation, activations>, kNone, "", kNeedsReset,
     "activation of the output; the bce loss ignores it, since it includes a sigmoid", needs(N::kLossWithActivation)},
    {"initialiser", G::kArchitecture, network<&A::initialiser, initialisers>, kNone, "", kNeedsReset,
     "distribution of the initial weights", needs(N::kGradients)},

    {"bottleneck", G::kBottleneck, network<&A::bottleneck, bottlenecks>, kNone, "", kNeedsReset,
     "how the code is made of the encoder's output", needs(N::kGradients)},
    {"beta", G::kBottleneck, bottleneck<&B::beta>, between(0, 1000), "", kLive,
     "weight of the KL divergence from the prior", needs(N::kGaussianCode)},
    {"capacity", G::kBottleneck, bottleneck<&B::capacity>, between(0, 1e4), "nats", kLive,
     "target of the KL divergence per sample", needs(N::kGaussianCode)},
    {"capacity_epochs", G::kBottleneck, bottleneck<&B::capacity_epochs>, between(0, 1e6), "epochs", kLive,
     "epochs over which capacity grows from 0", needs(N::kCapacity)},
    {"kl_warmup", G::kBottleneck, bottleneck<&B::warmup_epochs>, between(0, 1e6), "epochs", kLive,
     "epochs over which beta grows from 0", needs(N::kGaussianCode)},
    {"free_bits", G::kBottleneck, bottleneck<&B::free_bits>, between(0, 100), "nats", kLive,
     "KL divergence of each latent below which it costs nothing more", needs(N::kGaussianCode)},
    {"active", G::kBottleneck, bottleneck<&B::active>, between(1, 1024), "units", kLive,
     "values of a top-k code that are kept; the others become 0", needs(N::kTopKCode)},
    {"active_factor", G::kBottleneck, bottleneck<&B::active_factor>, between(1, 100), "", kLive,
     "factor by which a trained top-k code keeps more values than in training", needs(N::kTopKCode)},
    {"active_epochs", G::kBottleneck, bottleneck<&B::active_epochs>, between(0, 1e6), "epochs", kLive,
     "epochs over which a top-k code shrinks to the active values, from six times as many", needs(N::kTopKCode)},
    {"codebook", G::kBottleneck, bottleneck<&B::codebook>, between(1, 1024), "entries", kNeedsReset,
     "entries in the codebook of a vector-quantised code", needs(N::kCodebook)},
    {"code_channels", G::kBottleneck, bottleneck<&B::code_channels>, between(1, 256), "units", kNeedsReset,
     "size of each codebook entry", needs(N::kCodebook)},
    {"commitment", G::kBottleneck, bottleneck<&B::commitment>, between(0, 1000), "", kLive,
     "weight of the distance between the encoder's output and its codebook entries", needs(N::kCodebook)},

    {"corruption", G::kCorruption, network<&A::corruption, corruptions>, kNone, "", kNeedsReset,
     "noise added to the input during training; the target stays clean", needs(N::kGradients)},
    {"corruption_strength", G::kCorruption, network<&A::corruption_strength>, between(0, 1), "", kLive,
     "standard deviation of Gaussian noise; share of the values, or of the side, for the other kinds",
     needs(N::kCorruption)},

    {"condition", G::kCondition, condition<&ConditionSettings::kind, conditions>, kNone, "", kNeedsReset,
     "what encoder and decoder get beside the sample and the code", needs(N::kGradients)},
    {"label_dropout", G::kCondition, condition<&ConditionSettings::label_dropout>, between(0, 1), "", kLive,
     "share of the training samples whose label is withheld, for use without labels", needs(N::kLabels)},
    {"condition_classes", G::kCondition, condition<&ConditionSettings::classes>, between(0, 256), "labels", kNeedsReset,
     "number of classes of a conditional model; taken from the data", taken_from(SettingSource::kData)},
    {"condition_labels", G::kCondition, condition<&ConditionSettings::labels>, between(0, 255), "labels", kNeedsReset,
     "labels of a conditional model, where some do not occur; taken from the data", taken_from(SettingSource::kData)},

    {"loss", G::kLoss, network<&A::loss, reconstruction_losses>, kNone, "", kNeedsReset, "reconstruction loss",
     needs(N::kGradients)},
    {"huber_delta", G::kLoss, network<&A::huber_delta>, between(0.001, 10), "", kNeedsReset,
     "error at which the Huber loss changes from squared to linear", needs(N::kHuberLoss)},

    {"l1", G::kPenalties, penalty<&P::l1>, between(0, 1e6), "", kLive,
     "weight of the L1 norm of the code (sparse codes)", needs(N::kGradients)},
    {"sparsity", G::kPenalties, penalty<&P::sparsity>, between(0, 1e6), "", kLive,
     "weight of the KL divergence of each code unit's mean activation from rho (sparse codes)", needs(N::kGradients)},
    {"rho", G::kPenalties, penalty<&P::rho>, between(0.001, 0.999), "", kLive, "target mean activation of sparsity",
     needs(N::kSparsity)},
    {"contractive", G::kPenalties, penalty<&P::contractive>, between(0, 1e6), "", kLive,
     "weight of the squared norm of the encoder's Jacobian", needs(N::kGradients)},
    {"mmd", G::kPenalties, penalty<&P::mmd>, between(0, 1e6), "", kLive,
     "weight of the maximum mean discrepancy between codes and prior (Wasserstein autoencoder)", needs(N::kGradients)},
    {"adversarial", G::kPenalties, penalty<&P::adversarial>, between(0, 1e6), "", kLive,
     "weight of the adversarial loss of the code against a discriminator", needs(N::kGradients)},
    {"discriminator_hidden", G::kPenalties, penalty<&P::discriminator_hidden>, between(1, 8192), "units", kNeedsReset,
     "sizes of the discriminator's hidden layers", needs(N::kDiscriminator)},
    {"discriminator_learning_rate", G::kPenalties, penalty<&P::discriminator_learning_rate>, between(0, 1000), "",
     kLive, "learning rate of the discriminator", needs(N::kDiscriminator)},

    {"solver", G::kOptimiser, training<&T::solver, solvers>, kNone, "", kNeedsReset,
     "how the weights are computed; closed-form gives a linear autoencoder"},
    {"optimiser", G::kOptimiser, training<&T::optimiser, optimisers>, kNone, "", kNeedsReset,
     "rule that updates the weights by their gradients", needs(N::kGradients)},
    {"learning_rate", G::kOptimiser, update<&OptimiserOptions::learning_rate>, between(0, 1000), "", kLive,
     "step size of the optimiser", needs(N::kGradients)},
    {"momentum", G::kOptimiser, update<&OptimiserOptions::momentum>, between(0, 1), "", kLive,
     "momentum of sgd and nesterov", needs(N::kMomentum)},
    {"weight_decay", G::kOptimiser, update<&OptimiserOptions::weight_decay>, between(0, 100), "", kLive,
     "decay of the weights towards 0; usual values are 0.01 for adamw, 0.0001 for the others", needs(N::kGradients)},
    {"clip_norm", G::kOptimiser, training<&T::clip_norm>, between(0, 1e6), "", kLive,
     "largest norm of the gradient; larger ones are scaled down to it; 0 for no limit", needs(N::kGradients)},
    {"batch", G::kOptimiser, training<&T::batch>, between(1, 4096), "samples", kNeedsReset, "samples per step"},
    {"gradient_shards", G::kOptimiser, training<&T::gradient_shards>, between(1, 256), "parts", kNeedsReset,
     "parts of a batch whose gradients are summed in one order by any number of processes; batch normalisation, mmd "
     "and sparsity measure each part by itself"},
    {"epochs", G::kOptimiser, training<&T::epochs>, between(1, 1e6), "epochs", kLive,
     "passes over the training samples"},

    {"schedule", G::kSchedule, schedule<&ScheduleOptions::kind, schedules>, kNone, "", kLive,
     "how the learning rate changes during training", needs(N::kGradients)},
    {"schedule_epochs", G::kSchedule, schedule<&ScheduleOptions::epochs>, between(0, 1e6), "epochs", kLive,
     "epochs of one cycle of cosine and one-cycle; 0 for the whole run", needs(N::kCycles)},
    {"warmup_epochs", G::kSchedule, schedule<&ScheduleOptions::warmup_epochs>, between(0, 1e4), "epochs", kLive,
     "epochs over which the learning rate first rises, with any schedule", needs(N::kGradients)},
    {"decay_factor", G::kSchedule, schedule<&ScheduleOptions::decay_factor>, between(0, 1), "", kLive,
     "factor by which step and plateau multiply the learning rate", needs(N::kDecay)},
    {"decay_epochs", G::kSchedule, schedule<&ScheduleOptions::decay_epochs>, between(1, 1e6), "epochs", kLive,
     "step: epochs between two decays; plateau: epochs without a better validation loss before a decay",
     needs(N::kDecay)},
    {"validation", G::kSchedule, training<&T::validation>, between(0, 0.5), "", kNeedsReset,
     "share of the training samples set aside for plateau and patience, which use 0.1 where this is 0"},
    {"patience", G::kSchedule, training<&T::patience>, between(0, 1e6), "epochs", kLive,
     "end the run after this many epochs without a better validation loss and restore the best weights; 0 for never"},

    {"seed", G::kRun, at<kNumber, &S::seed>(), between(0, 2147483647), "", kNeedsReset,
     "seed of all random numbers; the same seed gives the same run"},
    {"threads", G::kRun, compute<&ComputeOptions::threads>, between(1, 64), "threads", kNeedsReset,
     "threads for training", taken_from(SettingSource::kMachine)},
    {"math", G::kRun, compute<&ComputeOptions::math, math_modes>, kNone, "", kNeedsReset,
     "portable gives the same bits on every machine; fast uses fused multiply-adds"},
    {"isa", G::kRun, named<&S::compute, &ComputeOptions::isa>(instruction_set_choices), kNone, "", kNeedsReset,
     "instruction set; auto uses the best one of this machine", taken_from(SettingSource::kMachine)},
};

}  // namespace

std::span<const SolverRow> solvers() { return kSolvers; }

std::string_view setting_group_title(SettingGroup group) {
  constexpr std::string_view kTitles[] = {"Family",     "Data",      "Architecture", "Bottleneck",
                                          "Corruption", "Condition", "Loss",         "Penalties",
                                          "Optimiser",  "Schedule",  "Run"};
  return kTitles[static_cast<int>(group)];
}

std::span<const Setting> settings_table() { return kSettings; }

std::vector<std::string_view> Setting::choices() const {
  if (const auto* text = std::get_if<SettingText>(&member)) return text->choices ? text->choices() : Choices{};
  if (const auto* choice = std::get_if<SettingEnum>(&member)) return choice->choices();
  return is_flag() ? Choices{"off", "on"} : Choices{};
}

const std::vector<int>& list_of(const Setting& setting, const Settings& settings) {
  return std::get<SettingField<std::vector<int>>>(setting.member).get(settings);
}

bool Setting::is_number() const {
  return std::holds_alternative<SettingField<int>>(member) || std::holds_alternative<SettingField<double>>(member);
}

bool Setting::is_flag() const { return std::holds_alternative<SettingField<bool>>(member); }

bool Setting::is_list() const { return std::holds_alternative<SettingField<std::vector<int>>>(member); }

}  // namespace hourglass
