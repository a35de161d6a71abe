// A plain classifier, trained to judge pictures: does a generated digit read as what it was asked to be?
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
  std::uint64_t seed = 1;  ///< of first weights and order
};

/// Features - hidden - classes with ReLU, on softmax cross-entropy, by Adam. The same settings, seed and data give the
/// same answers for any number of threads.
class Classifier {
 public:
  /// Keeps a reference to `compute`. Labels are 0 .. classes - 1.
  Classifier(int features, int classes, const Compute& compute, const ClassifierOptions& options = {});

  /// Goes through the training split `epochs` times in random order; a last batch that is not full is left out.
  void train(const Dataset& data);
  /// The class that each sample looks like.
  std::vector<int> read(const Samples& samples);
  /// Share of the labelled samples whose class is read rightly, 0 .. 1.
  double accuracy(const Samples& samples);

 private:
  Pass pass(int batch) { return {compute_, workspace_, parameters_.data(), gradients_.data(), batch, Mode::kTraining}; }
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
