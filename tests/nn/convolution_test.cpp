// Both convolutions against nested loops, with the same bits for every instruction set and number of threads.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/random.h"
#include "nn/convolution.h"
#include "nn/layers.h"
#include "nn/transposed_convolution.h"
#include "support/allocation_counter.h"

namespace hourglass {
namespace {

constexpr std::uint64_t kSeed = 31;

struct Case {
  Shape image;
  int units, batch;
  Window window;
  OutputPadding output_padding = {0, 0};
};

/// Odd sizes, channels around the vectors' widths, images larger than one task's patches, and many small images.
const Case kCases[] = {
    {{5, 7, 3}, 4, 3, {3, 2, 1}, {1, 0}},
    {{5, 7, 3}, 4, 3, {3, 1, 1}},
    {{5, 7, 1}, 1, 9, {1, 1, 0}},
    {{5, 7, 1}, 5, 2, {2, 1, 2}},
    {{6, 5, 2}, 3, 4, {4, 3, 2}, {2, 1}},
    {{1, 1, 1}, 1, 1, {3, 2, 1}, {1, 1}},
    {{9, 4, 16}, 7, 2, {3, 2, 1}},
    {{4, 5, 17}, 33, 5, {3, 2, 1}, {0, 1}},
    {{3, 3, 40}, 50, 2, {3, 1, 1}},
    {{64, 50, 8}, 3, 1, {3, 1, 1}},
    {{14, 14, 16}, 32, 19, {3, 2, 1}, {1, 1}},
    {{1, 9, 1}, 1, 4, {3, 2, 1, WindowSides::kWidth}},
    {{1, 12, 27}, 8, 3, {5, 2, 2, WindowSides::kWidth}, {0, 1}},
    {{1, 7, 3}, 5, 2, {2, 3, 0, WindowSides::kWidth}, {0, 2}},
    {{9, 1, 2}, 3, 2, {3, 2, 1, WindowSides::kHeight}, {1, 0}},
    {{4, 6, 2}, 3, 2, {3, 1, 1, WindowSides::kWidth}},
};

/// A layer with random values in its buffers.
struct Bench {
  Case sizes;
  Compute compute;
  std::unique_ptr<Layer> layer;
  LayerBuilder builder;
  Workspace workspace;
  Buffer<Real> parameters, gradients, x, y, d_y, d_x;

  Bench(LayerKind kind, const Case& c, Activation activation, Variant variant, int threads)
      : sizes(c), compute(variant, MathMode::kPortable, threads) {
    LayerSpec spec{.kind = kind, .input = c.image, .units = c.units, .activation = activation};
    spec.window = c.window;
    spec.output_padding = c.output_padding;
    layer = make_layer(spec);
    builder.enter("layer");
    layer->build(builder);
    workspace = Workspace(builder.caches(), c.batch);
    parameters = Buffer<Real>(builder.parameter_count());
    gradients = parameters;
    x = Buffer<Real>(static_cast<std::size_t>(c.image.features() * c.batch));
    y = Buffer<Real>(static_cast<std::size_t>(layer->output_shape().features() * c.batch));
    d_x = x;
    d_y = y;
    Random random({kSeed, Stream::kTest, 0});
    for (Buffer<Real>* values : {&parameters, &x, &d_y}) {
      for (Real& value : *values) value = Real(random.uniform(-1, 1));
    }
    // Outputs that a layer assigns must not depend on the buffer's old content.
    for (Buffer<Real>* values : {&y, &d_x}) std::fill(values->begin(), values->end(), Real(-12345.5));
  }

