// A plain classifier that judges generated images: does it recognise in each the label that the image was made for?
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/samples.h"
#include "core/compute.h"
#include "nn/network.h"

namespace hourglass {

struct ClassifierOptions {
  int hidden = 256;
  int epochs = 5;
  int batch = 128;
  double learning_rate = 1e-3;
  std::uint64_t seed = 1;  ///< of the first weights and the order of samples
};

/// Features - hidden - classes with ReLU, on softmax cross-entropy, by Adam. The same settings, seed and data give the
/// same answers for any number of threads.
class Classifier {
 public:
  /// Keeps a reference to `compute`. Labels are 0 .. classes - 1.
  Classifier(int features, int classes, const Compute& compute, const ClassifierOptions& options = {});

  /// Goes through the training split `epochs` times in random order; a last batch that is not full is left out.
  void train(const Dataset& data);
  /// The class with the highest score, for each sample.
  std::vector<int> classify(const Samples& samples);
  /// Share of the labelled samples that are classified correctly, 0 .. 1.
  double accuracy(const Samples& samples);

 private:
  Pass pass(int batch) {
    return {.compute = compute_,
            .workspace = workspace_,
            .parameters = parameters_.data(),
            .gradients = gradients_.data(),
            .batch = batch,
            .mode = Mode::kTraining};
  }
  void train_batch(const Dataset& data, const std::uint32_t* indices);

  int features_, classes_;
  const Compute& compute_;
  ClassifierOptions options_;
  Network network_;
  Workspace workspace_;
  Buffer<Real> parameters_, gradients_, state_;
  std::vector<float> pixels_, d_scores_;
  std::vector<int> labels_;
  std::uint64_t step_ = 0;
};

}  // namespace hourglass
