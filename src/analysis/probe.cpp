#include "analysis/probe.h"

#include <algorithm>
#include <limits>

#include "analysis/cross_entropy.h"
#include "analysis/minimise.h"
#include "core/gemm.h"

namespace hourglass {
namespace {

/// Samples per multiply, each on one thread; gradients of more are summed in double.
constexpr std::uint32_t kBatch = 2000;

/// Samples first .. first + count - 1 of a set.
struct Part {
  const Samples& samples;
  std::uint32_t first, count;
};

/// Weights (features of each class are neighbours) and then biases, as float for the multiply.
struct LinearClassifier {
  int features, classes;
  std::vector<float> weights, biases;

  LinearClassifier(int f, int c, const Eigen::VectorXd& x)
      : features(f), classes(c), weights(x.begin(), x.end() - c), biases(x.end() - c, x.end()) {}

  /// Scores of each class for each sample.
  Gemm product(const float* samples, int batch, float* scores) const {
    return {.m = batch,
            .n = classes,
            .k = features,
            .a = rows(samples, features),
            .b = transposed(weights.data(), features),
            .c = scores,
            .bias = biases.data()};
  }
};

/// Mean cross-entropy with decay, and its gradient. Threads work on different batches, whose results are added in the
/// order of the batches.
class CrossEntropy {
 public:
  CrossEntropy(const Part& part, int classes, double decay, const Compute& compute)
      : part_(part), classes_(classes), decay_(decay), compute_(compute) {
    const std::size_t c = static_cast<std::size_t>(classes), f = static_cast<std::size_t>(part.samples.features);
    for (std::uint32_t first = 0; first < part.count; first += kBatch) {
      batches_.push_back({part.first + first, static_cast<int>(std::min(kBatch, part.count - first)), 0,
                          std::vector<float>(kBatch * c), std::vector<float>(c * f), std::vector<double>(c)});
    }
  }

  double operator()(const Eigen::VectorXd& x, Eigen::VectorXd& gradient) {
    const LinearClassifier classifier(part_.samples.features, classes_, x);
    compute_.pool().run(static_cast<int>(batches_.size()), [&](int task, Real* scratch) {
      run(classifier, batches_[static_cast<std::size_t>(task)], scratch);
    });
    const auto weights = static_cast<Eigen::Index>(classifier.weights.size());
    gradient.setZero();
    double loss = 0;
    for (const Batch& batch : batches_) {
      loss += batch.loss;
      gradient.head(weights) += Eigen::Map<const Eigen::VectorXf>(batch.d_weights.data(), weights).cast<double>();
      gradient.tail(classes_) += Eigen::Map<const Eigen::VectorXd>(batch.d_biases.data(), classes_);
    }
    gradient /= part_.count;
    // Biases are not decayed.
    gradient.head(weights) += decay_ * x.head(weights);
    return loss / part_.count + decay_ / 2 * x.head(weights).squaredNorm();
  }

 private:
  /// Some samples, and their part of the loss and its gradient.
  struct Batch {
    std::uint32_t first;
    int count;
    double loss;
    std::vector<float> scores, d_weights;
    std::vector<double> d_biases;
  };

  void run(const LinearClassifier& classifier, Batch& batch, Real* scratch) const {
    const float* samples = part_.samples.sample(batch.first);
    multiply_in_task(compute_, classifier.product(samples, batch.count, batch.scores.data()), scratch);
    batch.loss = 0;
    std::fill(batch.d_biases.begin(), batch.d_biases.end(), 0.0);
    for (int n = 0; n < batch.count; ++n) {
      float* scores = batch.scores.data() + n * classes_;
      const int label = part_.samples.labels[batch.first + static_cast<std::uint32_t>(n)];
      batch.loss += softmax_cross_entropy(scores, classes_, label);
      for (std::size_t c = 0; c < batch.d_biases.size(); ++c) batch.d_biases[c] += static_cast<double>(scores[c]);
    }
    multiply_in_task(compute_,
                     {.m = classes_,
                      .n = classifier.features,
                      .k = batch.count,
                      .a = transposed(batch.scores.data(), classes_),
                      .b = rows(samples, classifier.features),
                      .c = batch.d_weights.data()},
                     scratch);
  }