  const Real* weight() const { return parameters.data() + builder.parameters()[0].slot.offset; }
  const Real* bias() const { return parameters.data() + builder.parameters()[1].slot.offset; }
  Pass pass() {
    return {.compute = compute,
            .workspace = workspace,
            .parameters = parameters.data(),
            .gradients = gradients.data(),
            .batch = sizes.batch,
            .mode = Mode::kTraining};
  }
  void forward() { layer->forward(pass(), x.data(), y.data()); }
  void backward() {
    for (const Parameter& p : builder.parameters()) {
      std::fill_n(gradients.data() + p.slot.offset, p.slot.size, Real(-12345.5));
    }
    layer->backward(pass(), x.data(), y.data(), d_y.data(), d_x.data());
  }
};

/// Calls body(image pixel's index, window's index) where window (u, v) of position (i, j) lies inside the image.
template <class Body>
void for_each_pixel_seen(const Shape& image, const Window& w, int i, int j, const Body& body) {
  const WindowSide vertical = w.along_height(), horizontal = w.along_width();
  for (int u = 0; u < vertical.kernel; ++u) {
    for (int v = 0; v < horizontal.kernel; ++v) {
      const int row = i * vertical.stride - vertical.padding + u;
      const int column = j * horizontal.stride - horizontal.padding + v;
      const bool seen = row >= 0 && row < image.height && column >= 0 && column < image.width;
      body(seen ? row * image.width + column : -1, u * horizontal.kernel + v);
    }
  }
}

/// The convolution's definition: every output is one running sum, starting at the bias, over rows, columns and
/// channels.
std::vector<Real> convolution_twin(const Bench& b) {
  const Shape in = b.sizes.image, out = b.layer->output_shape();
  const int patch = window_size(b.sizes.window) * in.channels;
  std::vector<Real> y;
  for (int n = 0; n < b.sizes.batch; ++n) {
    for (int position = 0; position < out.height * out.width; ++position) {
      for (int o = 0; o < out.channels; ++o) {
        Real sum = b.bias()[o];
        for_each_pixel_seen(in, b.sizes.window, position / out.width, position % out.width, [&](int pixel, int k) {
          for (int c = 0; c < in.channels; ++c) {
            const int at = n * in.features() + pixel * in.channels + c;
            const Real value = pixel < 0 ? Real(0) : b.x[static_cast<std::size_t>(at)];
            sum += value * b.weight()[o * patch + k * in.channels + c];
          }
        });
        y.push_back(sum);
      }
    }
  }
  return y;
}

/// The transposed convolution's definition: starting at the bias, every position adds its window.
std::vector<Real> transposed_twin(const Bench& b) {
  const Shape in = b.sizes.image, out = b.layer->output_shape();
  const int patch = window_size(b.sizes.window) * out.channels;
  std::vector<Real> y(b.y.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = b.bias()[i % static_cast<std::size_t>(out.channels)];
  for (int n = 0; n < b.sizes.batch; ++n) {
    for (int position = 0; position < in.height * in.width; ++position) {
      const Real* x = b.x.data() + (n * in.height * in.width + position) * in.channels;
      for_each_pixel_seen(out, b.sizes.window, position / in.width, position % in.width, [&](int pixel, int k) {
        for (int o = 0; o < out.channels && pixel >= 0; ++o) {
          Real sum = 0;
          for (int c = 0; c < in.channels; ++c) sum += x[c] * b.weight()[c * patch + k * out.channels + o];
          y[static_cast<std::size_t>(n * out.features() + pixel * out.channels + o)] += sum;
        }
      });
    }
  }
  return y;
}

template <class A, class B>
bool same_bits(const A& a, const B& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Real)) == 0;
}

}  // namespace

TEST_CASE("both convolutions equal their definitions to the bit", "[unit]") {
  for (const Case& c : kCases) {
    CAPTURE(c.image.height, c.image.width, c.image.channels, c.units, c.window.kernel, c.window.stride);
    Bench convolution(LayerKind::kConvolution, c, Activation::kLinear, instruction_sets().begin()->portable, 1);
    convolution.forward();
    CHECK(same_bits(convolution.y, convolution_twin(convolution)));
    Bench transposed(LayerKind::kTransposedConvolution, c, Activation::kLinear, instruction_sets().begin()->portable,
                     1);
    transposed.forward();
    CHECK(same_bits(transposed.y, transposed_twin(transposed)));
  }
}

TEST_CASE("both convolutions give the same bits for any number of threads on every instruction set", "[unit]") {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    for (const Case& c : kCases) {
      Bench first(kind, c, Activation::kGelu, instruction_sets().begin()->portable, 1);
      first.forward();
      first.backward();
      for (const InstructionSet& set : instruction_sets()) {
        if (!set.runs_here()) continue;
        for (int threads : {1, 2, 3}) {
          CAPTURE(layer_row(kind).id, c.image.height, c.image.width, c.image.channels, c.units, set.name, threads);
          Bench other(kind, c, Activation::kGelu, set.portable, threads);
          other.forward();
          other.backward();
          CHECK(same_bits(other.y, first.y));
          CHECK(same_bits(other.d_x, first.d_x));
          CHECK(same_bits(other.gradients, first.gradients));
        }
      }
    }
  }
}

