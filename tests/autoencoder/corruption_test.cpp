#include "autoencoder/corruption.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "autoencoder/autoencoder.h"

namespace hourglass {
namespace {

constexpr Shape kImage{28, 28, 1};

struct Corrupted {
  std::vector<Real> pixels, result;

  Corrupted(CorruptionKind kind, double strength, int batch, int threads = 1, Shape image = kImage,
            std::uint64_t step = 0) {
    const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, threads);
    pixels.assign(static_cast<std::size_t>(image.features() * batch), Real(0.5));
    result.resize(pixels.size());
    corruption_row(kind).apply({compute, image, batch, strength, {11, Stream::kCorruption, step}, pixels.data()},
                               result.data());
  }
  double share(Real value) const {
    double count = 0;
    for (Real x : result) count += x == value;
    return count / static_cast<double>(result.size());
  }
};

/// Five standard deviations of a share over `draws` draws.
double margin(double share, double draws) { return 5 * std::sqrt(share * (1 - share) / draws); }

}  // namespace

TEST_CASE("every corruption's row is found by its kind", "[unit][corruption]") {
  for (const Corruption& row : corruptions()) {
    CHECK(corruption_row(row.kind).id == row.id);
    CHECK((row.apply == nullptr) == (row.kind == CorruptionKind::kNone));
  }
}

TEST_CASE("Gaussian noise has mean 0 and the requested deviation", "[unit][corruption]") {
  const Corrupted c(CorruptionKind::kGaussian, 0.4, 128);
  double sum = 0, squares = 0;
  for (Real x : c.result) {
    const double noise = static_cast<double>(x) - 0.5;
    sum += noise;
    squares += noise * noise;
  }
  const double count = static_cast<double>(c.result.size());
  CHECK(std::abs(sum / count) < 5 * 0.4 / std::sqrt(count));
  CHECK(std::abs(std::sqrt(squares / count) - 0.4) < 5 * 0.4 / std::sqrt(2 * count));
}

TEST_CASE("masking and salt-and-pepper replace the requested share and leave the rest unchanged",
          "[unit][corruption]") {
  const double draws = 784 * 128;
  const Corrupted masked(CorruptionKind::kMasking, 0.3, 128);
  CHECK(std::abs(masked.share(0) - 0.3) < margin(0.3, draws));
  CHECK(masked.share(0) + masked.share(Real(0.5)) == 1);
  const Corrupted peppered(CorruptionKind::kSaltAndPepper, 0.3, 128);
  CHECK(std::abs(peppered.share(0) - 0.15) < margin(0.15, draws));
  CHECK(std::abs(peppered.share(1) - 0.15) < margin(0.15, draws));
  CHECK(std::abs(peppered.share(Real(0.5)) - 0.7) < margin(0.7, draws));
  CHECK(Corrupted(CorruptionKind::kMasking, 0, 2).share(0) == 0);
  CHECK(Corrupted(CorruptionKind::kMasking, 1, 2).share(0) == 1);
}

TEST_CASE("occlusion covers one square per image, inside the image, in all channels", "[unit][corruption]") {
  const Shape image{10, 14, 2};
  const int batch = 200;
  const Corrupted c(CorruptionKind::kOcclusion, 0.4, batch, 1, image);
  bool touches_top = false, touches_right = false;
  for (int n = 0; n < batch; ++n) {
    int top = 99, bottom = -1, left = 99, right = -1, covered = 0;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        const std::size_t at = static_cast<std::size_t>(((n * image.height + y) * image.width + x) * 2);
        CHECK(c.result[at] == c.result[at + 1]);
        if (c.result[at] != 0) continue;
        top = std::min(top, y), bottom = std::max(bottom, y);
        left = std::min(left, x), right = std::max(right, x);
        ++covered;
      }
    }
    // 0.4 of the shorter side, 10.
    CHECK(bottom - top + 1 == 4);
    CHECK(right - left + 1 == 4);
    CHECK(covered == 16);
    touches_top = touches_top || top == 0;
    touches_right = touches_right || right == image.width - 1;
  }
  CHECK(touches_top);
  CHECK(touches_right);
}

TEST_CASE("occlusion covers a stretch of an image one pixel high", "[unit][corruption]") {
  const Shape line{1, 20, 2};
  const Corrupted c(CorruptionKind::kOcclusion, 0.25, 50, 1, line);
  bool touches_end = false;
  for (int n = 0; n < 50; ++n) {
    const auto begin = c.result.begin() + n * 40, first = std::find(begin, begin + 40, Real(0));
    CHECK(std::count(begin, begin + 40, Real(0)) == 10);
    CHECK(std::count(first, first + 10, Real(0)) == 10);
    touches_end = touches_end || first - begin == 30;
  }
  CHECK(touches_end);
}

