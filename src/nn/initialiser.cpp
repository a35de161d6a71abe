#include "nn/initialiser.h"

#include "core/enum_table.h"

namespace hourglass {
namespace {

constexpr InitialiserRow kInitialisers[] = {
    {Initialiser::kAuto, "auto", "He normal for activations like ReLU, Xavier uniform for the others"},
    {Initialiser::kHeNormal, "he-normal", "normal, variance 2 / fan_in"},
    {Initialiser::kHeUniform, "he-uniform", "uniform, variance 2 / fan_in"},
    {Initialiser::kXavierNormal, "xavier-normal", "normal, variance 2 / (fan_in + fan_out)"},
    {Initialiser::kXavierUniform, "xavier-uniform", "uniform, variance 2 / (fan_in + fan_out)"},
    {Initialiser::kZero, "zero", "0"},
};
static_assert(in_enum_order(kInitialisers));

Initialiser resolve(Initialiser kind, Activation activation) {
  if (kind != Initialiser::kAuto) return kind;
  return activation_row(activation).suits == InitialiserFamily::kHe ? Initialiser::kHeNormal
                                                                    : Initialiser::kXavierUniform;
}

}  // namespace

std::span<const InitialiserRow> initialisers() { return kInitialisers; }

void initialise(Initialiser kind, Activation activation, Fan fan, const RandomKey& key, std::span<Real> values) {
  kind = resolve(kind, activation);
  const bool he = kind == Initialiser::kHeNormal || kind == Initialiser::kHeUniform;
  const float variance = he ? 2.0f / static_cast<float>(fan.in) : 2.0f / static_cast<float>(fan.in + fan.out);
  const float deviation = __builtin_sqrtf(variance), limit = __builtin_sqrtf(3.0f * variance);
  Random random(key);
  for (Real& value : values) {
    switch (kind) {
      case Initialiser::kHeNormal:
      case Initialiser::kXavierNormal: value = Real(deviation * random.normal()); break;
      case Initialiser::kHeUniform:
      case Initialiser::kXavierUniform: value = Real(random.uniform(-limit, limit)); break;
      case Initialiser::kOne: value = 1; break;
      case Initialiser::kAuto:
      case Initialiser::kZero: value = 0; break;
    }
  }
}

}  // namespace hourglass
