#include "compression/compressor.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "autoencoder/families.h"
#include "core/hash.h"
#include "core/random.h"
#include "session/inference.h"
#include "support/drawn_set.h"
#include "support/file_bytes.h"
#include "support/sanitized.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr std::string_view kSource = "small.hgz";

/// A model of rectangles after some steps, and the held-out rectangles.
struct Trained {
  Model model;
  Samples samples;
};

Trained trained(const SettingList& extra, std::shared_ptr<const Dataset> data = std::make_shared<Rectangles>(),
                int steps = 20) {
  auto session = make_session(small_settings(extra), data);
  session->step(steps);
  return {session->settle()->model, read_samples(*data, Split::kHeldOut)};
}

std::unique_ptr<PortableDecoder> decoder_of(const Model& model, int threads = 1) {
  auto decoder = PortableDecoder::create(model, threads);
  REQUIRE(decoder);
  return std::move(*decoder);
}

CompressibleCodes codes_of(const Trained& given, PortableDecoder& decoder) {
  auto codes = CompressibleCodes::encode(given.model, decoder, given.samples, 1);
  REQUIRE(codes);
  return std::move(*codes);
}

CompressedFile compressed(const Trained& given, double step = 0) {
  const auto decoder = decoder_of(given.model);
  const CompressibleCodes codes = codes_of(given, *decoder);
  auto file = codes.file(step > 0 ? step : codes.usual_step());
  REQUIRE(file);
  return std::move(*file);
}

Samples decompressed(const Model& model, const Bytes& bytes, int threads = 1) {
  auto samples = decompress(model, bytes, std::string(kSource), threads);
  REQUIRE(samples);
  return std::move(*samples);
}

std::uint64_t hash_of(const std::vector<float>& values) { return hash_reals(values.data(), values.size()); }

/// What Inference, with batches of its own, makes of the numbers in the file.
std::vector<float> decoded_by_inference(const Trained& given, const CompressedFile& file) {
  auto quantised = decode_codes(file.codes.tables, file.codes.payload, file.count, file.form, file.quantiser, "codes");
  REQUIRE(quantised);
  std::vector<int> labels;
  QuantisedCodes values{file.form.places, file.count, {}};
  for (std::uint32_t n = 0; n < file.count; ++n) {
    const std::int32_t* sample = quantised->sample(n);
    values.values.insert(values.values.end(), sample, sample + file.form.places);
    if (file.form.has_labels) labels.push_back(sample[file.form.places]);
  }
  const Samples codes = dequantise(values, file.quantiser);
  return *Inference().decode(given.model, codes.values, labels);
}

double payload_bits(const CompressedSize& size) { return 8 * static_cast<double>(size.payload); }
double total_bytes(const CompressedSize& size) { return static_cast<double>(size.total()); }

}  // namespace

TEST_CASE("what is decompressed is what the model makes of the quantised codes, to the bit", "[unit][compression]") {
  for (const char* family : {"vanilla", "pca", "vae", "conditional-vae", "sparse-l1", "k-sparse"}) {
    CAPTURE(family);
    const Trained given = trained({{"family", family}, {"latent", "6"}, {"hidden", "24"}, {"active", "3"}});
    const CompressedFile file = compressed(given);
    const Samples samples = decompressed(given.model, to_compressed_file(file));
    CHECK(samples.count == given.samples.count);
    CHECK(samples.values == decoded_by_inference(given, file));
    CHECK((samples.labels == given.samples.labels) == (std::string_view(family) == "conditional-vae"));
  }
}

TEST_CASE("codebook entries come back without a loss", "[unit][compression]") {
  const Trained given =
      trained({{"family", "vq-vae"}, {"conv", "4,8"}, {"hidden", ""}, {"codebook", "16"}, {"code_channels", "4"}});
  const CompressedFile file = compressed(given);
  CHECK(file.form.entries == 16);
  CHECK(file.form.places == 49);
  CHECK(file.form.grid_width == 7);
  CHECK(file.quantiser.steps.empty());
  const Samples samples = decompressed(given.model, to_compressed_file(file));
  CHECK(samples.values == *Inference().reconstruct(given.model, given.samples.values));
}

