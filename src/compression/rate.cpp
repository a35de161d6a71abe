#include "compression/rate.h"

#include <algorithm>
#include <cmath>

#include "analysis/image_metrics.h"
#include "analysis/sample_inference.h"

namespace hourglass {
namespace {

/// JPEG's qualities: from 100 down to 0.78, four to an octave.
constexpr int kJpegLevels = 29;
double quality_of(int level) { return 100 * std::exp2((level - (kJpegLevels - 1)) / 4.0); }

double payload(const CompressedSize& size) { return static_cast<double>(size.payload); }

RateFigures figures_of(const CompressedFile& file, Distortion distortion) {
  const CompressedSize size = size_of(file);
  return {size.payload, size.code_model, std::move(distortion)};
}

/// Mean squared error of the values that are not missing.
double mse_per_value(const Samples& samples, const Samples& given) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < samples.values.size(); ++i) {
    if (samples.values[i] != samples.values[i]) continue;
    const double difference = static_cast<double>(samples.values[i]) - static_cast<double>(given.values[i]);
    sum += difference * difference;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

double mean_similarity(const Shape& shape, const Samples& samples, const Samples& given) {
  double sum = 0;
  for (std::uint32_t n = 0; n < samples.count; ++n) {
    sum += structural_similarity(shape, samples.sample(n), given.sample(n));
  }
  return sum / samples.count;
}

}  // namespace

Result<std::unique_ptr<RateMeasurement>> RateMeasurement::create(const Model& model, const Dataset& data,
                                                                 int components, int threads) {
  if (Status status = check_shape(model, data); !status) return status.error();
  std::unique_ptr<RateMeasurement> made(new RateMeasurement(model, data));
  made->samples_ = read_samples(data, Split::kHeldOut);
  auto decoder = PortableDecoder::create(model, threads);
  if (!decoder) return decoder.error();
  made->decoder_ = std::move(*decoder);
  auto codes = CompressibleCodes::encode(model, *made->decoder_, made->samples_, threads);
  if (!codes) return codes.error();
  made->codes_ = std::move(*codes);
  const auto variant = choose_variant(model.settings.compute.isa, model.settings.compute.math);
  if (!variant) return variant.error();
  const Compute compute(*variant, model.settings.compute.math, threads);
  Samples training = read_samples(data, Split::kTraining), filled = made->samples_;
  fill_missing(data.description(), training);
  fill_missing(data.description(), filled);
  const int wanted = components > 0 ? components : made->codes_.places();
  made->components_ = fit_principal_components(training, std::min(wanted, filled.features), compute);
  Samples values = principal_codes(made->components_, filled, compute);
  values.labels.clear();
  const PrincipalComponents& known = made->components_;
  made->pca_codes_ = CompressibleCodes::of_values(
      std::move(values), data.shape(), filled,
      [&known](const Samples& given) { return from_principal_codes(known, given, known.count); });
  return made;
}

Distortion RateMeasurement::distortion(Samples given) const {
  const bool is_image = data_.description().kind == DataKind::kImage;
  if (is_image) {
    for (float& value : given.values) value = std::clamp(value, 0.0f, 1.0f);
  }
  Distortion found{mse_per_value(samples_, given), cleanness(data_.description(), data_.shape(), samples_, given), {}};
  if (is_image) found.ssim = mean_similarity(data_.shape(), samples_, given);
  return found;
}

Result<RatePoint> RateMeasurement::at_step(double step) {
  auto file = codes_.file(step);
  if (!file) return file.error();
  return measure({std::move(*file), step});
}

Result<RatePoint> RateMeasurement::at_bits(double bits) {
  const auto made = codes_.file_within(bits * static_cast<double>(values()) / 8, payload, "--bits");
  if (!made) return made.error();
  return measure(*made);
}

Result<RatePoint> RateMeasurement::measure(const SteppedFile& made) {
  const auto reconstructed = decompress(model_, made.file, *decoder_, "the compressed samples");
  if (!reconstructed) return reconstructed.error();
  RatePoint point;
  point.step = made.step;
  point.model = figures_of(made.file, distortion(*reconstructed));
  if (Status status = add_pca(point); !status) return status.error();
  if (Status status = add_jpeg(point); !status) return status.error();
  return point;
}

Status RateMeasurement::add_pca(RatePoint& point) {
  auto made = pca_codes_.file_within(static_cast<double>(point.model.payload), payload, "--bits");
  if (!made) {
    // Even the coarsest is larger.
    const double step = 1e12 * pca_codes_.usual_step();
    auto coarsest = pca_codes_.file(step);
    if (!coarsest) return coarsest.error();
    made = SteppedFile{std::move(*coarsest), step};
  }
  const CompressedFile& file = made->file;
  const auto quantised =
      decode_codes(file.codes.tables, file.codes.payload, file.count, file.form, file.quantiser, "PCA's codes");
  if (!quantised) return quantised.error();
  point.pca_step = made->step;
  point.pca = figures_of(
      file, distortion(from_principal_codes(components_, dequantise(*quantised, file.quantiser), components_.count)));
  return Done{};
}

Result<const JpegImages*> RateMeasurement::jpeg_at(int level) {
  auto known = jpeg_.find(level);
  if (known == jpeg_.end()) {
    auto made = jpeg_images(samples_, data_.shape(), quality_of(level));
    if (!made) return made.error();
    known = jpeg_.emplace(level, std::move(*made)).first;
  }
  return &known->second;
}

Status RateMeasurement::add_jpeg(RatePoint& point) {
  const Shape shape = data_.shape();
  const bool is_picture = shape.channels == 1 || shape.channels == 3;
  if (!has_jpeg() || data_.description().kind != DataKind::kImage || !is_picture) return Done{};
  int low = 0, high = kJpegLevels - 1;
  while (low < high) {
    const int middle = (low + high) / 2;
    const auto made = jpeg_at(middle);
    if (!made) return made.error();
    if ((*made)->coded_bytes >= point.model.payload) high = middle;
    else low = middle + 1;
  }
  const auto made = jpeg_at(low);
  if (!made) return made.error();
  point.jpeg_quality = quality_of(low);
  point.jpeg = RateFigures{(*made)->coded_bytes, 0, distortion((*made)->images)};
  return Done{};
}

}  // namespace hourglass
