#include "core/vector.h"
#include "nn/normalisation_kernels.h"

namespace hourglass {
namespace HG_VARIANT {

static void squares(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, Real* sums) {
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    const Vec m = load_some(mean + c, count);
    Vec sum{};
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      const Vec difference = load_some(x + r * channels + c, count) - m;
      sum += difference * difference;
    }
    store_some(sums + c, sum, count);
  });
}

static void scale(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse,
                  const Real* weight, const Real* bias, Real* y) {
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    const Vec m = load_some(mean + c, count), s = load_some(inverse + c, count);
    const Vec w = load_some(weight + c, count), b = load_some(bias + c, count);
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      const std::ptrdiff_t at = r * channels + c;
      store_some(y + at, w * ((load_some(x + at, count) - m) * s) + b, count);
    }
  });
}

static void sums(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse,
                 const Real* d_y, Real* d_weight, Real* d_bias) {
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    const Vec m = load_some(mean + c, count), s = load_some(inverse + c, count);
    Vec weight{}, bias{};
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      const std::ptrdiff_t at = r * channels + c;
      const Vec d = load_some(d_y + at, count);
      weight += d * ((load_some(x + at, count) - m) * s);
      bias += d;
    }
    store_some(d_weight + c, weight, count);
    store_some(d_bias + c, bias, count);
  });
}

static void input_gradient(std::ptrdiff_t rows, int channels, const Real* x, const Real* mean, const Real* inverse,
                           const Real* weight, const Real* mean_d_y, const Real* mean_d_y_xhat, const Real* d_y,
                           Real* d_x) {
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    const Vec m = load_some(mean + c, count), s = load_some(inverse + c, count);
    const Vec factor = load_some(weight + c, count) * s;
    const Vec plain = load_some(mean_d_y + c, count), along = load_some(mean_d_y_xhat + c, count);
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      const std::ptrdiff_t at = r * channels + c;
      const Vec xhat = (load_some(x + at, count) - m) * s;
      store_some(d_x + at, factor * (load_some(d_y + at, count) - plain - xhat * along), count);
    }
  });
}

/// `v` with the lanes past the end of a row at zero, so that they add nothing.
static inline Vec only(Vec v, int count) {
  for (int lane = count; lane < kLanes; ++lane) v[lane] = 0;
  return v;
}

static inline Real root_of(Real x) {
  if constexpr (sizeof(Real) == 4) return static_cast<Real>(__builtin_sqrtf(static_cast<float>(x)));
  return static_cast<Real>(__builtin_sqrt(static_cast<double>(x)));
}

static void layer_forward(std::ptrdiff_t rows, int channels, const Real* x, const Real* weight, const Real* bias,
                          Real* moments, Real* y) {
  const Real size = Real(channels);
  for (std::ptrdiff_t r = 0; r < rows; ++r, x += channels, y += channels, moments += 2) {
    StripedSum total, squared;
    for_each_vector(channels, [&](std::ptrdiff_t c, int count) { total.add(load_some(x + c, count)); });
    const Vec mean = splat(total.total() / size);
    for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
      const Vec difference = only(load_some(x + c, count) - mean, count);
      squared.add(difference * difference);
    });
    moments[0] = mean[0];
    moments[1] = Real(1) / root_of(squared.total() / size + Real(kNormalisationEpsilon));
    const Vec inverse = splat(moments[1]);
    for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
      const Vec xhat = (load_some(x + c, count) - mean) * inverse;
      store_some(y + c, load_some(weight + c, count) * xhat + load_some(bias + c, count), count);
    });
  }
}

static void layer_sums(std::ptrdiff_t rows, int channels, const Real* x, const Real* moments, const Real* d_y,
                       Real* d_weight, Real* d_bias) {
  for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
    Vec weight{}, bias{};
    for (std::ptrdiff_t r = 0; r < rows; ++r) {
      const std::ptrdiff_t at = r * channels + c;
      const Vec d = load_some(d_y + at, count);
      weight += d * ((load_some(x + at, count) - splat(moments[2 * r])) * splat(moments[2 * r + 1]));
      bias += d;
    }
    store_some(d_weight + c, weight, count);
    store_some(d_bias + c, bias, count);
  });
}

static void layer_input_gradient(std::ptrdiff_t rows, int channels, const Real* x, const Real* weight,
                                 const Real* moments, const Real* d_y, Real* d_x) {
  const Real size = Real(channels);
  for (std::ptrdiff_t r = 0; r < rows; ++r, x += channels, d_y += channels, d_x += channels, moments += 2) {
    const Vec mean = splat(moments[0]), inverse = splat(moments[1]);
    StripedSum plain, along;
    for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
      // Past the end the weight, and so the product, is zero.
      const Vec d = load_some(d_y + c, count) * load_some(weight + c, count);
      plain.add(d);
      along.add(d * ((load_some(x + c, count) - mean) * inverse));
    });
    const Vec mean_d = splat(plain.total() / size), mean_d_xhat = splat(along.total() / size);
    for_each_vector(channels, [&](std::ptrdiff_t c, int count) {
      const Vec d = load_some(d_y + c, count) * load_some(weight + c, count);
      const Vec xhat = (load_some(x + c, count) - mean) * inverse;
      store_some(d_x + c, inverse * (d - mean_d - xhat * mean_d_xhat), count);
    });
  }
}

extern const NormalisationKernels kNormalisationKernels;
const NormalisationKernels kNormalisationKernels = {
    squares, scale, sums, input_gradient, layer_forward, layer_sums, layer_input_gradient};

}  // namespace HG_VARIANT
}  // namespace hourglass
