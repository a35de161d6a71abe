#include "analysis/evaluation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/cross_entropy.h"
#include "analysis/image_metrics.h"
#include "analysis/sample_inference.h"

namespace hourglass {
namespace {

/// Sums over the samples seen so far.
struct Sums {
  double squared_error = 0, bce = 0, ssim = 0;
  LossTerms terms;
  std::vector<double> code, code_square;  ///< of each coordinate
  std::vector<std::uint8_t> entry_used;   ///< of each entry of the codebook: 1 where some code has it
};

/// Cross-entropy of pixels under probabilities, in nats. Missing values do not count.
double cross_entropy(std::span<const float> probabilities, std::span<const float> pixels) {
  double sum = 0;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (std::isnan(pixels[i])) continue;
    sum += binary_cross_entropy(static_cast<double>(probabilities[i]), static_cast<double>(pixels[i]));
  }
  return sum;
}

/// The squared error of those values that are not missing.
double known_squared_error(std::span<const float> sample, std::span<const float> reconstruction) {
  double sum = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (std::isnan(sample[i])) continue;
    const double error = double{reconstruction[i]} - double{sample[i]};
    sum += error * error;
  }
  return sum;
}

/// Goes through a split in batches; each batch is reconstructed from its codes' means and scored from sampled codes.
class Evaluator {
 public:
  Evaluator(ModelRunner& runner, const Dataset& data)
      : runner_(runner),
        data_(data),
        features_(static_cast<std::size_t>(data.shape().features())),
        pixels_(features_ * static_cast<std::size_t>(runner.batch())),
        labels_(static_cast<std::size_t>(runner.batch())) {}

  Sums run(Split split) {
    Sums sums;
    const auto most = static_cast<std::uint32_t>(runner_.batch());
    for (std::uint32_t first = 0; first < data_.count(split); first += most) {
      const std::uint32_t count = std::min(most, data_.count(split) - first);
      load(split, first, count);
      const Pass plain = runner_.pass(Mode::kInference, static_cast<int>(count), labels_.data(), first);
      const Real* codes = runner_.network().encode(plain, pixels_.data());
      add_codes(plain, codes, sums);
      const Real* images = runner_.network().decode(plain, codes);
      const std::vector<float> reconstructions(images, images + count * features_);
      add_reconstructions(reconstructions, sums);
      add_loss(first, reconstructions, sums);
    }
    return sums;
  }

 private:
  void load(Split split, std::uint32_t first, std::uint32_t count) {
    for (std::uint32_t n = 0; n < count; ++n) {
      data_.read(split, first + n, pixels_.data() + n * features_);
      labels_[n] = data_.label(split, first + n);
    }
  }

  void add_codes(const Pass& pass, const Real* codes, Sums& sums) {
    const std::size_t latent = static_cast<std::size_t>(runner_.network().architecture().latent);
    sums.code.resize(latent);
    sums.code_square.resize(latent);
    for (std::size_t i = 0; i < latent * static_cast<std::size_t>(pass.batch); ++i) {
      const double code = static_cast<double>(codes[i]);
      sums.code[i % latent] += code;
      sums.code_square[i % latent] += code * code;
    }
    const Bottleneck& bottleneck = runner_.network().bottleneck();
    const Real* chosen = bottleneck.chosen_entries(pass);
    if (!chosen) return;
    sums.entry_used.resize(static_cast<std::size_t>(bottleneck.codebook_entries()));
    for (int i = 0; i < bottleneck.code_positions() * pass.batch; ++i) {
      sums.entry_used[static_cast<std::size_t>(chosen[i])] = 1;
    }
  }

  void add_reconstructions(std::span<const float> reconstructions, Sums& sums) {
    for (std::size_t at = 0; at < reconstructions.size(); at += features_) {
      const std::span<const float> image(pixels_.data() + at, features_);
      const std::span<const float> reconstruction = reconstructions.subspan(at, features_);
      sums.squared_error += data_.description().has_missing ? known_squared_error(image, reconstruction)
                                                            : squared_error(image, reconstruction);
      if (data_.description().kind != DataKind::kImage) continue;
      sums.ssim += structural_similarity(data_.shape(), image.data(), reconstructions.data() + at);
    }
  }

