// The same settings and seed give the same bits: twice over, for any number of threads, any vector width, natively and
// in WebAssembly. One golden hash per family is the contract between all of them.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "autoencoder/families.h"
#include "core/compute.h"
#include "session/session.h"
#include "support/sessions.h"

namespace hourglass {
namespace {

constexpr int kSteps = 200;

/// Hash of all weights after 200 steps of each family with the settings of `small_settings`. They change only when the
/// arithmetic does, and then docs/decisions.md says why.
const std::map<std::string_view, std::string> kGolden = {
    {"vanilla", "21c81a2fa1f3c9f7"},
    {"vae", "b355941adfc3babe"},
};

std::string hash_after(const SettingList& extra, int steps = kSteps) {
  auto session = make_session(small_settings(extra), std::make_shared<Rectangles>());
  session->step(steps);
  return weights_hash(session->settle()->model);
}

}  // namespace

TEST_CASE("every family's weights after 200 steps equal its golden hash, for 1, 2 and 3 threads", "[determinism]") {
  int cases = 0;
  for (const Family& family : families()) {
    const auto golden = kGolden.find(family.id);
    REQUIRE(golden != kGolden.end());
    for (const char* threads : {"1", "2", "3"}) {
      CAPTURE(family.id, threads);
      CHECK(hash_after({{"family", std::string(family.id)}, {"threads", threads}}) == golden->second);
      ++cases;
    }
  }
  REQUIRE(cases == static_cast<int>(3 * families().size()));
}

TEST_CASE("portable arithmetic gives the same bits on every instruction set", "[determinism]") {
  int sets = 0;
  for (const InstructionSet& set : instruction_sets()) {
    if (!set.runs_here()) continue;
    for (const Family& family : families()) {
      CAPTURE(set.name, family.id);
      CHECK(hash_after({{"family", std::string(family.id)}, {"isa", std::string(set.name)}}) ==
            kGolden.at(family.id));
    }
    ++sets;
  }
  REQUIRE(sets >= 1);
}

TEST_CASE("fast arithmetic gives the same bits for any number of threads", "[determinism]") {
  const std::string one = hash_after({{"math", "fast"}, {"threads", "1"}}, 50);
  CHECK(one == hash_after({{"math", "fast"}, {"threads", "2"}}, 50));
  CHECK(one == hash_after({{"math", "fast"}, {"threads", "3"}}, 50));
}

TEST_CASE("another seed gives other weights", "[determinism]") {
  CHECK(hash_after({{"seed", "1"}}, 5) != hash_after({{"seed", "2"}}, 5));
}

TEST_CASE("a run interrupted after 100 steps and continued ends in the golden hash", "[determinism]") {
  for (const Family& family : families()) {
    CAPTURE(family.id);
    auto first = make_session(small_settings({{"family", std::string(family.id)}}), std::make_shared<Rectangles>());
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
