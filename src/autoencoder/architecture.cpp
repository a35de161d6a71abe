#include "autoencoder/architecture.h"
#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr ChoiceRow<DownsampleKind> kDownsamples[] = {
    {DownsampleKind::kStride, "stride", "the convolution takes steps of two pixels"},
    {DownsampleKind::kMax, "max", "the largest of each two neighbours along every side"},
    {DownsampleKind::kAverage, "average", "the mean of each two neighbours along every side"},
};
static_assert(in_enum_order(kDownsamples));

constexpr ChoiceRow<UpsampleKind> kUpsamples[] = {
    {UpsampleKind::kTransposed, "transposed", "a transposed convolution"},
    {UpsampleKind::kNearest, "nearest", "each pixel repeated along every side, then a convolution"},
};
static_assert(in_enum_order(kUpsamples));

constexpr NormalisationRow kNormalisations[] = {
    {{NormalisationKind::kNone, "none", "sums go to the activation unchanged"}, std::nullopt},
    {{NormalisationKind::kBatch, "batch", "each channel is normalised over the batch"}, LayerKind::kBatchNormalisation},
    {{NormalisationKind::kLayer, "layer", "each sample (or pixel) is normalised over its channels"},
     LayerKind::kLayerNormalisation},
    {{NormalisationKind::kGroup, "group", "each sample is normalised over its pixels and groups of channels"},
     LayerKind::kGroupNormalisation},
};
static_assert(in_enum_order(kNormalisations));

constexpr ChoiceRow<Condition> kConditions[] = {
    {Condition::kNone, "none", "nothing"},
    {Condition::kLabel, "label", "the class of the sample"},
};
static_assert(in_enum_order(kConditions));

}  // namespace

std::span<const ChoiceRow<DownsampleKind>> downsamples() { return kDownsamples; }
std::span<const ChoiceRow<UpsampleKind>> upsamples() { return kUpsamples; }
std::span<const NormalisationRow> normalisations() { return kNormalisations; }
const NormalisationRow& normalisation_row(NormalisationKind kind) { return kNormalisations[static_cast<int>(kind)]; }
std::span<const ChoiceRow<Condition>> conditions() { return kConditions; }

}  // namespace hourglass