  /// The loss's terms from sampled codes; where the loss is not a cross-entropy, that of the reconstructions beside it.
  void add_loss(std::uint32_t first, std::span<const float> reconstructions, Sums& sums) {
    const int count = static_cast<int>(reconstructions.size() / features_);
    const Pass sampled = runner_.pass(Mode::kScoring, count, labels_.data(), first);
    const LossTerms terms = runner_.network().score(sampled, pixels_.data());
    sums.terms.add(terms, count);
    if (runner_.network().architecture().loss == ReconstructionLoss::kBce) {
      sums.bce += terms.reconstruction * count;
    } else {
      sums.bce += cross_entropy(reconstructions, {pixels_.data(), reconstructions.size()});
    }
  }

  ModelRunner& runner_;
  const Dataset& data_;
  std::size_t features_;
  std::vector<float> pixels_;
  std::vector<int> labels_;
};

/// Means and standard deviations of the code's coordinates.
void fill_codes(const Sums& sums, double count, Evaluation& result) {
  for (std::size_t i = 0; i < sums.code.size(); ++i) {
    const double mean = sums.code[i] / count;
    result.code_mean.push_back(mean);
    result.code_deviation.push_back(std::sqrt(std::max(0.0, sums.code_square[i] / count - mean * mean)));
  }
  if (sums.entry_used.empty()) return;
  const auto used = std::count(sums.entry_used.begin(), sums.entry_used.end(), 1);
  result.codebook_use = static_cast<double>(used) / static_cast<double>(sums.entry_used.size());
}

void fill_terms(const Sums& sums, const std::vector<std::string_view>& names, double count, Evaluation& result) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    result.penalties.push_back({names[i], sums.terms.penalties[i] / count});
    if (names[i] == "kl") result.kl_per_image = result.penalties[i].value;
  }
}

template <auto member>
std::optional<double> value_of(const Evaluation& evaluation) {
  return evaluation.*member;
}

constexpr EvaluationField kFields[] = {
    {"mse_per_pixel", value_of<&Evaluation::mse_per_pixel>},
    {"squared_error_per_image", value_of<&Evaluation::squared_error_per_image>},
    {"bce_per_image", value_of<&Evaluation::bce_per_image>},
    {"bce_per_pixel", value_of<&Evaluation::bce_per_pixel>},
    {"loss_per_image", value_of<&Evaluation::loss_per_image>},
    {"loss_per_pixel", value_of<&Evaluation::loss_per_pixel>},
    {"kl_per_image", value_of<&Evaluation::kl_per_image>},
    {"elbo_per_image", value_of<&Evaluation::elbo_per_image>},
    {"psnr_db", value_of<&Evaluation::psnr_db>},
    {"ssim", value_of<&Evaluation::ssim>},
};

}  // namespace

std::span<const EvaluationField> evaluation_fields() { return kFields; }

Result<Evaluation> evaluate(const Model& model, const Dataset& data, Split split, int threads) {
  if (Status status = check_shape(model, data); !status) return status.error();
  auto runner = ModelRunner::create(model, {.threads = threads});
  if (!runner) return runner.error();
  const Autoencoder& network = (*runner)->network();
  const Sums sums = Evaluator(**runner, data).run(split);
  const double count = data.count(split), pixels = data.shape().features();
  Evaluation result;
  result.squared_error_per_image = sums.squared_error / count;
  result.mse_per_pixel = result.squared_error_per_image / pixels;
  result.bce_per_image = sums.bce / count;
  result.bce_per_pixel = result.bce_per_image / pixels;
  result.loss = network.architecture().loss;
  result.loss_per_image = sums.terms.reconstruction / count;
  result.loss_per_pixel = result.loss_per_image / pixels;
  fill_terms(sums, network.penalty_names(), count, result);
  if (result.kl_per_image) result.elbo_per_image = -(result.bce_per_image + *result.kl_per_image);
  if (data.description().kind == DataKind::kImage) {
    result.psnr_db = psnr_db(result.mse_per_pixel);
    result.ssim = sums.ssim / count;
  }
  fill_codes(sums, count, result);
  return result;
}

}  // namespace hourglass
