#include "analysis/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/sample_inference.h"
#include "core/parallel.h"
#include "core/random.h"

namespace hourglass {
namespace {

/// Codes decoded at once; the multiply reaches its best speed, and the workspace stays below 100 MB for usual networks.
constexpr int kBatch = 2000;
/// Codes that one task of the thread pool prepares.
constexpr std::ptrdiff_t kCodesPerTask = 50;

/// log of a sum of exponentials, added one at a time.
struct LogSum {
  double largest = -std::numeric_limits<double>::infinity(), scaled = 0;

  void add(double log_value) {
    if (log_value > largest) {
      scaled = scaled * std::exp(largest - log_value) + 1;
      largest = log_value;
    } else {
      scaled += std::exp(log_value - largest);
    }
  }
  double value() const { return largest + std::log(scaled); }
};

/// Works through images in groups. The codes of all samples of all images of a group form one sequence, cut into
/// batches.
class Estimator {
 public:
  Estimator(const Model& model, ModelRunner& runner, int samples)
      : seed_(static_cast<std::uint64_t>(model.settings.seed)),
        runner_(runner),
        samples_(samples),
        latent_(runner.network().architecture().latent),
        features_(model.input.features()),
        codes_(static_cast<std::size_t>(kBatch * latent_)),
        targets_(static_cast<std::size_t>(kBatch) * static_cast<std::size_t>(features_)),
        losses_(kBatch),
        log_ratios_(kBatch) {
    column_labels_.resize(kBatch);
  }

  /// log of the mean weight of each image first .. first + count - 1 (at most kBatch). `inputs` are the images as an
  /// encoder receives them.
  std::vector<double> run(const Samples& images, const Samples& inputs, std::uint32_t first, int count) {
    const Pass pass = runner_.pass(Mode::kInference, count, images.labels.data() + first);
    const Real* posteriors = runner_.network().encoder().forward(pass, inputs.sample(first));
    posteriors_.assign(posteriors, posteriors + static_cast<std::ptrdiff_t>(2 * latent_) * count);
    std::vector<LogSum> sums(static_cast<std::size_t>(count));
    const std::uint64_t all = static_cast<std::uint64_t>(count) * static_cast<std::uint64_t>(samples_);
    for (std::uint64_t done = 0; done < all; done += kBatch) {
      const int batch = static_cast<int>(std::min<std::uint64_t>(kBatch, all - done));
      prepare(images, first, done, batch);
      score(batch);
      for (int n = 0; n < batch; ++n) {
        const std::size_t at = static_cast<std::size_t>(n);
        sums[image_of(done, n)].add(log_ratios_[at] - static_cast<double>(losses_[at]));
      }
    }
    std::vector<double> logs;
    for (const LogSum& sum : sums) logs.push_back(sum.value() - std::log(static_cast<double>(samples_)));
    return logs;
  }

 private:
  std::size_t image_of(std::uint64_t done, std::ptrdiff_t n) const {
    return static_cast<std::size_t>((done + static_cast<std::uint64_t>(n)) / static_cast<std::uint64_t>(samples_));
  }

  /// Draws codes and their log p(z) - log q(z | x), and copies each code's image to the same column.
  void prepare(const Samples& images, std::uint32_t first, std::uint64_t done, int batch) {
    for_each_part(
        runner_.compute(), static_cast<std::size_t>(batch),
        [&](std::ptrdiff_t begin, std::ptrdiff_t count) {
          for (std::ptrdiff_t n = begin; n < begin + count; ++n) {
            const std::size_t image = image_of(done, n);
            const std::uint64_t sample = (done + static_cast<std::uint64_t>(n)) % static_cast<std::uint64_t>(samples_);
            draw_code(image, first + image, static_cast<std::uint32_t>(sample), n);
            std::copy_n(images.sample(first + static_cast<std::uint32_t>(image)), features_,
                        targets_.data() + n * features_);
            column_labels_[static_cast<std::size_t>(n)] = images.labels[first + image];
          }
        },
        kCodesPerTask);
  }

