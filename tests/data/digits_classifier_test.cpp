// Are the generated digits like real handwriting? A classifier that saw nothing else reads MNIST.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "data/digits.h"
#include "data/open.h"
#include "nn/dense.h"
#include "nn/network.h"
#include "nn/optimiser.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HG_SANITIZED 1
#else
#define HG_SANITIZED 0
#endif

namespace hourglass {
namespace {

constexpr int kPixels = 784, kClasses = 10, kBatch = 128, kEpochs = 5;
constexpr std::uint32_t kSamples = 60000;
constexpr std::uint64_t kSeed = 1;
constexpr double kLeastAccuracy = 0.85;

/// 784-256-10 with ReLU, on softmax cross-entropy.
class Classifier {
 public:
  Classifier()
      : compute_(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable, ThreadPool::available() ? 2 : 1) {
    network_.add(std::make_unique<Dense>(kPixels, 256, Activation::kRelu, Initialiser::kAuto));
    network_.add(std::make_unique<Dense>(256, kClasses, Activation::kLinear, Initialiser::kAuto));
    LayerBuilder builder;
    network_.build(builder, "classifier");
    workspace_ = Workspace(builder.caches(), kBatch);
    parameters_ = gradients_ = Buffer<Real>(builder.parameter_count());
    state_ = Buffer<Real>(2 * builder.parameter_count());
    std::uint64_t index = 0;
    for (const Parameter& p : builder.parameters()) {
      initialise(p.initialiser, p.activation, p.fan, {kSeed, Stream::kInitialisation, index++},
                 {parameters_.data() + p.slot.offset, p.slot.size});
    }
  }

  void train(const std::vector<float>& pixels, const std::vector<int>& labels) {
    std::vector<Real> d(logits(pixels, kBatch), logits_end(kBatch));
    for (int n = 0; n < kBatch; ++n) {
      softmax(&d[static_cast<std::size_t>(n * kClasses)]);
      d[static_cast<std::size_t>(n * kClasses + labels[static_cast<std::size_t>(n)])] -= 1;
    }
    for (Real& value : d) value /= kBatch;
    network_.backward(pass(kBatch), pixels.data(), d.data(), nullptr);
    update_parameters(compute_, Optimiser::kAdam, {.learning_rate = 1e-3}, ++step_, parameters_.size(),
                      gradients_.data(), parameters_.data(), state_.data());
  }

  int right_answers(const std::vector<float>& pixels, const std::vector<int>& labels, int batch) {
    const Real* scores = logits(pixels, batch);
    int right = 0;
    for (int n = 0; n < batch; ++n) {
      const Real* first = scores + n * kClasses;
      right += std::max_element(first, first + kClasses) - first == labels[static_cast<std::size_t>(n)];
    }
    return right;
  }

 private:
  Pass pass(int batch) {
    return {compute_, workspace_, parameters_.data(), gradients_.data(), batch, Mode::kTraining};
  }
  const Real* logits(const std::vector<float>& pixels, int batch) {
    return network_.forward(pass(batch), pixels.data());
  }
  const Real* logits_end(int batch) { return network_.output(pass(batch), 1) + batch * kClasses; }
  static void softmax(Real* scores) {
    const Real largest = *std::max_element(scores, scores + kClasses);
    Real sum = 0;
    for (int i = 0; i < kClasses; ++i) sum += scores[i] = std::exp(scores[i] - largest);
    for (int i = 0; i < kClasses; ++i) scores[i] /= sum;
  }

  Compute compute_;
  Network network_;
  Workspace workspace_;
  Buffer<Real> parameters_, gradients_, state_;
  std::uint64_t step_ = 0;
};

/// The folder of MNIST's four files, or empty.
std::string mnist_folder() {
  if (const char* folder = std::getenv("HOURGLASS_MNIST")) return folder;
  const auto usual = std::filesystem::path(HG_FIXTURES) / "../../../shared/data/mnist";
  std::error_code error;
  return std::filesystem::is_directory(usual, error) ? usual.string() : "";
}

void read(const Dataset& data, Split split, std::uint32_t index, int column, std::vector<float>& pixels,
          std::vector<int>& labels) {
  data.read(split, index, pixels.data() + static_cast<std::size_t>(column) * kPixels);
  labels[static_cast<std::size_t>(column)] = data.label(split, index);
}

double accuracy(Classifier& classifier, const Dataset& data) {
  std::vector<float> pixels(kBatch * kPixels);
  std::vector<int> labels(kBatch);
  const std::uint32_t count = data.count(Split::kHeldOut);
  int right = 0;
  for (std::uint32_t first = 0; first < count; first += kBatch) {
    const int batch = static_cast<int>(std::min<std::uint32_t>(kBatch, count - first));
    for (int n = 0; n < batch; ++n) {
      read(data, Split::kHeldOut, first + static_cast<std::uint32_t>(n), n, pixels, labels);
    }
    right += classifier.right_answers(pixels, labels, batch);
  }
  return static_cast<double>(right) / count;
}

void train_on_digits(Classifier& classifier, const Digits& digits) {
  std::vector<float> pixels(kBatch * kPixels);
  std::vector<int> labels(kBatch);
  std::vector<std::uint32_t> order(kSamples);
  for (std::uint64_t epoch = 0; epoch < kEpochs; ++epoch) {
    shuffled_indices({kSeed, Stream::kShuffle, epoch}, order);
    for (std::uint32_t first = 0; first + kBatch <= kSamples; first += kBatch) {
      for (int n = 0; n < kBatch; ++n) {
        read(digits, Split::kTraining, order[first + static_cast<std::uint32_t>(n)], n, pixels, labels);
      }
      classifier.train(pixels, labels);
    }
  }
}

}  // namespace

TEST_CASE("a plain classifier trained only on 60,000 generated digits reads real MNIST test digits with at least 85%",
          "[slow]") {
#if defined(__EMSCRIPTEN__)
  SKIP("drawing 60,000 digits and training on them takes too long in WebAssembly; the native program does it");
#endif
  if (HG_SANITIZED) SKIP("drawing 60,000 digits and training on them takes too long under sanitizers");
  const std::string folder = mnist_folder();
  if (folder.empty()) SKIP("no MNIST here: set HOURGLASS_MNIST to the folder of its four files");
  const auto mnist = open_dataset(folder);
  REQUIRE(mnist);
  REQUIRE((*mnist)->count(Split::kHeldOut) == 10000);

  CAPTURE(kSeed);
  const Digits digits({.seed = kSeed, .training_count = kSamples, .held_out_count = 2000});
  Classifier classifier;
  train_on_digits(classifier, digits);
  const double on_digits = accuracy(classifier, digits), on_mnist = accuracy(classifier, **mnist);
  WARN("trained on " << kSamples << " generated digits, " << kEpochs << " epochs: " << on_mnist * 100
                     << "% of MNIST's test digits right, " << on_digits * 100 << "% of unseen generated ones");
  CHECK(on_mnist >= kLeastAccuracy);
}

}  // namespace hourglass
