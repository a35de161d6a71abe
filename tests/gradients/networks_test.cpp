// Randomly drawn networks of all kinds of layers: their gradients equal central differences.
#include <catch2/catch_test_macros.hpp>

#include "autoencoder/autoencoder.h"
#include "autoencoder/networks.h"
#include "gradients/check.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

constexpr int kCases = 120;

template <class Rows>
auto any_of_rows(Random& random, const Rows& rows) {
  return rows[random.below(static_cast<std::uint32_t>(rows.size()))].kind;
}

int between(Random& random, int least, int most) {
  return least + static_cast<int>(random.below(static_cast<std::uint32_t>(most - least + 1)));
}

std::vector<int> some(Random& random, int most_items, int least, int most) {
  std::vector<int> items(random.below(static_cast<std::uint32_t>(most_items + 1)));
  for (int& item : items) item = between(random, least, most);
  return items;
}

Architecture any_architecture(Random& random) {
  Architecture a;
  a.input = {between(random, 1, 3) * 2, between(random, 1, 3) * 2, between(random, 1, 2)};
  // A signal, whose convolutions and patches are one-dimensional.
  if (random.below(4) == 0) a.input.height = 1;
  a.kernel = random.below(4) == 0 ? 5 : 3;
  a.normalisation = any_of_rows(random, normalisations());
  // Layer normalisation over few, nearly equal values makes the loss too curved for finite differences.
  const int least = a.normalisation == NormalisationKind::kLayer ? 5 : 1;
  switch (random.below(3)) {
    case 0: a.channels = some(random, 2, least, least + 2); break;
    case 1:
      a.transformer = {.blocks = between(random, 1, 2), .patch = between(random, 1, 2), .heads = between(random, 1, 2)};
      a.transformer.width = a.transformer.heads * between(random, 3, 5);
      a.transformer.masked = random.below(2) ? 0.6 : 0;
      break;
    default: break;
  }
  a.downsample = any_of_rows(random, downsamples());
  a.upsample = any_of_rows(random, upsamples());
  a.dropout = random.below(3) ? 0 : 0.4;
  a.hidden = some(random, 2, least, least + 4);
  if (random.below(3) == 0) a.decoder_hidden = some(random, 2, least, least + 4);
  a.tied = random.below(2) == 0;
  a.latent = between(random, 1, 3);
  a.activation = random.below(2) ? Activation::kTanh : Activation::kGelu;
  a.loss = random.below(2) ? ReconstructionLoss::kBce : ReconstructionLoss::kMse;
  a.bottleneck = random.below(2) ? BottleneckKind::kPlain : BottleneckKind::kGaussian;
  return a;
}

/// Compares the gradient of every trainable value to central differences of the loss.
double error_of(const Architecture& a, std::uint64_t seed) {
  constexpr int kBatch = 7;
  const Compute compute(Variant::generic, MathMode::kPortable, 1);
  const Autoencoder network(a);
  Workspace workspace = network.make_workspace(kBatch);
  Buffer<Real> parameters(network.parameter_count()), gradients = parameters;
  network.initialise(seed, parameters.data());
  Random random({seed, Stream::kTest, 1});
  std::vector<Real> pixels(static_cast<std::size_t>(a.input.features() * kBatch));
  fill_uniform(random, pixels.data(), pixels.size(), 0, 1);
  const Pass pass{.compute = compute,
                  .workspace = workspace,
                  .parameters = parameters.data(),
                  .gradients = gradients.data(),
                  .batch = kBatch,
                  .mode = Mode::kTraining,
                  .seed = 3,
                  .step = 4};
  const auto value = [&] { return network.train(pass, pixels.data()).total; };
  value();
  const std::vector<Real> analytic(gradients.begin(), gradients.end());
  double worst = 0;
  for (const Parameter& p : network.parameters()) {
    if (!p.trainable) continue;
    const std::vector<Real> of_slot(analytic.begin() + static_cast<std::ptrdiff_t>(p.slot.offset),
                                    analytic.begin() + static_cast<std::ptrdiff_t>(p.slot.offset + p.slot.size));
    worst = std::max(worst, gradient_error(value, parameters.data() + p.slot.offset, p.slot.size, of_slot));
  }
  return worst;
}

std::string text_of(const Autoencoder& network) {
  std::string text;
  for (const Network* part : {&network.encoder(), &network.decoder()}) {
    for (const auto& layer : part->layers()) text += describe(layer->spec()) + "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("the gradients of randomly drawn networks equal central differences", "[grad]") {
  Random random({90, Stream::kTest, 0});
  for (int i = 0; i < kCases;) {
    const Architecture a = any_architecture(random);
    // Some images are too small for the drawn number of halvings.
    if (!check_networks(a)) continue;
    CAPTURE(i, a.tied, text_of(Autoencoder(a)));
    CHECK(error_of(a, 500 + static_cast<std::uint64_t>(i)) < kGradientTolerance);
    ++i;
  }
}

}  // namespace hourglass
