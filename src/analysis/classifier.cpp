#include "analysis/classifier.h"

#include <algorithm>

#include "analysis/cross_entropy.h"
#include "core/random.h"
#include "nn/dense.h"
#include "nn/optimiser.h"

namespace hourglass {

Classifier::Classifier(int features, int classes, const Compute& compute, const ClassifierOptions& options)
    : features_(features), classes_(classes), compute_(compute), options_(options) {
  network_.add(std::make_unique<Dense>(features, options.hidden, Activation::kRelu, Initialiser::kAuto));
  network_.add(std::make_unique<Dense>(options.hidden, classes, Activation::kLinear, Initialiser::kAuto));
  LayerBuilder builder;
  network_.build(builder, "classifier");
  workspace_ = Workspace(builder.caches(), options.batch);
  parameters_ = gradients_ = Buffer<Real>(builder.parameter_count());
  state_ = Buffer<Real>(2 * builder.parameter_count());
  const std::size_t batch = static_cast<std::size_t>(options.batch);
  pixels_.resize(batch * static_cast<std::size_t>(features));
  d_scores_.resize(batch * static_cast<std::size_t>(classes));
  labels_.resize(batch);
  std::uint64_t index = 0;
  for (const Parameter& p : builder.parameters()) {
    initialise(p.initialiser, p.activation, p.fan, {options.seed, Stream::kInitialisation, index++},
               {parameters_.data() + p.slot.offset, p.slot.size});
  }
}

void Classifier::train_batch(const Dataset& data, const std::uint32_t* indices) {
  const int batch = options_.batch;
  for (int n = 0; n < batch; ++n) {
    data.read(Split::kTraining, indices[n], pixels_.data() + static_cast<std::size_t>(n * features_));
    labels_[static_cast<std::size_t>(n)] = data.label(Split::kTraining, indices[n]);
  }
  const Real* scores = network_.forward(pass(batch), pixels_.data());
  std::copy_n(scores, d_scores_.size(), d_scores_.begin());
  for (int n = 0; n < batch; ++n) {
    softmax_cross_entropy(d_scores_.data() + n * classes_, classes_, labels_[static_cast<std::size_t>(n)]);
  }
  for (float& value : d_scores_) value /= static_cast<float>(batch);
  network_.backward(pass(batch), pixels_.data(), d_scores_.data(), nullptr);
  update_parameters(compute_, Optimiser::kAdam, {.learning_rate = options_.learning_rate}, ++step_, parameters_.size(),
                    gradients_.data(), parameters_.data(), state_.data());
}

void Classifier::train(const Dataset& data) {
  std::vector<std::uint32_t> order(data.count(Split::kTraining));
  const std::uint32_t batch = static_cast<std::uint32_t>(options_.batch);
  for (int epoch = 0; epoch < options_.epochs; ++epoch) {
    shuffled_indices({options_.seed, Stream::kShuffle, static_cast<std::uint64_t>(epoch)}, order);
    for (std::uint32_t first = 0; first + batch <= order.size(); first += batch) train_batch(data, &order[first]);
  }
}

std::vector<int> Classifier::classify(const Samples& samples) {
  std::vector<int> classes;
  const std::uint32_t most = static_cast<std::uint32_t>(options_.batch);
  for (std::uint32_t first = 0; first < samples.count; first += most) {
    const int size = static_cast<int>(std::min(most, samples.count - first));
    const Real* scores = network_.forward(pass(size), samples.sample(first));
    for (int n = 0; n < size; ++n, scores += classes_) {
      classes.push_back(static_cast<int>(std::max_element(scores, scores + classes_) - scores));
    }
  }
  return classes;
}

double Classifier::accuracy(const Samples& samples) {
  const std::vector<int> answers = classify(samples);
  std::size_t right = 0;
  for (std::size_t n = 0; n < answers.size(); ++n) right += answers[n] == samples.labels[n];
  return static_cast<double>(right) / static_cast<double>(answers.size());
}

}  // namespace hourglass
