// The same settings and seed give the same bits: in every run, for any number of threads, any vector width, natively
// and in WebAssembly. All of them must match one golden hash per family, and one per kind of data.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "autoencoder/families.h"
#include "core/compute.h"
#include "session/session.h"
#include "support/drawn_set.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr int kSteps = 200;

/// Hash of all weights after 200 steps of each family with the settings of `small_settings`. They change only when the
/// arithmetic does, and then docs/decisions.md says why.
const std::map<std::string_view, std::string> kGolden = {
    {"pca", "5f7f2bfa7812340e"},         {"linear", "6fe3f81a6c7fb143"},      {"vanilla", "21c81a2fa1f3c9f7"},
    {"denoising", "14309e04dbe29c44"},   {"deep", "b4f685125dfeea08"},        {"convolutional", "af39ea85aa0904f2"},
    {"masked", "1de0b8ac7898db6b"},      {"vae", "b355941adfc3babe"},         {"sparse-l1", "17ca48719ec951fa"},
    {"sparse-kl", "1c8ffa9160ad4807"},   {"contractive", "c638ed980c067399"}, {"wae", "d8e113ba4dc7a749"},
    {"adversarial", "7d2292a7dca8e59e"}, {"beta-vae", "95f200dc482cd1ea"},    {"conditional-vae", "15d9681243f0c701"},
    {"conv-vae", "0b23159d2073b060"},    {"vq-vae", "8c33a5e6791e31fd"},      {"k-sparse", "5487800b7bb66a84"},
};

/// Lets a top-k bottleneck keep only 3 of the code's six values.
Settings settings_of(SettingList extra) {
  extra.insert(extra.begin(), {"active", "3"});
  return small_settings(extra);
}

/// Settings that make a family's network small enough for hundreds of fast steps, in addition to `small_settings`.
SettingList family_settings(const Family& family) {
  SettingList list = {{"family", std::string(family.id)}};
  if (family.id == "convolutional" || family.id == "conv-vae") list.emplace_back("conv", "4,8");
  if (family.id == "vq-vae") {
    for (const auto& [key, value] : {std::pair("conv", "4,8"), {"hidden", ""}, {"codebook", "16"}})
      list.emplace_back(key, value);
  }
  if (family.id == "masked") {
    for (const auto& [key, value] : {std::pair("transformer", "1"), {"token_width", "12"}, {"decoder_hidden", "24"}}) {
      list.emplace_back(key, value);
    }
  }
  return list;
}

/// `a`, then `b`.
SettingList with(SettingList a, const SettingList& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string hash_after(const SettingList& extra, int steps = kSteps,
                       std::shared_ptr<const Dataset> data = std::make_shared<Rectangles>()) {
  auto session = make_session(settings_of(extra), std::move(data));
  session->step(steps);
  return weights_hash(session->settle()->model);
}

/// A run on data that are no images, and its golden hash.
struct KindRun {
  DataKind kind;
  SettingList settings;
  std::string golden;
};

/// One-dimensional convolutions, categories beside numbers of which some are missing, and masked symbols.
const std::vector<KindRun> kKindRuns = {
    {DataKind::kSignal, {{"family", "convolutional"}, {"conv", "4,8"}, {"hidden", "24"}}, "d17812a6f6321785"},
    {DataKind::kTable, {{"family", "vae"}, {"loss", "mse"}}, "3f5da0c00c7b25d3"},
    {DataKind::kText,
     {{"family", "denoising"}, {"corruption", "masking"}, {"conv", "8"}, {"kernel", "5"}, {"hidden", "24"}},
     "90eedada89b8f306"},
};

/// Hash after 20 steps with batches in 5 shards, of which those of 6 and of 7 samples alternate.
const std::map<std::string_view, std::string> kGoldenInShards = {{"deep", "2b29255c96a50af0"},
                                                                 {"conditional-vae", "f2bae2db37ff6eb4"},
                                                                 {"adversarial", "763fe72f8abb7617"},
                                                                 {"wae", "a5d7c7661baa726f"}};

}  // namespace

TEST_CASE("weights of runs in shards equal their golden hash, for 1 and 2 threads and every instruction set",
          "[determinism]") {
  for (const auto& [family, golden] : kGoldenInShards) {
    const SettingList settings = {{"family", std::string(family)}, {"gradient_shards", "5"}};
    for (const char* threads : {"1", "2"}) {
      CAPTURE(family, threads);
      CHECK(hash_after(with(settings, {{"threads", threads}}), 20) == golden);
    }
    for (const InstructionSet& set : instruction_sets()) {
      if (!set.runs_here()) continue;
      CAPTURE(family, set.name);
      CHECK(hash_after(with(settings, {{"isa", std::string(set.name)}}), 20) == golden);
    }
  }
}

TEST_CASE("every family's weights after 200 steps equal its golden hash, for 1, 2 and 3 threads",
          "[determinism][long]") {
  int cases = 0;
  for (const Family& family : families()) {
    const auto golden = kGolden.find(family.id);
    REQUIRE(golden != kGolden.end());
    for (const char* threads : {"1", "2", "3"}) {
      CAPTURE(family.id, threads);
      CHECK(hash_after(with(family_settings(family), {{"threads", threads}})) == golden->second);
      ++cases;
    }
  }
  REQUIRE(cases == static_cast<int>(3 * families().size()));
}

TEST_CASE("portable arithmetic gives the same bits on every instruction set", "[determinism][long]") {
  int sets = 0;
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Family& family : families()) {
      CAPTURE(set.name, family.id);
      CHECK(hash_after(with(family_settings(family), {{"isa", std::string(set.name)}})) == kGolden.at(family.id));
    }
    ++sets;
  }
  REQUIRE(sets >= 1);
}

TEST_CASE("weights after 200 steps on signals, a table and texts equal their golden hash, for every instruction set",
          "[determinism]") {
  for (const KindRun& run : kKindRuns) {
    const auto data = std::make_shared<DrawnSet>(run.kind);
    for (const char* threads : {"1", "2", "3"}) {
      CAPTURE(data->name(), threads);
      CHECK(hash_after(with(run.settings, {{"threads", threads}}), kSteps, data) == run.golden);
    }
    for (const InstructionSet& set : instruction_sets()) {
      if (!set.runs_here()) continue;
      CAPTURE(data->name(), set.name);
      CHECK(hash_after(with(run.settings, {{"isa", std::string(set.name)}}), kSteps, data) == run.golden);
    }
  }
}

TEST_CASE("fast arithmetic gives the same bits for any number of threads", "[determinism]") {
  const std::string one = hash_after({{"math", "fast"}, {"threads", "1"}}, 50);
  CHECK(one == hash_after({{"math", "fast"}, {"threads", "2"}}, 50));
  CHECK(one == hash_after({{"math", "fast"}, {"threads", "3"}}, 50));
}

TEST_CASE("another seed gives other weights", "[determinism]") {
  CHECK(hash_after({{"seed", "1"}}, 5) != hash_after({{"seed", "2"}}, 5));
}

TEST_CASE("a run interrupted after 100 steps and resumed has the golden hash", "[determinism][long]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    auto first = make_session(settings_of(family_settings(family)), std::make_shared<Rectangles>());
    first->step(kSteps / 2);
    const Model half = first->resumable_model();
    REQUIRE(half.step == kSteps / 2);
    auto second = Session::resume(half, std::make_shared<Rectangles>());
    REQUIRE(second);
    (*second)->step(kSteps / 2);
    CHECK(weights_hash((*second)->settle()->model) == kGolden.at(family.id));
  }
}

}  // namespace hourglass