  Part part_;
  int classes_;
  double decay_;
  const Compute& compute_;
  std::vector<Batch> batches_;
};

struct Fit {
  Eigen::VectorXd weights;
  int iterations = 0;
};

Fit fit(const Part& part, int classes, double decay, int iterations, const Compute& compute) {
  Fit result;
  result.weights.setZero(static_cast<Eigen::Index>(classes) * (part.samples.features + 1));
  CrossEntropy objective(part, classes, decay, compute);
  result.iterations = minimise([&](const auto& x, auto& gradient) { return objective(x, gradient); },
                               {.iterations = iterations}, result.weights);
  return result;
}

/// The class with the highest score, for each sample.
std::vector<int> predictions(const Fit& fit, int classes, const Part& part, const Compute& compute) {
  const LinearClassifier classifier(part.samples.features, classes, fit.weights);
  std::vector<float> scores(kBatch * static_cast<std::size_t>(classes));
  std::vector<int> predicted;
  for (std::uint32_t done = 0; done < part.count; done += kBatch) {
    const int batch = static_cast<int>(std::min(kBatch, part.count - done));
    multiply(compute, classifier.product(part.samples.sample(part.first + done), batch, scores.data()));
    for (int n = 0; n < batch; ++n) {
      const float* first = scores.data() + n * classes;
      predicted.push_back(static_cast<int>(std::max_element(first, first + classes) - first));
    }
  }
  return predicted;
}

double error_of(const std::vector<int>& predicted, const Part& part) {
  std::uint32_t wrong = 0;
  for (std::uint32_t n = 0; n < part.count; ++n) wrong += predicted[n] != part.samples.labels[part.first + n];
  return static_cast<double>(wrong) / part.count;
}

/// Of a fit: how features are scaled, and the decay of its weights.
struct Choice {
  FeatureScale scale = FeatureScale::kOwn;
  double decay = 0;
};

/// Scales standardised features for a fit.
void apply_scale(Samples& samples, const FeatureStatistics& statistics, FeatureScale scale) {
  if (scale == FeatureScale::kCommon) restore_proportions(samples, statistics);
}

/// Keeps the first samples, at most `most`.
void keep_first(Samples& samples, std::uint32_t most) {
  samples.count = std::min(samples.count, most);
  samples.values.resize(static_cast<std::size_t>(samples.count) * static_cast<std::size_t>(samples.features));
  samples.labels.resize(samples.count);
}

/// Moves the last `count` samples before all others.
void rotate_to_front(Samples& samples, std::uint32_t count) {
  std::rotate(samples.values.begin(), samples.values.end() - static_cast<std::ptrdiff_t>(count) * samples.features,
              samples.values.end());
  std::rotate(samples.labels.begin(), samples.labels.end() - count, samples.labels.end());
}

/// Adds to `errors`, one for each decay, those of the sixths of the scaled training samples that judge.
void judge_decays(Samples scaled, int classes, const ProbeOptions& options, const Compute& compute,
                  std::vector<double>& errors) {
  const std::uint32_t kept = std::max(1u, scaled.count / 6);
  const int turns = std::clamp(options.judging_sixths, 1, 6);
  for (int turn = 0; turn < turns; ++turn) {
    if (turn > 0) rotate_to_front(scaled, kept);
    const Part fitted{scaled, 0, scaled.count - kept}, judged{scaled, scaled.count - kept, kept};
    for (std::size_t i = 0; i < options.decays.size(); ++i) {
      const Fit tried = fit(fitted, classes, options.decays[i], options.iterations, compute);
      errors[i] += error_of(predictions(tried, classes, judged, compute), judged);
    }
  }
}

/// The choice whose fits classify the judging part of the standardised training samples best; of equals the first.
Choice best_choice(const Samples& training, const FeatureStatistics& statistics, int classes,
                   const ProbeOptions& options, const Compute& compute) {
  Choice best{options.scales.front(), options.decays.front()};
  if (training.count < 2 || options.scales.size() * options.decays.size() == 1) return best;
  double least = std::numeric_limits<double>::infinity();
  for (FeatureScale scale : options.scales) {
    Samples scaled = training;
    if (options.most_for_choice > 0) keep_first(scaled, options.most_for_choice);
    apply_scale(scaled, statistics, scale);
    std::vector<double> errors(options.decays.size());
    judge_decays(std::move(scaled), classes, options, compute, errors);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (errors[i] < least) {
        least = errors[i];
        best = {scale, options.decays[i]};
      }
    }
  }
  return best;
}

}  // namespace

Result<ProbeResult> logistic_probe(Samples training, Samples held_out, const ProbeOptions& options,
                                   const Compute& compute) {
  int classes = 0;
  for (const Samples* samples : {&training, &held_out}) {
    for (int label : samples->labels) {
      if (label == kNoLabel) return Error{"data-no-labels", "probe", "", "samples with labels", "samples without"};
      classes = std::max(classes, label + 1);
    }
  }
  const FeatureStatistics statistics = feature_statistics(training);
  standardise(training, statistics);
  standardise(held_out, statistics);
  ProbeResult result;
  const Choice choice = best_choice(training, statistics, classes, options, compute);
  apply_scale(training, statistics, choice.scale);
  apply_scale(held_out, statistics, choice.scale);
  result.decay = choice.decay;
  result.scale = choice.scale;
  const Part all{training, 0, training.count};
  const Fit fitted = fit(all, classes, result.decay, options.iterations, compute);
  result.iterations = fitted.iterations;
  const Part judged{held_out, 0, held_out.count};
  result.training_error = error_of(predictions(fitted, classes, all, compute), all);
  result.predicted = predictions(fitted, classes, judged, compute);
  result.held_out_error = error_of(result.predicted, judged);
  return result;
}

}  // namespace hourglass
