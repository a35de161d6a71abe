#include "core/vector.h"
#include "nn/activation_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static inline Vec gelu_inner(Vec x) { return Real(0.7978845608028654) * (x + Real(0.044715) * (x * x * x)); }

static inline Vec apply(Activation kind, Vec x) {
  const Vec zero{};
  switch (kind) {
    case Activation::kLinear: return x;
    case Activation::kRelu: return x < zero ? zero : x;
    case Activation::kLeakyRelu: return x < zero ? kLeakySlope * x : x;
    case Activation::kTanh: return tanh_of(x);
    case Activation::kSigmoid: return sigmoid_of(x);
    case Activation::kGelu: return Real(0.5) * x * (Real(1) + tanh_of(gelu_inner(x)));
    case Activation::kSilu: return x * sigmoid_of(x);
  }
  return x;
}

/// f'(x), from the output y where that is enough.
static inline Vec slope(Activation kind, Vec x, Vec y) {
  const Vec zero{}, one = splat(1);
  switch (kind) {
    case Activation::kLinear: return one;
    case Activation::kRelu: return y > zero ? one : zero;
    case Activation::kLeakyRelu: return y > zero ? one : splat(kLeakySlope);
    case Activation::kTanh: return one - y * y;
    case Activation::kSigmoid: return y * (one - y);
    case Activation::kGelu: {
      const Vec t = tanh_of(gelu_inner(x));
      const Vec inner_slope = Real(0.7978845608028654) * (one + Real(0.134145) * (x * x));
      return Real(0.5) * (one + t) + Real(0.5) * x * (one - t * t) * inner_slope;
    }
    case Activation::kSilu: {
      const Vec gate = sigmoid_of(x);
      return gate + y * (one - gate);
    }
  }
  return one;
}

static void forward(Activation kind, std::ptrdiff_t size, const Real* input, Real* output) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    store_some(output + i, apply(kind, load_some(input + i, count)), count);
  });
}

static void backward(Activation kind, std::ptrdiff_t size, const Real* input, const Real* output, Real* d) {
  for_each_vector(size, [&](std::ptrdiff_t i, int count) {
    const Vec x = input ? load_some(input + i, count) : Vec{};
    store_some(d + i, load_some(d + i, count) * slope(kind, x, load_some(output + i, count)), count);
  });
}

extern const ActivationKernels kActivationKernels;
const ActivationKernels kActivationKernels = {forward, backward};

}  // namespace HG_VARIANT
}  // namespace hourglass