  void draw_code(std::size_t image, std::uint64_t index, std::uint32_t sample, std::ptrdiff_t column) {
    const Real* mean = posteriors_.data() + image * 2 * static_cast<std::size_t>(latent_);
    const Real* log_variance = mean + latent_;
    Real* code = codes_.data() + column * latent_;
    const std::uint32_t blocks = static_cast<std::uint32_t>(latent_ + 3) / 4;
    double log_ratio = 0;
    std::array<std::uint32_t, 4> words{};
    for (int j = 0; j < latent_; ++j) {
      if (j % 4 == 0)
        words = philox({seed_, Stream::kImportance, index}, sample * blocks + static_cast<std::uint32_t>(j / 4));
      const double noise = static_cast<double>(normal_from_bits(words[static_cast<std::size_t>(j % 4)]));
      const double half = static_cast<double>(log_variance[j]) / 2;
      const double z = static_cast<double>(mean[j]) + std::exp(half) * noise;
      code[j] = static_cast<Real>(z);
      // Both densities have the factor 1 / sqrt(2 pi), which cancels.
      log_ratio += half + (noise * noise - z * z) / 2;
    }
    log_ratios_[static_cast<std::size_t>(column)] = log_ratio;
  }

  /// -log p(x | z) of every column.
  void score(int batch) {
    const Pass pass = runner_.pass(Mode::kInference, batch, column_labels_.data());
    const Real* logits = runner_.network().decoder().forward(pass, codes_.data());
    reconstruction_loss(runner_.compute(), ReconstructionLoss::kBce, features_, batch, logits, targets_.data(), 1,
                        losses_.data(), nullptr, Real(kDefaultHuberDelta), runner_.network().architecture().groups);
  }

  std::uint64_t seed_;
  ModelRunner& runner_;
  int samples_, latent_, features_;
  std::vector<Real> posteriors_, codes_, targets_, losses_;
  std::vector<double> log_ratios_;
  std::vector<int> column_labels_;
};

/// Whether every feature is part of a category, whose loss is a cross-entropy in any case.
bool is_all_categories(const Model& model) {
  int features = 0;
  for (const CategoryGroup& group : category_groups(model.description, model.input)) features += group.count;
  return features == model.input.features();
}

Status check_likelihood(const Model& model) {
  if (model.settings.architecture.bottleneck != BottleneckKind::kGaussian) {
    return Error{"setting-does-not-fit", "bottleneck", "", "a model with a posterior (gaussian) for its likelihood",
                 std::string(bottleneck_row(model.settings.architecture.bottleneck).id)};
  }
  if (model.settings.architecture.loss != ReconstructionLoss::kBce && !is_all_categories(model)) {
    return Error{"setting-does-not-fit", "loss", "", "a model that learned by cross-entropy (bce) for its likelihood",
                 std::string(loss_row(model.settings.architecture.loss).id)};
  }
  return Done{};
}

}  // namespace

Result<std::vector<double>> importance_weighted_bounds(const Model& model, const Samples& samples,
                                                       const LikelihoodOptions& options) {
  if (Status status = check_likelihood(model); !status) return status.error();
  auto runner = ModelRunner::create(model, {.threads = options.threads, .batch = kBatch});
  if (!runner) return runner.error();
  Samples inputs = samples;
  fill_missing(model.description, inputs);
  Estimator estimator(model, **runner, options.samples);
  std::vector<double> bounds;
  // A group's posteriors are encoded together; its codes fill many batches.
  const std::uint32_t group = 100;
  for (std::uint32_t first = 0; first < samples.count; first += group) {
    const int count_of_group = static_cast<int>(std::min(group, samples.count - first));
    for (double log_p : estimator.run(samples, inputs, first, count_of_group)) bounds.push_back(-log_p);
  }
  return bounds;
}

Result<Likelihood> importance_weighted_likelihood(const Model& model, const Dataset& data, Split split,
                                                  const LikelihoodOptions& options) {
  if (Status status = check_shape(model, data); !status) return status.error();
  const auto bounds = importance_weighted_bounds(model, read_samples(data, split, options.images), options);
  if (!bounds) return bounds.error();
  double sum = 0, squares = 0;
  for (double bound : *bounds) {
    sum += bound;
    squares += bound * bound;
  }
  const auto images = static_cast<std::uint32_t>(bounds->size());
  const double count = images, mean = sum / count;
  return Likelihood{mean, std::sqrt(std::max(0.0, squares / count - mean * mean) / count), images, options.samples};
}

}  // namespace hourglass