TEST_CASE("all families can compress rectangles, and all kinds of data", "[unit][compression]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    SettingList list = {{"family", std::string(family.id)}, {"latent", "6"}, {"active", "3"}, {"hidden", "24"}};
    if (family.id == "convolutional" || family.id == "conv-vae" || family.id == "vq-vae")
      list.emplace_back("conv", "4,8");
    if (family.id == "vq-vae") list.insert(list.end(), {{"hidden", ""}, {"codebook", "16"}});
    if (family.id == "masked") {
      list.insert(list.end(), {{"transformer", "1"}, {"token_width", "12"}, {"decoder_hidden", "24"}, {"hidden", ""}});
    }
    const Trained given = trained(list, std::make_shared<Rectangles>(), 3);
    CHECK(decompressed(given.model, to_compressed_file(compressed(given))).count == given.samples.count);
  }
  for (DataKind kind : {DataKind::kSignal, DataKind::kTable, DataKind::kText}) {
    CAPTURE(data_kind_row(kind).name);
    const Trained given = trained({{"family", "vanilla"}, {"loss", "mse"}}, std::make_shared<DrawnSet>(kind));
    const CompressedFile file = compressed(given);
    CHECK(decompressed(given.model, to_compressed_file(file)).values == decoded_by_inference(given, file));
  }
}

TEST_CASE("a compressed file and what it stands for have golden hashes", "[unit][compression][golden]") {
  struct Golden {
    const char* family;
    const char* file;
    const char* samples;
  };
  for (const Golden& golden :
       {Golden{"vanilla", "bd12335932472e39", "b06fa2e35809e1ff"}, {"vae", "704df165a19051a1", "9d008d3bd9ee3625"}}) {
    CAPTURE(golden.family);
    const Trained given = trained({{"family", golden.family}, {"latent", "6"}, {"hidden", "24"}});
    const Bytes bytes = to_compressed_file(compressed(given));
    CHECK(hash_text(hash_bytes(bytes.data(), bytes.size())) == golden.file);
    for (int threads : {1, 3}) {
      CHECK(hash_text(hash_of(decompressed(given.model, bytes, threads).values)) == golden.samples);
    }
    Model fast = given.model;
    fast.settings.compute.math = MathMode::kFast;
    CHECK(hash_text(hash_of(decompressed(fast, bytes).values)) == golden.samples);
  }
}

TEST_CASE("a finer step takes more bytes and loses less", "[unit][compression]") {
  const Trained given = trained({{"family", "vanilla"}, {"latent", "6"}}, std::make_shared<Rectangles>(), 100);
  const auto decoder = decoder_of(given.model);
  const CompressibleCodes codes = codes_of(given, *decoder);
  const auto unquantised = *Inference().reconstruct(given.model, given.samples.values);
  std::size_t last_size = 0;
  double last_loss = 1e9;
  for (double factor : {1.0, 0.25, 0.0625, 0.015625}) {
    CAPTURE(factor);
    const auto file = codes.file(factor * codes.usual_step());
    REQUIRE(file);
    const Samples samples = decompressed(given.model, to_compressed_file(*file));
    double loss = 0;
    for (std::size_t i = 0; i < unquantised.size(); ++i) {
      loss += static_cast<double>((unquantised[i] - samples.values[i]) * (unquantised[i] - samples.values[i]));
    }
    CHECK(size_of(*file).payload > last_size);
    CHECK(loss < last_loss);
    last_size = size_of(*file).payload;
    last_loss = loss;
  }
}

TEST_CASE("a limit is respected and nearly used, and one that cannot be kept is refused", "[unit][compression]") {
  const Trained given = trained({{"family", "vanilla"}, {"latent", "6"}}, std::make_shared<Rectangles>(), 100);
  const auto decoder = decoder_of(given.model);
  const CompressibleCodes codes = codes_of(given, *decoder);
  std::size_t last = 0;
  for (std::size_t most : {280u, 400u, 600u, 900u}) {
    CAPTURE(most);
    const auto made = codes.file_within(static_cast<double>(most), total_bytes, "--max-bytes");
    REQUIRE(made);
    const std::size_t size = to_compressed_file(made->file).size();
    CHECK(size == size_of(made->file).total());
    CHECK(size <= most);
    CHECK(size > last);
    CHECK(size > most * 8 / 10);
    last = size;
  }
  const auto bits = codes.file_within(800, payload_bits, "--bits");
  REQUIRE(bits);
  CHECK(payload_bits(size_of(bits->file)) <= 800);
  const auto refused = codes.file_within(100, total_bytes, "--max-bytes");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("argument-out-of-range"));
  CHECK(refused.error().sentence().find("--max-bytes: expected at least ") == 0);
}

