// Runs of several processes, which here are threads: all ranks end with the bits of one.
#include "session/ranks.h"

#include <catch2/catch_test_macros.hpp>

#include "core/thread_pool.h"
#include "session/trainer.h"
#include "support/sessions.h"
#include "support/thread_ranks.h"

namespace hourglass {
namespace {

/// A run's end on one rank.
struct RankEnd {
  std::string hash, message;
  std::uint64_t step = 0;
  double training_loss = 0;
  Trainer::Progress last = Trainer::Progress::kStepDone;
  std::vector<Real> weights;

  bool operator==(const RankEnd&) const = default;
};

RankEnd end_of(const Trainer& trainer, Trainer::Progress last) {
  const Model model = trainer.model(Trainer::Copy::kWithOptimiser);
  const auto& points = trainer.history().points();
  return {weights_hash(model),
          trainer.message(),
          model.step,
          points.empty() ? 0 : points.back().training.total,
          last,
          {model.parameters.begin(), model.parameters.end()}};
}

/// Trains up to `steps` steps, or until the run ends.
RankEnd train(Trainer& trainer, int steps) {
  Trainer::Progress progress = Trainer::Progress::kStepDone;
  for (int done = 0; done < steps; ++done) {
    do progress = trainer.advance();
    while (progress == Trainer::Progress::kWithinStep);
    if (progress != Trainer::Progress::kStepDone) break;
  }
  return end_of(trainer, progress);
}

Settings shard_settings(const SettingList& extra, const std::string& shards) {
  SettingList list = extra;
  list.emplace_back("gradient_shards", shards);
  return small_settings(list);
}

std::unique_ptr<Trainer> make_trainer(const Settings& settings, Ranks* ranks) {
  auto trainer = Trainer::create(settings, std::make_shared<Rectangles>(), ranks);
  if (!trainer) return nullptr;
  return std::move(*trainer);
}

std::vector<RankEnd> train_ranks(const Settings& settings, int count, int steps) {
  std::vector<RankEnd> ends(static_cast<std::size_t>(count));
  run_ranks(count, [&](ThreadRanks& ranks) {
    auto trainer = make_trainer(settings, &ranks);
    ends[static_cast<std::size_t>(ranks.rank())] = train(*trainer, steps);
  });
  return ends;
}

void check_ranks(const SettingList& extra, const std::string& shards, int steps) {
  const Settings settings = shard_settings(extra, shards);
  const RankEnd one = train(*make_trainer(settings, nullptr), steps);
  for (int count : {1, 2, 3, 4, 5, 8}) {
    if (count > settings.training.gradient_shards) continue;
    for (const RankEnd& end : train_ranks(settings, count, steps)) {
      CAPTURE(count, shards);
      CHECK(end == one);
    }
  }
}

}  // namespace

TEST_CASE("any number of ranks ends with the same bits, curves and messages", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  for (const char* family : {"vanilla", "vae", "deep", "adversarial", "conditional-vae", "wae", "sparse-kl"}) {
    CAPTURE(family);
    check_ranks({{"family", family}, {"discriminator_hidden", "16"}}, "8", 12);
  }
}

TEST_CASE("shards need not be a power of two, nor divide the batch, nor be divided by the ranks", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  for (const char* shards : {"1", "2", "3", "5", "6", "7", "11", "13", "32"})
    check_ranks({{"family", "denoising"}}, shards, 6);
}

TEST_CASE("ranks with several threads end with the same bits", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  const std::string one = train(*make_trainer(shard_settings({{"threads", "1"}}, "8"), nullptr), 12).hash;
  for (const RankEnd& end : train_ranks(shard_settings({{"threads", "2"}}, "8"), 3, 12)) CHECK(end.hash == one);
}

TEST_CASE("a gradient longer than one message is summed in several", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  check_ranks({{"hidden", "300,200"}}, "6", 3);
}

TEST_CASE("validation, early stopping and divergence are decided alike on all ranks", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  check_ranks({{"patience", "1"}, {"learning_rate", "0.03"}, {"schedule", "plateau"}}, "4", 400);
  const SettingList diverging = {{"optimiser", "sgd"}, {"output_activation", "linear"}, {"learning_rate", "10"}};
  CHECK(train(*make_trainer(shard_settings(diverging, "4"), nullptr), 100).last == Trainer::Progress::kDiverged);
  check_ranks(diverging, "4", 100);
}

TEST_CASE("where one rank is asked to stop, all stop after the same step", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  const Settings settings = shard_settings({}, "4");
  std::vector<RankEnd> ends(3);
  run_ranks(3, [&](ThreadRanks& ranks) {
    auto trainer = make_trainer(settings, &ranks);
    train(*trainer, 7);
    if (ranks.rank() == 2) ranks.ask_to_stop();
    ends[static_cast<std::size_t>(ranks.rank())] = train(*trainer, 1000);
  });
  for (const RankEnd& end : ends) {
    CHECK(end.last == Trainer::Progress::kInterrupted);
    CHECK(end.step == 8);
    CHECK(end.hash == ends[0].hash);
  }
}

TEST_CASE("where one rank ends, the others stop and keep the weights of their last step", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  const Settings settings = shard_settings({}, "4");
  const RankEnd after = train(*make_trainer(settings, nullptr), 7);
  std::vector<RankEnd> ends(3);
  run_ranks(3, [&](ThreadRanks& ranks) {
    auto trainer = make_trainer(settings, &ranks);
    train(*trainer, 7);
    if (ranks.rank() == 1) return;
    ends[static_cast<std::size_t>(ranks.rank())] = train(*trainer, 1000);
  });
  for (int rank : {0, 2}) {
    const RankEnd& end = ends[static_cast<std::size_t>(rank)];
    CHECK(end.last == Trainer::Progress::kRankLost);
    CHECK(end.step == 7);
    CHECK(end.weights == after.weights);
  }
}

TEST_CASE("a run continues with another number of ranks to the same bits", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  const Settings settings = shard_settings({{"family", "vae"}, {"normalisation", "batch"}}, "8");
  const RankEnd whole = train(*make_trainer(settings, nullptr), 20);
  Model stopped;
  run_ranks(3, [&](ThreadRanks& ranks) {
    auto trainer = make_trainer(settings, &ranks);
    train(*trainer, 9);
    if (ranks.rank() == 0) stopped = trainer->model(Trainer::Copy::kWithOptimiser);
  });
  std::vector<RankEnd> ends(4);
  run_ranks(4, [&](ThreadRanks& ranks) {
    auto trainer = make_trainer(settings, &ranks);
    if (trainer->load(stopped)) ends[static_cast<std::size_t>(ranks.rank())] = train(*trainer, 11);
  });
  for (const RankEnd& end : ends) CHECK(end.hash == whole.hash);
}

TEST_CASE("more ranks than shards are refused on every rank", "[session][ranks]") {
  if (!ThreadPool::available()) SKIP("this build cannot start threads");
  const Settings settings = shard_settings({}, "2");
  std::vector<std::string> sentences(3);
  run_ranks(3, [&](ThreadRanks& ranks) {
    const auto trainer = Trainer::create(settings, std::make_shared<Rectangles>(), &ranks);
    if (!trainer) sentences[static_cast<std::size_t>(ranks.rank())] = trainer.error().sentence();
  });
  for (const std::string& sentence : sentences) {
    CHECK(
        sentence ==
        "gradient_shards: expected at least 3, one part of each batch for every process, found 2; change this setting "
        "or the one that it does not fit.");
  }
}

}  // namespace hourglass
