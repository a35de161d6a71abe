// Rate against distortion on held-out samples: a model beside principal components of the same code size with the same
// quantiser and coder, and for images beside JPEG.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "analysis/denoising.h"
#include "analysis/pca.h"
#include "compression/compressor.h"
#include "compression/jpeg_baseline.h"
#include "data/dataset.h"

namespace hourglass {

/// How far reconstructions are from the samples.
struct Distortion {
  double mse_per_value = 0;    ///< missing values do not count
  Cleanness figures;           ///< in the terms of the kind
  std::optional<double> ssim;  ///< of images
};

/// One method at one rate.
struct RateFigures {
  std::size_t payload = 0;     ///< bytes of the entropy-coded numbers of all samples
  std::size_t code_model = 0;  ///< bytes of what the decoder needs to read them; of JPEG not counted
  Distortion distortion;
};

struct RatePoint {
  double step = 0;
  RateFigures model, pca;
  double pca_step = 0;
  std::optional<RateFigures> jpeg;
  double jpeg_quality = 0;
};

/// Measures one model; keeps codes and baselines between points. Images are cut to [0, 1] before they are compared, as
/// in a picture, those of principal components too.
class RateMeasurement {
 public:
  /// `components` directions of PCA, learned from the training samples; 0: as many as the code has numbers, at most the
  /// features. The model and the data must outlive this.
  static Result<std::unique_ptr<RateMeasurement>> create(const Model& model, const Dataset& data, int components,
                                                         int threads);

  std::uint32_t count() const { return samples_.count; }
  std::uint64_t values() const { return static_cast<std::uint64_t>(samples_.values.size()); }
  int components() const { return components_.count; }
  double usual_step() const { return codes_.usual_step(); }
  bool has_steps() const { return codes_.has_steps(); }
  double bits_per_value(const RateFigures& figures) const {
    return 8 * static_cast<double>(figures.payload) / static_cast<double>(values());
  }

  /// The model at a step; PCA at the finest step whose payload is no larger, or its coarsest; JPEG at the
  /// least of some qualities, four to an octave, whose pixels take no fewer bytes, or its best.
  Result<RatePoint> at_step(double step);
  /// The same at about the finest step at which the payload takes at most `bits` per value.
  Result<RatePoint> at_bits(double bits);

 private:
  RateMeasurement(const Model& model, const Dataset& data) : model_(model), data_(data) {}
  Distortion distortion(Samples given) const;
  Result<RatePoint> measure(const SteppedFile& made);
  Status add_pca(RatePoint& point);
  Status add_jpeg(RatePoint& point);
  Result<const JpegImages*> jpeg_at(int level);

  const Model& model_;
  const Dataset& data_;
  Samples samples_;
  std::unique_ptr<PortableDecoder> decoder_;
  CompressibleCodes codes_, pca_codes_;
  PrincipalComponents components_;
  std::map<int, JpegImages> jpeg_;  ///< by level
};

}  // namespace hourglass
