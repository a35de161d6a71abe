#include "analysis/plain_cleaning.h"

#include <algorithm>

#include "analysis/image_metrics.h"
#include "analysis/median_filter.h"
#include "analysis/non_local_means.h"
#include "analysis/pca.h"
#include "core/enum_table.h"
#include "core/number_text.h"

namespace hourglass {
namespace {

/// The highest rank tried for PCA; with strong noise the best rank is far lower.
constexpr int kMostComponents = 256;
constexpr int kRadii[] = {1, 2, 3};
constexpr float kStrengths[] = {0.1f, 0.15f, 0.2f, 0.3f, 0.4f, 0.5f, 0.7f, 1.0f};
constexpr std::uint32_t kSamplesToChoose = 2000;

constexpr PlainMethodRow kMethods[] = {
    {PlainMethod::kPca, "pca", "pca_rank"},
    {PlainMethod::kMedian, "median", "median_radius"},
    {PlainMethod::kNonLocalMeans, "non_local_means", "non_local_means_strength"},
};
static_assert(in_enum_order(kMethods));

PlainCleaning by_pca(const Samples& training, const Samples& noisy, const Samples& clean, const Compute& compute) {
  const PrincipalComponents components =
      fit_principal_components(training, std::min(kMostComponents, clean.features), compute);
  const std::vector<double> errors = mean_errors_by_rank(components, noisy, clean, compute);
  const auto rank = static_cast<int>(std::min_element(errors.begin(), errors.end()) - errors.begin());
  return {PlainMethod::kPca, static_cast<double>(rank),
          from_principal_codes(components, principal_codes(components, noisy, compute), rank)};
}

Samples first_of(const Samples& samples, std::uint32_t most) {
  Samples first{samples.features, std::min(most, samples.count), samples.values, {}};
  first.values.resize(std::size_t{first.count} * static_cast<std::size_t>(first.features));
  return first;
}

/// The candidate with which `filter(samples, candidate)` comes closest to the clean samples.
template <class Candidate, std::size_t size, class Filter>
Candidate best_of(const Candidate (&candidates)[size], const Samples& noisy, const Samples& clean,
                  const Filter& filter) {
  const Samples some = first_of(noisy, kSamplesToChoose), wanted = first_of(clean, kSamplesToChoose);
  Candidate best = candidates[0];
  double least = 0;
  for (const Candidate candidate : candidates) {
    const double error = squared_error(filter(some, candidate).values, wanted.values);
    if (candidate != candidates[0] && error >= least) continue;
    best = candidate;
    least = error;
  }
  return best;
}

}  // namespace

const PlainMethodRow& plain_method_row(PlainMethod method) { return kMethods[static_cast<int>(method)]; }

std::vector<PlainCleaning> clean_plainly(const DataDescription& description, const Shape& shape,
                                         const Samples& training, const Samples& noisy, const Samples& clean,
                                         const Compute& compute) {
  std::vector<PlainCleaning> cleanings = {by_pca(training, noisy, clean, compute)};
  const bool image = description.kind == DataKind::kImage;
  if (image || description.kind == DataKind::kSignal) {
    const auto filter = [&](const Samples& s, int radius) { return median_filter(s, shape, radius, compute); };
    const int radius = best_of(kRadii, noisy, clean, filter);
    cleanings.push_back({PlainMethod::kMedian, static_cast<double>(radius), filter(noisy, radius)});
  }
  if (image) {
    const auto filter = [&](const Samples& s, float strength) {
      return non_local_means(s, shape, {.strength = strength}, compute);
    };
    const float strength = best_of(kStrengths, noisy, clean, filter);
    cleanings.push_back({PlainMethod::kNonLocalMeans, static_cast<double>(strength), filter(noisy, strength)});
  }
  return cleanings;
}

std::string title_of(const PlainCleaning& cleaning, const Shape& shape) {
  const std::string width = std::to_string(2 * static_cast<int>(cleaning.chosen) + 1);
  switch (cleaning.method) {
    case PlainMethod::kPca: return "PCA of rank " + std::to_string(static_cast<int>(cleaning.chosen));
    case PlainMethod::kMedian: return "median of " + width + (shape.height > 1 ? " x " + width : "");
    case PlainMethod::kNonLocalMeans: return "non-local means, h = " + rounded_text(cleaning.chosen, 2);
  }
  return {};
}

}  // namespace hourglass
