#include "data/heartbeats.h"

#include "core/math.h"

namespace hourglass {
namespace {

constexpr int kLength = 128;
constexpr float kRate = 160;               // voltages per second
constexpr float kMiddle = 0.33f;           // seconds from the beginning to the R wave, on average
constexpr float kLowest = -1, kRange = 3;  // millivolts of feature 0, and from there to feature 1
constexpr float kAbnormalShare = 0.1f;
constexpr int kAbnormalKinds = 4;

/// A wave: seconds after the R wave, its width (standard deviation) in seconds, its height in millivolts.
struct Bump {
  float time, width, height;
};

// P, Q, R, S, the segment between S and T, T.
enum Wave { kP, kQ, kR, kS, kST, kT, kWaves };
using Waves = std::array<Bump, kWaves>;
constexpr Waves kHealthy = {{{-0.165f, 0.022f, 0.15f},
                             {-0.036f, 0.009f, -0.12f},
                             {0, 0.011f, 1.15f},
                             {0.033f, 0.011f, -0.28f},
                             {0.13f, 0.045f, 0.02f},
                             {0.27f, 0.045f, 0.30f}}};
constexpr Waves kVentricular = {{{-0.165f, 0.022f, 0},
                                 {-0.07f, 0.02f, -0.05f},
                                 {0, 0.034f, 1.05f},
                                 {0.1f, 0.036f, -0.5f},
                                 {0.18f, 0.045f, -0.08f},
                                 {0.31f, 0.055f, -0.28f}}};

/// A factor around 1.
float about_one(Random& random, float deviation) { return 1 + deviation * std::clamp(random.normal(), -2.5f, 2.5f); }

Beat draw_kind(Random& random) {
  const float draw = random.uniform();
  if (draw >= kAbnormalShare) return Beat::kNormal;
  return static_cast<Beat>(1 + static_cast<int>(draw * (kAbnormalKinds / kAbnormalShare)));
}

/// The waves of one heart: its voltages, its times, and both of each wave. Makes the same draws for every kind.
Waves draw_waves(Beat kind, float period, Random& random) {
  Waves waves = kind == Beat::kPrematureVentricular ? kVentricular : kHealthy;
  const float gain = about_one(random, 0.14f), pace = __builtin_sqrtf(period / 0.85f) * about_one(random, 0.04f);
  for (Bump& wave : waves) {
    wave.time *= pace * about_one(random, 0.04f);
    wave.width *= about_one(random, 0.1f);
    wave.height *= gain * about_one(random, 0.18f);
  }
  const float severity = random.uniform(0.6f, 1.4f);
  if (kind == Beat::kNoPWave) waves[kP].height = 0;
  if (kind == Beat::kRaisedST) waves[kST].height += 0.2f * severity;
  if (kind == Beat::kInvertedT) waves[kT].height *= -0.8f * severity;
  return waves;
}

void add_waves(const Waves& waves, float r_time, float* millivolts) {
  for (const Bump& wave : waves) {
    const float middle = (r_time + wave.time) * kRate, width = wave.width * kRate;
    const int begin = std::max(0, static_cast<int>(middle - 4 * width)),
              end = std::min(kLength, static_cast<int>(middle + 4 * width) + 1);
    for (int i = begin; i < end; ++i) {
      const float off = (static_cast<float>(i) - middle) / width;
      millivolts[i] += wave.height * math::exp<float>(-0.5f * off * off);
    }
  }
}

/// height * sin(2 pi (frequency t + phase))
struct Sine {
  float height, frequency, phase;
};

/// The order of the draws is that of the members; among a function's arguments it would be the compiler's choice.
Sine draw_sine(float low_height, float high_height, float low_frequency, float high_frequency, Random& random) {
  return Sine{random.uniform(low_height, high_height), random.uniform(low_frequency, high_frequency), random.uniform()};
}

void add_sine(const Sine& sine, float* millivolts) {
  constexpr float kTurn = 6.28318531f;
  for (int i = 0; i < kLength; ++i) {
    const float turns = sine.frequency / kRate * static_cast<float>(i) + sine.phase;
    millivolts[i] += sine.height * math::sin(kTurn * turns);
  }
}

/// Seconds from the beat before.
float draw_wait(Beat kind, float period, Random& random) {
  const float draw = random.uniform();
  switch (kind) {
    case Beat::kPrematureVentricular: return period * (0.6f + 0.15f * draw);
    case Beat::kNoPWave: return period * (0.75f + 0.55f * draw);
    default: return period * (0.97f + 0.06f * draw);
  }
}

void draw_beat(Beat kind, Random& random, float* millivolts) {
  std::fill_n(millivolts, kLength, 0.0f);
  const float period = random.uniform(0.6f, 1.1f), middle = kMiddle + random.uniform(-0.03f, 0.03f);
  const float wait = draw_wait(kind, period, random);
  // The neighbours are beats of the same heart, so they repeat its draws.
  Random again = random;
  const Waves waves = draw_waves(kind, period, random);
  const Waves others = draw_waves(kind == Beat::kPrematureVentricular ? Beat::kNormal : kind, period, again);
  add_waves(others, middle - wait, millivolts);
  add_waves(waves, middle, millivolts);
  add_waves(others, middle + 2 * period - wait, millivolts);
  const Sine flutter = draw_sine(0.02f, 0.05f, 5, 8, random);
  if (kind == Beat::kNoPWave) add_sine(flutter, millivolts);
  add_sine(draw_sine(0, 0.12f, 0.2f, 0.6f, random), millivolts);
  const float noise = random.uniform(0.008f, 0.025f);
  for (int i = 0; i < kLength; ++i) millivolts[i] += noise * random.normal();
}

}  // namespace

Heartbeats::Heartbeats(const GeneratedOptions& options)
    : CachedSet(options, {"heartbeats",
                          {1, kLength, 1},
                          Stream::kHeartbeats,
                          labels_up_to(1 + kAbnormalKinds),
                          {.kind = DataKind::kSignal,
                           .columns = {{"voltage", "mV"}},
                           .label_names = listed_names("normal,premature ventricular,no P wave,raised ST,inverted T"),
                           .sample_rate = kRate,
                           .scaling = {{kLowest}, {kRange}}}}) {}

int Heartbeats::label(Split split, std::uint32_t index) const {
  Random random(sample_key(split, index));
  return static_cast<int>(draw_kind(random));
}

void Heartbeats::draw(Split split, std::uint32_t index, float* values) const {
  Random random(sample_key(split, index));
  const Beat kind = draw_kind(random);
  draw_beat(kind, random, values);
  const Scaling& scaling = description().scaling;
  for (int i = 0; i < kLength; ++i) values[i] = std::clamp(scaling.feature(values[i], 0), 0.0f, 1.0f);
}

}  // namespace hourglass
