// The generated digits resemble real handwriting: a classifier trained on them alone reads MNIST.
#include <catch2/catch_test_macros.hpp>

#include "analysis/classifier.h"
#include "data/digits.h"
#include "data/open.h"
#include "support/mnist.h"
#include "support/sanitized.h"

namespace hourglass {
namespace {

constexpr int kPixels = 784, kClasses = 10, kEpochs = 5;
constexpr std::uint32_t kSamples = 60000;
constexpr std::uint64_t kSeed = 1;
constexpr double kLeastAccuracy = 0.85;

}  // namespace

TEST_CASE("a plain classifier trained only on 60,000 generated digits reads real MNIST test digits with at least 85%",
          "[slow]") {
#if defined(__EMSCRIPTEN__)
  SKIP("drawing 60,000 digits and training on them takes too long in WebAssembly; the native program does it");
#endif
  if (kSanitized) SKIP("drawing 60,000 digits and training on them takes too long under sanitizers");
  const std::string folder = mnist_folder();
  if (folder.empty()) SKIP(kNoMnist);
  const auto mnist = open_dataset(folder);
  REQUIRE(mnist);
  REQUIRE((*mnist)->count(Split::kHeldOut) == 10000);

  CAPTURE(kSeed);
  const Digits digits({.seed = kSeed, .training_count = kSamples, .held_out_count = 2000});
  const Compute compute(*choose_variant("auto", MathMode::kPortable), MathMode::kPortable,
                        ThreadPool::available() ? 2 : 1);
  Classifier classifier(kPixels, kClasses, compute, {.epochs = kEpochs, .seed = kSeed});
  classifier.train(digits);
  const double on_digits = classifier.accuracy(read_samples(digits, Split::kHeldOut));
  const double on_mnist = classifier.accuracy(read_samples(**mnist, Split::kHeldOut));
  WARN("trained on " << kSamples << " generated digits, " << kEpochs << " epochs: " << on_mnist * 100
                     << "% of MNIST's test digits right, " << on_digits * 100 << "% of unseen generated ones");
  CHECK(on_mnist >= kLeastAccuracy);
}

}  // namespace hourglass