TEST_CASE("another model is refused", "[unit][compression]") {
  const Trained given = trained({{"family", "vanilla"}}), other = trained({{"family", "vanilla"}, {"seed", "2"}});
  const Bytes bytes = to_compressed_file(compressed(given));
  const auto refused = decompress(other.model, bytes, std::string(kSource), 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("compressed-other-model"));
  CHECK(refused.error().sentence().find(weights_hash(given.model)) != std::string::npos);
  CHECK(refused.error().sentence().find(weights_hash(other.model)) != std::string::npos);
}

TEST_CASE("a head that does not fit the model is refused", "[unit][compression]") {
  const Trained given = trained({{"family", "vanilla"}});
  const auto decoder = decoder_of(given.model);
  const auto refused = [&](const CompressedFile& file) {
    const auto samples = decompress(given.model, file, *decoder, std::string(kSource));
    REQUIRE_FALSE(samples);
    return std::string(samples.error().code.name());
  };
  CompressedFile file = compressed(given);
  file.shape.height = 27;
  CHECK(refused(file) == "compressed-other-model");
  file = compressed(given);
  file.form.places = 5;
  CHECK(refused(file) == "compressed-other-model");
  file = compressed(given);
  file.count = 0xffffffff;
  CHECK(refused(file) == "file-over-budget");
  file = compressed(given);
  ++file.count;
  CHECK(refused(file) == "file-corrupt");
}

TEST_CASE("samples of another shape are refused", "[unit][compression]") {
  const Trained given = trained({{"family", "vanilla"}});
  const auto decoder = decoder_of(given.model);
  const auto refused = CompressibleCodes::encode(given.model, *decoder, Samples{5, 1, std::vector<float>(5), {}}, 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode("data-shape-mismatch"));
}

TEST_CASE("no samples make a file that can be read", "[unit][compression]") {
  Trained given = trained({{"family", "vanilla"}});
  given.samples = Samples{784, 0, {}, {}};
  CHECK(decompressed(given.model, to_compressed_file(compressed(given))).count == 0);
}

TEST_CASE("random changes under a right checksum never break the reader", "[unit][compression][fuzz]") {
  constexpr std::uint64_t kSeed = 51, kRounds = kSanitized ? 300 : 1500;
  for (const char* family : {"vae", "conditional-vae"}) {
    Trained given = trained({{"family", family}, {"latent", "4"}, {"hidden", "8"}});
    given.samples = read_samples(Rectangles(), Split::kHeldOut, 12);
    const Bytes sound = to_compressed_file(compressed(given));
    for (std::uint64_t round = 0; round < kRounds; ++round) {
      INFO(family << ", seed " << kSeed << ", round " << round);
      Random random({kSeed, Stream::kTest, round});
      Bytes bytes = sound;
      const std::uint32_t changes = 1 + random.below(3);
      for (std::uint32_t i = 0; i < changes; ++i) {
        bytes[12 + random.below(static_cast<std::uint32_t>(bytes.size()) - 20)] =
            static_cast<std::byte>(random.below(256));
      }
      const std::uint64_t checksum = hash_bytes(bytes.data(), bytes.size() - 8);
      for (std::size_t i = 0; i < 8; ++i) bytes[bytes.size() - 8 + i] = static_cast<std::byte>(checksum >> (8 * i));
      const auto samples = decompress(given.model, bytes, std::string(kSource), 1, {.bytes = 1 << 20});
      if (!samples) CHECK(samples.error().sentence().size() < 400);
    }
  }
}

}  // namespace hourglass
