#include "analysis/evaluation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/batch_inference.h"
#include "analysis/image_metrics.h"
#include "autoencoder/autoencoder.h"
#include "session/resolve.h"

namespace hourglass {
namespace {

/// A multiple of every training batch's needs; large enough for the multiply to be fast.
constexpr std::uint32_t kBatch = 250;

/// Sums over the samples seen so far.
struct Sums {
  double squared_error = 0, bce = 0, ssim = 0;
  LossTerms terms;
  std::vector<double> code, code_square;  ///< of each coordinate
  std::vector<std::uint8_t> entry_used;   ///< of each entry of the codebook: 1 where some code has it
};

struct Evaluator {
  const Model& model;
  const Dataset& data;
  Compute compute;
  Autoencoder network;
  Workspace workspace;
  std::vector<float> pixels, reconstruction;
  std::vector<int> labels;
  Buffer<Real> input, losses;

  Evaluator(const Model& m, const Dataset& d, const ResolvedSettings& resolved, int threads)
      : model(m),
        data(d),
        compute(resolved.variant, resolved.math, threads),
        network(resolved.architecture),
        workspace(network.make_workspace(kBatch)),
        pixels(features() * kBatch),
        labels(kBatch),
        input(features() * kBatch),
        losses(kBatch) {}

  std::size_t features() const { return static_cast<std::size_t>(data.shape().features()); }

  Pass pass(Mode mode, int batch, std::uint32_t first) {
    Pass made{compute,
              workspace,
              model.parameters.data(),
              nullptr,
              batch,
              mode,
              static_cast<std::uint64_t>(model.settings.seed),
              first};
    made.labels = labels.data();
    return made;
  }

  void load(Split split, std::uint32_t first, int batch) {
    for (int n = 0; n < batch; ++n) {
      const std::uint32_t index = first + static_cast<std::uint32_t>(n);
      data.read(split, index, pixels.data() + static_cast<std::size_t>(n) * features());
      labels[static_cast<std::size_t>(n)] = data.label(split, index);
    }
    std::copy_n(pixels.begin(), static_cast<std::size_t>(batch) * features(), input.begin());
  }

  void add_codes(int batch, const Real* codes, Sums& sums) {
    const std::size_t latent = static_cast<std::size_t>(network.architecture().latent);
    sums.code.resize(latent);
    sums.code_square.resize(latent);
    for (std::size_t i = 0; i < latent * static_cast<std::size_t>(batch); ++i) {
      const double code = static_cast<double>(codes[i]);
      sums.code[i % latent] += code;
      sums.code_square[i % latent] += code * code;
    }
  }

  void add_entries(const Pass& pass, Sums& sums) {
    const Bottleneck& neck = network.bottleneck();
    const Real* chosen = neck.chosen_entries(pass);
    if (!chosen) return;
    sums.entry_used.resize(static_cast<std::size_t>(neck.codebook_entries()));
    for (int i = 0; i < neck.code_positions() * pass.batch; ++i)
      sums.entry_used[static_cast<std::size_t>(chosen[i])] = 1;
  }

  void add_reconstruction(int batch, const Real* output, Sums& sums) {
    const Shape shape = data.shape();
    reconstruction.assign(output, output + static_cast<std::size_t>(batch) * features());
    for (int n = 0; n < batch; ++n) {
      const std::size_t at = static_cast<std::size_t>(n) * features();
      for (std::size_t i = at; i < at + features(); ++i) {
        const double difference = static_cast<double>(reconstruction[i]) - static_cast<double>(pixels[i]);
        sums.squared_error += difference * difference;
      }
      sums.ssim += structural_similarity(shape, pixels.data() + at, reconstruction.data() + at);
    }
  }

  /// Cross-entropy of the pixels under the decoder's output from a sampled code, in nats; outputs that are already
  /// pixels are kept away from 0 and 1, where the logarithm ends.
  void add_likelihood(int batch, std::uint32_t first, Sums& sums) {
    const Pass sampled = pass(Mode::kScoring, batch, first);
    const LossTerms terms = network.score(sampled, input.data());
    sums.terms.add(terms, batch);
    if (network.architecture().loss == ReconstructionLoss::kBce) {
      sums.bce += terms.reconstruction * batch;
      return;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(batch) * features(); ++i) {
      const double p = std::clamp(static_cast<double>(reconstruction[i]), 1e-7, 1 - 1e-7);
      const double t = static_cast<double>(pixels[i]);
      sums.bce -= t * std::log(p) + (1 - t) * std::log(1 - p);
    }
  }

  Sums run(Split split) {
    Sums sums;
    const std::uint32_t count = data.count(split);
    for (std::uint32_t first = 0; first < count; first += kBatch) {
      const int batch = static_cast<int>(std::min(kBatch, count - first));
      load(split, first, batch);
      const Pass plain = pass(Mode::kInference, batch, first);
      const Real* codes = network.encode(plain, input.data());
      add_codes(batch, codes, sums);
      add_entries(plain, sums);
      add_reconstruction(batch, network.decode(plain, codes), sums);
      add_likelihood(batch, first, sums);
    }
    return sums;
  }
};

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
  Result<ResolvedSettings> resolved = resolve_settings(model.settings, model.input);
  if (!resolved) return resolved.error();
  Evaluator evaluator(model, data, *resolved, threads);
  const Sums sums = evaluator.run(split);
  const double count = data.count(split);
  Evaluation result;
  result.squared_error_per_image = sums.squared_error / count;
  result.mse_per_pixel = result.squared_error_per_image / data.shape().features();
  result.bce_per_image = sums.bce / count;
  result.bce_per_pixel = result.bce_per_image / data.shape().features();
  result.loss = loss_row(evaluator.network.architecture().loss).id;
  result.loss_per_image = sums.terms.reconstruction / count;
  result.loss_per_pixel = result.loss_per_image / data.shape().features();
  const std::vector<std::string_view>& names = evaluator.network.penalty_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    result.penalties.push_back({names[i], sums.terms.penalties[i] / count});
    if (names[i] == "kl") result.kl_per_image = result.penalties[i].value;
  }
  if (result.kl_per_image) result.elbo_per_image = -(result.bce_per_image + *result.kl_per_image);
  result.psnr_db = result.mse_per_pixel > 0 ? -10 * std::log10(result.mse_per_pixel) : 100;
  result.ssim = sums.ssim / count;
  if (!sums.entry_used.empty()) {
    const auto used = std::count(sums.entry_used.begin(), sums.entry_used.end(), 1);
    result.codebook_use = static_cast<double>(used) / static_cast<double>(sums.entry_used.size());
  }
  for (std::size_t i = 0; i < sums.code.size(); ++i) {
    const double mean = sums.code[i] / count;
    result.code_mean.push_back(mean);
    result.code_deviation.push_back(std::sqrt(std::max(0.0, sums.code_square[i] / count - mean * mean)));
  }
  return result;
}

}  // namespace hourglass