TEST_CASE("fused arithmetic gives the same bits for any number of threads", "[unit]") {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    for (const Case& c : kCases) {
      CAPTURE(layer_row(kind).id, c.image.height, c.image.width, c.image.channels, c.units);
      const Variant fast = choose_variant("auto", MathMode::kFast).value();
      Bench one(kind, c, Activation::kRelu, fast, 1), three(kind, c, Activation::kRelu, fast, 3);
      for (Bench* bench : {&one, &three}) {
        bench->forward();
        bench->backward();
      }
      CHECK(same_bits(one.y, three.y));
      CHECK(same_bits(one.d_x, three.d_x));
      CHECK(same_bits(one.gradients, three.gradients));
    }
  }
}

TEST_CASE("an update during the backward pass gives the same parameters as one after it", "[unit]") {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    for (const Case& c : kCases) {
      CAPTURE(layer_row(kind).id, c.image.height, c.image.width, c.image.channels, c.units);
      const Variant variant = instruction_sets().begin()->portable;
      Bench after(kind, c, Activation::kTanh, variant, 1), during(kind, c, Activation::kTanh, variant, 2);
      Buffer<Real> after_state(2 * after.parameters.size()), during_state = after_state;
      after.forward();
      after.backward();
      update_parameters(after.compute, Optimiser::kAdam, {}, 1, after.parameters.size(), after.gradients.data(),
                        after.parameters.data(), after_state.data());

      during.forward();
      const Buffer<Real> before = during.parameters;
      const ParameterUpdate update(during.compute, Optimiser::kAdam, {}, 1, during.parameters.size(),
                                   during.parameters.data(), during_state.data());
      Pass pass = during.pass();
      pass.update = &update;
      during.layer->backward(pass, during.x.data(), during.y.data(), during.d_y.data(), during.d_x.data());
      CHECK_FALSE(same_bits(during.parameters, before));
      CHECK(same_bits(during.d_x, after.d_x));
      for (const Parameter& p : during.builder.parameters()) {
        const Real *a = after.parameters.data() + p.slot.offset, *d = during.parameters.data() + p.slot.offset;
        CHECK(std::memcmp(a, d, p.slot.size * sizeof(Real)) == 0);
      }
    }
  }
}

TEST_CASE("a pass through a convolution allocates nothing", "[unit]") {
  for (const LayerKind kind : {LayerKind::kConvolution, LayerKind::kTransposedConvolution}) {
    Bench bench(kind, kCases[0], Activation::kGelu, instruction_sets().begin()->portable, 2);
    const AllocationScope scope;
    bench.forward();
    bench.backward();
    CHECK(scope.count() == 0);
  }
}

TEST_CASE("convolutions describe themselves and count their multiply-adds", "[unit]") {
  const Convolution down({28, 28, 1}, 16, {}, Activation::kRelu, Initialiser::kAuto);
  CHECK(describe(down.spec()) == "convolution 28 x 28 x 1 -> 14 x 14 x 16, 3 x 3, stride 2, relu");
  CHECK(down.multiply_adds() == 14 * 14 * 16 * 9);
  const TransposedConvolution up({14, 14, 16}, 1, {}, {}, Activation::kLinear, Initialiser::kAuto);
  CHECK(describe(up.spec()) == "transposed convolution 14 x 14 x 16 -> 28 x 28 x 1, 3 x 3, stride 2, linear");
  CHECK(up.multiply_adds() == 14 * 14 * 16 * 9);
  const Convolution line({1, 128, 2}, 8, {.sides = WindowSides::kWidth}, Activation::kRelu, Initialiser::kAuto);
  CHECK(describe(line.spec()) == "convolution 1 x 128 x 2 -> 1 x 64 x 8, 1 x 3, stride 2, relu");
  CHECK(line.multiply_adds() == 64 * 8 * 3 * 2);
}

}  // namespace hourglass
