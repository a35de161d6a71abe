#include "session/setting_needs.h"

#include <algorithm>

#include "core/enum_table.h"
#include "data/open.h"
#include "session/settings.h"

namespace hourglass {
namespace {

bool is_generated(const Settings& s) {
  const auto sets = built_in_sets();
  return std::any_of(sets.begin(), sets.end(), [&](const BuiltInSet& set) { return set.name == s.data.source; });
}

bool is_trained(const Settings& s) { return s.training.solver == Solver::kGradient; }

template <BottleneckKind kind>
bool has_bottleneck(const Settings& s) {
  return s.architecture.bottleneck == kind;
}

template <Schedule... kinds>
bool has_schedule(const Settings& s) {
  return ((s.training.schedule.kind == kinds) || ...);
}

struct NeedRow {
  SettingNeed kind;
  std::string_view text;
  bool (*met)(const Settings&);
  bool concerns_network;
};

using N = SettingNeed;
constexpr NeedRow kNeeds[] = {
    {N::kNothing, "", [](const Settings&) { return true; }, false},
    {N::kGeneratedData, "Acts only where the program draws the data", is_generated, false},
    {N::kGivenData, "Acts only on data from files", [](const Settings& s) { return !is_generated(s); }, false},
    {N::kGradients, "Acts only with solver = gradient", is_trained, false},
    {N::kConvolutions, "Acts only with convolutions (conv)",
     [](const Settings& s) { return is_trained(s) && !s.architecture.channels.empty(); }, true},
    {N::kTransformer, "Acts only with transformer blocks",
     [](const Settings& s) { return is_trained(s) && s.architecture.transformer.blocks > 0; }, true},
    {N::kPlainCode, "A Gaussian code has no activation",
     [](const Settings& s) { return is_trained(s) && !has_bottleneck<BottleneckKind::kGaussian>(s); }, false},
    {N::kGaussianCode, "Acts only with bottleneck = gaussian", has_bottleneck<BottleneckKind::kGaussian>, true},
    {N::kCapacity, "Acts only with bottleneck = gaussian and a capacity above 0",
     [](const Settings& s) {
       return has_bottleneck<BottleneckKind::kGaussian>(s) && s.architecture.bottleneck_options.capacity > 0;
     },
     true},
    {N::kTopKCode, "Acts only with bottleneck = top-k", has_bottleneck<BottleneckKind::kTopK>, true},
    {N::kCodebook, "Acts only with bottleneck = vector-quantised", has_bottleneck<BottleneckKind::kVectorQuantised>,
     true},
    {N::kCorruption, "Acts only with a corruption",
     [](const Settings& s) { return s.architecture.corruption != CorruptionKind::kNone; }, true},
    {N::kLabels, "Acts only with condition = label",
     [](const Settings& s) { return is_trained(s) && s.condition.kind == Condition::kLabel; }, true},
    {N::kLossWithActivation, "The bce loss includes a sigmoid",
     [](const Settings& s) { return is_trained(s) && s.architecture.loss != ReconstructionLoss::kBce; }, false},
    {N::kHuberLoss, "Acts only with loss = huber",
     [](const Settings& s) { return s.architecture.loss == ReconstructionLoss::kHuber; }, true},
    {N::kSparsity, "Acts only with a sparsity above 0",
     [](const Settings& s) { return s.architecture.penalty_options.sparsity > 0; }, true},
    {N::kDiscriminator, "Acts only with an adversarial weight above 0",
     [](const Settings& s) { return s.architecture.penalty_options.adversarial > 0; }, true},
    {N::kMomentum, "Acts only with optimiser = sgd or nesterov, and on a discriminator",
     [](const Settings& s) {
       const Optimiser kind = s.training.optimiser;
       return is_trained(s) && (kind == Optimiser::kSgd || kind == Optimiser::kNesterov ||
                                s.architecture.penalty_options.adversarial > 0);
     },
     false},
    {N::kCycles, "Acts only with schedule = cosine or one-cycle", has_schedule<Schedule::kCosine, Schedule::kOneCycle>,
     false},
    {N::kDecay, "Acts only with schedule = step or plateau", has_schedule<Schedule::kStep, Schedule::kPlateau>, false},
};
static_assert(in_enum_order(kNeeds));

const NeedRow& row_of(SettingNeed need) { return kNeeds[static_cast<std::size_t>(need)]; }

}  // namespace

bool is_met(SettingNeed need, const Settings& settings) { return row_of(need).met(settings); }

std::string_view setting_need_text(SettingNeed need) { return row_of(need).text; }

bool concerns_network(SettingNeed need) { return row_of(need).concerns_network; }

}  // namespace hourglass
