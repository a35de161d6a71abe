// Small runs for tests: a network and a data set that train quickly.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "core/random.h"
#include "session/session.h"
#include "session/trainer.h"

namespace hourglass {

/// Bright rectangles on black. Does not use the engine's data sets, so golden hashes depend only on the arithmetic.
class Rectangles : public Dataset {
 public:
  const std::string& name() const override { return name_; }
  Shape shape() const override { return {28, 28, 1}; }
  std::uint32_t count(Split split) const override { return split == Split::kTraining ? 600 : 64; }
  const std::vector<int>& labels() const override { return labels_; }
  int label(Split, std::uint32_t index) const override { return static_cast<int>(index % 3); }
  void read(Split split, std::uint32_t index, float* pixels) const override {
    Random random({split == Split::kTraining ? 1u : 2u, Stream::kTest, index});
    const std::uint32_t top = random.below(14), left = random.below(14);
    const std::uint32_t bottom = top + 4 + random.below(10), right = left + 4 + random.below(10);
    const float brightness = random.uniform(0.3f, 1.0f);
    for (std::uint32_t i = 0; i < 784; ++i) {
      const bool inside = i / 28 >= top && i / 28 < bottom && i % 28 >= left && i % 28 < right;
      pixels[i] = inside ? brightness : 0.0f;
    }
  }

 private:
  std::string name_ = "rectangles";
  std::vector<int> labels_ = {0, 1, 2};
};

/// Settings of a tiny run on generated digits, overridden by `extra`.
inline Settings small_settings(const SettingList& extra = {}) {
  SettingList list = {{"hidden", "40,24"},        {"latent", "6"},    {"batch", "32"},       {"samples", "600"},
                      {"held_out_samples", "64"}, {"epochs", "1000"}, {"code_channels", "3"}};
  list.insert(list.end(), extra.begin(), extra.end());
  Result<Settings> settings = make_settings(list);
  REQUIRE(settings);
  return *settings;
}

inline std::unique_ptr<Session> make_session(const Settings& settings, std::shared_ptr<const Dataset> data = {}) {
  Result<std::unique_ptr<Session>> session = Session::create(settings, std::move(data));
  REQUIRE(session);
  return std::move(*session);
}

/// A new run with small_settings on Rectangles.
inline std::unique_ptr<Trainer> make_trainer(const SettingList& extra) {
  auto trainer = Trainer::create(small_settings(extra), std::make_shared<Rectangles>());
  REQUIRE(trainer);
  return std::move(*trainer);
}

}  // namespace hourglass