TEST_CASE("masking and salt-and-pepper replace categories as a whole, and numbers one by one", "[unit][corruption]") {
  // A number, then a column of three categories, then one of two.
  const std::vector<CategoryGroup> groups = {{1, 3}, {4, 2}};
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  constexpr int kRows = 2000;
  std::vector<Real> rows;
  for (int n = 0; n < kRows; ++n) rows.insert(rows.end(), {Real(0.5), 0, 1, 0, 1, 0});
  for (const CorruptionKind kind : {CorruptionKind::kMasking, CorruptionKind::kSaltAndPepper}) {
    CAPTURE(corruption_row(kind).id);
    const bool masks = kind == CorruptionKind::kMasking;
    const std::vector<Real> made = corrupt(compute, rows, flat(6), kind, 0.4, 5, 0, groups);
    int none = 0, each[3] = {};
    for (int n = 0; n < kRows; ++n) {
      const auto row = made.begin() + n * 6;
      const auto ones = std::count(row + 1, row + 4, Real(1));
      CHECK(ones + std::count(row + 1, row + 4, Real(0)) == 3);
      CHECK(ones <= 1);
      none += ones == 0;
      for (int k = 0; k < 3; ++k) each[k] += row[1 + k] == 1;
    }
    CHECK(std::abs(none / double(kRows) - (masks ? 0.4 : 0)) < margin(0.4, kRows) * masks + 1e-9);
    CHECK(std::abs(each[1] / double(kRows) - (masks ? 0.6 : 0.6 + 0.4 / 3)) < margin(0.6, kRows));
    CHECK(std::abs(each[2] / double(kRows) - (masks ? 0 : 0.4 / 3)) < margin(0.4 / 3, kRows) * !masks + 1e-9);
    // Numbers outside of groups have the bits that they have without groups.
    const std::vector<Real> numbers = corrupt(compute, rows, flat(6), kind, 0.4, 5);
    for (int n = 0; n < kRows; ++n) CHECK(made[std::size_t(n) * 6] == numbers[std::size_t(n) * 6]);
  }
}

TEST_CASE("a corruption's bits depend on the key and not on the threads", "[unit][corruption]") {
  for (const Corruption& row : corruptions()) {
    if (!row.apply) continue;
    CAPTURE(row.id);
    const Corrupted one(row.kind, 0.5, 33);
    CHECK(one.result == Corrupted(row.kind, 0.5, 33, 3).result);
    CHECK(one.result != Corrupted(row.kind, 0.5, 33, 1, kImage, 1).result);
  }
}

TEST_CASE("images corrupted outside training are the same for chunks of any size", "[unit][corruption]") {
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  const std::vector<Real> images(784 * 5, Real(0.5));
  for (const Corruption& row : corruptions()) {
    CAPTURE(row.id);
    const std::vector<Real> all = corrupt(compute, images, kImage, row.kind, 0.4, 3);
    CHECK((all == images) == (row.kind == CorruptionKind::kNone));
    const std::vector<Real> tail = corrupt(compute, std::span(images).subspan(784 * 3), kImage, row.kind, 0.4, 3, 3);
    CHECK(std::equal(tail.begin(), tail.end(), all.begin() + 784 * 3));
    if (row.kind != CorruptionKind::kNone) CHECK(all != corrupt(compute, images, kImage, row.kind, 0.4, 4));
  }
}

TEST_CASE("the encoder's input is corrupted in training only, and the loss always compares with the clean one",
          "[unit][corruption]") {
  const Compute compute(instruction_sets().begin()->portable, MathMode::kPortable, 1);
  Architecture a{.input = kImage, .hidden = {16}, .latent = 4};
  a.corruption = CorruptionKind::kMasking;
  a.corruption_strength = 1;
  const Autoencoder network(a);
  Workspace workspace = network.make_workspace(2);
  Buffer<Real> parameters(network.parameter_count()), gradients(network.parameter_count());
  network.initialise(1, parameters.data());
  const std::vector<Real> pixels(784 * 2, Real(0.25)), black(784 * 2, Real(0));
  auto pass = [&](Mode mode) {
    return Pass{.compute = compute,
                .workspace = workspace,
                .parameters = parameters.data(),
                .gradients = gradients.data(),
                .batch = 2,
                .mode = mode,
                .seed = 1};
  };
  // All pixels are masked: the network reconstructs a black image, but the target is still grey.
  const std::vector<Real> code_of_black(network.encode(pass(Mode::kInference), black.data()),
                                        network.encode(pass(Mode::kInference), black.data()) + 8);
  const Pass training = pass(Mode::kTraining);
  const LossTerms trained = network.train(training, pixels.data());
  const Real* reconstructed = network.decode(pass(Mode::kInference), code_of_black.data());
  double expected = 0;
  for (int i = 0; i < 784; ++i) expected += std::pow(static_cast<double>(reconstructed[i]) - 0.25, 2);
  CHECK(std::abs(trained.reconstruction - expected) < 1e-3 * expected);
  // The first layer's inputs are all zero.
  const ParameterSlot first = network.parameters().front().slot;
  for (std::size_t i = 0; i < first.size; ++i) CHECK(gradients[first.offset + i] == 0);
  const LossTerms scored = network.score(pass(Mode::kScoring), pixels.data());
  CHECK(std::abs(scored.reconstruction - trained.reconstruction) > 1e-6);
}

}  // namespace hourglass
