// The first values of weights.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/random.h"
#include "core/real.h"
#include "nn/activation.h"

namespace hourglass {

/// kAuto: He or Xavier, as the activation's row says. kZero is for biases. kOne is for the scales of normalisations; it
/// has no row, because it cannot be chosen.
enum class Initialiser { kAuto, kHeNormal, kHeUniform, kXavierNormal, kXavierUniform, kZero, kOne };

/// One row per initialiser.
struct InitialiserRow {
  Initialiser kind;
  std::string_view id;
  std::string_view formula;
};
std::span<const InitialiserRow> initialisers();

/// The inputs that one output sums, and the outputs that one input reaches.
struct Fan {
  int in = 1, out = 1;
};

/// Fills `values`, drawing from the sequence `key`. `activation` follows the layer and decides what kAuto means.
/// He et al. 2015, equation 10: variance 2 / fan_in. Glorot and Bengio 2010, equation 12: 2 / (fan_in + fan_out).
void initialise(Initialiser kind, Activation activation, Fan fan, const RandomKey& key, std::span<Real> values);

}  // namespace hourglass
