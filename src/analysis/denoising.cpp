#include "analysis/denoising.h"

#include <cmath>

#include "analysis/image_metrics.h"
#include "analysis/sample_figures.h"

namespace hourglass {
namespace {

double mse(const Samples& a, const Samples& b) {
  return squared_error(a.values, b.values) / static_cast<double>(a.values.size());
}

}  // namespace

Samples with_noise(const Samples& samples, Shape shape, const Noise& noise, const Compute& compute) {
  Samples noisy = samples;
  noisy.values = corrupt(compute, samples.values, shape, noise.kind, noise.strength, noise.seed, 0, noise.groups);
  return noisy;
}

Cleanness cleanness(const DataDescription& description, const Shape& shape, const Samples& clean,
                    const Samples& given) {
  Cleanness result;
  if (description.kind == DataKind::kImage) {
    result.psnr_db = psnr_db(mse(clean, given));
    return result;
  }
  const SampleFigures figures = sample_figures(description, shape, clean, given);
  result.signal_to_noise_db = figures.signal_to_noise_db;
  if (figures.symbols) result.right = figures.symbols->right;
  double right = 0, count = 0;
  for (const CategoryFigures& column : figures.categories) {
    right += column.right * static_cast<double>(column.count);
    count += static_cast<double>(column.count);
  }
  if (count > 0) result.right = right / count;
  if (description.kind == DataKind::kTable) {
    const std::vector<CategoryGroup> groups = category_groups(description, shape);
    std::uint64_t numbers = 0;
    for (const NumberFigures& column : figures.numbers) numbers += column.count;
    const double error = loss_parts(ReconstructionLoss::kMse, 0, groups, clean, given).numbers * clean.count;
    if (numbers > 0) result.number_error = std::sqrt(error / static_cast<double>(numbers));
  }
  return result;
}

}  // namespace hourglass
