#include "autoencoder/architecture.h"

namespace hourglass {
namespace {

constexpr WayRow<DownsampleKind> kDownsamples[] = {
    {DownsampleKind::kStride, "stride", "the convolution takes steps of two pixels"},
    {DownsampleKind::kMax, "max", "the largest of 2 x 2 pixels"},
    {DownsampleKind::kAverage, "average", "the mean of 2 x 2 pixels"},
};

constexpr WayRow<UpsampleKind> kUpsamples[] = {
    {UpsampleKind::kTransposed, "transposed", "a transposed convolution"},
    {UpsampleKind::kNearest, "nearest", "each pixel four times, then a convolution"},
};

constexpr WayRow<NormalisationKind> kNormalisations[] = {
    {NormalisationKind::kNone, "none", "sums go to the activation as they are"},
    {NormalisationKind::kBatch, "batch", "each channel is normalised over the batch"},
    {NormalisationKind::kLayer, "layer", "each sample (or pixel) is normalised over its channels"},
};

constexpr WayRow<Condition> kConditions[] = {
    {Condition::kNone, "none", "nothing"},
    {Condition::kLabel, "label", "the class of the sample"},
};

}  // namespace

std::span<const WayRow<DownsampleKind>> downsamples() { return kDownsamples; }
std::span<const WayRow<UpsampleKind>> upsamples() { return kUpsamples; }
std::span<const WayRow<NormalisationKind>> normalisations() { return kNormalisations; }
std::span<const WayRow<Condition>> conditions() { return kConditions; }

}  // namespace hourglass
