// The networks that an architecture describes: their shapes, parts that do not fit, and tied weights.
#include "autoencoder/networks.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "autoencoder/autoencoder.h"
#include "nn/layers.h"

namespace hourglass {
namespace {

Architecture convolutional(const Shape& input) {
  Architecture a;
  a.input = input;
  a.channels = {3, 4};
  a.hidden = {7};
  a.latent = 2;
  return a;
}

std::vector<std::string> lines(const Network& network) {
  std::vector<std::string> text;
  for (const auto& layer : network.layers()) text.push_back(describe(layer->spec()));
  return text;
}

std::vector<std::string> names(const Autoencoder& network) {
  std::vector<std::string> found;
  for (const Parameter& p : network.parameters()) found.push_back(p.name);
  return found;
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

TEST_CASE("every choice of downsampling and upsampling gives the input's shape, and its layers fit each other",
          "[unit]") {
  std::size_t cases = 0;
  for (const Shape& input : {Shape{28, 28, 1}, Shape{5, 7, 3}, Shape{8, 2, 2}, Shape{1, 13, 1}, Shape{7, 1, 2}}) {
    for (const auto& down : downsamples()) {
      for (const auto& up : upsamples()) {
        for (const auto& normalisation : normalisations()) {
          for (double dropout : {0.0, 0.3}) {
            CAPTURE(input.height, input.width, down.id, up.id, normalisation.id, dropout);
            Architecture a = convolutional(input);
            a.downsample = down.kind;
            a.upsample = up.kind;
            a.normalisation = normalisation.kind;
            a.dropout = dropout;
            REQUIRE(check_networks(a));
            const Networks n = make_networks(a, 2);
            CHECK(n.encoder.output_features() == 2);
            CHECK(n.decoder.layers().back()->output_shape() == input);
            ++cases;
          }
        }
      }
    }
  }
  REQUIRE(cases == 5 * downsamples().size() * upsamples().size() * normalisations().size() * 2);
}

TEST_CASE(
    "hidden layers are normalised before their activation and have dropout after it; code and output have neither",
    "[unit]") {
  Architecture a;
  a.hidden = {20};
  a.latent = 3;
  a.normalisation = NormalisationKind::kBatch;
  a.dropout = 0.25;
  const Networks n = make_networks(a, 3);
  CHECK(lines(n.encoder) == std::vector<std::string>{"dense 784 -> 20, linear",
                                                     "batch normalisation of 20 channels, relu", "dropout 25 %",
                                                     "dense 20 -> 3, linear"});
  CHECK(lines(n.decoder) == std::vector<std::string>{"dense 3 -> 20, linear",
                                                     "batch normalisation of 20 channels, relu", "dropout 25 %",
                                                     "dense 20 -> 784, sigmoid"});
}

TEST_CASE("the decoder mirrors the encoder unless it has hidden layers of its own", "[unit]") {
  Architecture a;
  a.hidden = {20, 10};
  a.latent = 3;
  CHECK(lines(make_networks(a, 3).decoder).size() == 3);
  a.decoder_hidden = {50};
  CHECK(lines(make_networks(a, 3).decoder) ==
        std::vector<std::string>{"dense 3 -> 50, relu", "dense 50 -> 784, sigmoid"});
}

TEST_CASE("a transformer reads patches; in training only the share that is not masked", "[unit]") {
  Architecture a;
  a.hidden = {};
  a.transformer = {.blocks = 2, .patch = 4, .width = 8, .heads = 2, .masked = 0.75};
  REQUIRE(check_networks(a));
  const auto encoder = lines(make_networks(a, 5).encoder);
  REQUIRE(encoder.size() == 6);
  CHECK(encoder[0] == "patches 4 x 4 of 28 x 28 x 1 -> 49 tokens of 8, 12 seen in training");
  CHECK(encoder[5] == "dense 8 -> 5, linear");
}

TEST_CASE("the convolutions and patches of a signal are one-dimensional", "[unit]") {
  Architecture a = convolutional({1, 9, 2});
  a.kernel = 5;
  REQUIRE(check_networks(a));
  CHECK(lines(make_networks(a, 2).encoder) ==
        std::vector<std::string>{"convolution 1 x 9 x 2 -> 1 x 5 x 3, 1 x 5, stride 2, relu",
                                 "convolution 1 x 5 x 3 -> 1 x 3 x 4, 1 x 5, stride 2, relu", "dense 12 -> 7, relu",
                                 "dense 7 -> 2, linear"});
  CHECK(lines(make_networks(a, 2).decoder) ==
        std::vector<std::string>{"dense 2 -> 7, relu", "dense 7 -> 12, relu",
                                 "transposed convolution 1 x 3 x 4 -> 1 x 5 x 3, 1 x 5, stride 2, relu",
                                 "transposed convolution 1 x 5 x 3 -> 1 x 9 x 2, 1 x 5, stride 2, sigmoid"});
  a.channels = {};
  a.transformer = {.blocks = 1, .patch = 3, .width = 8, .heads = 2};
  REQUIRE(check_networks(a));
  CHECK(lines(make_networks(a, 2).encoder)[0] == "patches 1 x 3 of 1 x 9 x 2 -> 3 tokens of 8, 3 seen in training");
}

TEST_CASE("weights of a one-dimensional convolution are as many as its window has pixels", "[unit]") {
  const Autoencoder network(convolutional({1, 9, 2}));
  CHECK(network.parameters()[0].shape == std::vector<int>{3, 2, 1, 3});
}

TEST_CASE("parts that do not fit are refused with the name of the setting", "[unit]") {
  const auto source_of = [](const Architecture& a) {
    const Status status = check_networks(a);
    return status ? std::string("nothing") : status.error().source;
  };
  Architecture a;
  a.transformer = {.blocks = 1, .patch = 5};
  CHECK(source_of(a) == "patch");
  a.transformer = {.blocks = 1, .patch = 4, .width = 10, .heads = 4};
  CHECK(source_of(a) == "heads");
  a.transformer = {.blocks = 1, .patch = 1, .width = 64, .heads = 4};
  CHECK(source_of(a) == "patch");
  a.transformer = {.blocks = 1};
  CHECK(source_of(a) == "nothing");
  a.channels = {4};
  CHECK(source_of(a) == "transformer");
  a.transformer = {};
  CHECK(source_of(a) == "nothing");
  a.channels = {4, 4, 4, 4, 4, 4};
  CHECK(source_of(a) == "conv");
  a.channels = {1024};
  a.input = {4096, 4096, 1};
  CHECK(source_of(a) == "conv");
  a.channels = {4};
  a.input = {1, 12, 27};
  CHECK(source_of(a) == "nothing");
  a.kernel = 4;
  CHECK(source_of(a) == "kernel");
  a.kernel = 31;
  a.input = {100, 100, 300};
  CHECK(source_of(a) == "conv");
  a.channels = {};
  a.input = {1, 12, 27};
  a.transformer = {.blocks = 1, .patch = 5};
  CHECK(source_of(a) == "patch");
}

TEST_CASE("what compares neighbouring places is refused where a sample has a single place", "[unit]") {
  const auto sentence_of = [](const Architecture& a) { return check_networks(a).error().sentence(); };
  Architecture table{.input = flat(16)};
  Architecture a = table;
  a.channels = {4};
  CHECK(sentence_of(a).starts_with("conv: expected samples with neighbouring places"));
  a = table;
  a.transformer.blocks = 1;
  CHECK(sentence_of(a).starts_with("transformer: expected samples with neighbouring places"));
  a = table;
  a.corruption = CorruptionKind::kOcclusion;
  CHECK(sentence_of(a).starts_with("corruption: expected samples with neighbouring places"));
}

TEST_CASE("tied decoders have dense weights of their own only where the shapes do not mirror the encoder's", "[unit]") {
  Architecture a;
  a.hidden = {20, 10};
  a.latent = 3;
  const Autoencoder free(a);
  a.tied = true;
  const Autoencoder tied(a);
  CHECK_FALSE(free.needs_stored_gradients());
  CHECK(tied.needs_stored_gradients());
  for (const char* name : {"decoder.0", "decoder.1", "decoder.2"}) {
    CAPTURE(name);
    CHECK(contains(names(free), std::string(name) + ".weight"));
    CHECK_FALSE(contains(names(tied), std::string(name) + ".weight"));
    CHECK(contains(names(tied), std::string(name) + ".bias"));
  }
  // The encoder's last layer gives mean and log-variance, twice as many values as the code: nothing to tie to.
  a.bottleneck = BottleneckKind::kGaussian;
  CHECK(contains(names(Autoencoder(a)), "decoder.0.weight"));
  CHECK_FALSE(contains(names(Autoencoder(a)), "decoder.1.weight"));
}

}  // namespace hourglass
